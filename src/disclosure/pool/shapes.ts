import type { Disclosed } from '../disclosed.ts';

/** An organisation's value of a measure: a level 1 to 5, and its standard error (null: none). */
export interface PoolValue {
  readonly value: number;
  readonly se: number | null;
}

/** A group of organisations by code; also those without a value are among its members. */
export interface PoolGroup {
  readonly code: string;
  readonly members: readonly string[];
}

/** What all organisations of one kind contribute to a release on one basis. */
export interface Pool {
  /** Codes: dimensions in the order of the questionnaire, and the overall. */
  readonly measures: readonly string[];
  /** The code of the overall among them: of an organisation, the mean of its scored dimensions. */
  readonly overall: string;
  /** Of eligible contributors only, by organisation and measure; without a score, absent. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, PoolValue>>;
}

/** Measures by group: those that were shown anew in one release, not those that were kept. */
export type Shown = ReadonlyMap<string, ReadonlySet<string>>;

/** Results by group and measure. "kept": the group keeps its earlier result for this measure. */
export type PoolResults<T> = ReadonlyMap<string, ReadonlyMap<string, Disclosed<T> | 'kept'>>;

/** Who looks at a pool, by one of the reasons why they may. */
export interface PoolViewer {
  /** The organisation as which they look; null where it has no value in this pool. */
  readonly own: string | null;
  /** Its values by measure: only those that it is shown exactly. */
  readonly ownValues: ReadonlyMap<string, PoolValue>;
  /** Organisations whose values they know, their own among them. */
  readonly knows: ReadonlySet<string>;
  /** Its groups in disclosureOrder. */
  readonly groups: readonly PoolGroup[];
}

/** What a viewer was shown anew in one earlier release of the cycle. */
export interface ShownBefore {
  /** What everybody was. */
  readonly publicShown: Shown;
  /** What this viewer was of its own groups. */
  readonly own: Shown;
}

/** One of several classes that a person holds, with what was shown to it. */
export interface HeldClass extends PoolViewer {
  readonly shown: Shown;
  /** By earlier release, in the order of preparePool; nothing unless given. */
  readonly before?: readonly Shown[];
}

/** The measures by group that these results show anew. */
export function shownIn(results: PoolResults<unknown>): Shown {
  return new Map(
    [...results].map(([group, measures]) => [
      group,
      new Set(
        [...measures].flatMap(([measure, result]) =>
          result !== 'kept' && result.shown ? [measure] : [],
        ),
      ),
    ]),
  );
}
