import type { Disclosed } from '../../disclosure/disclosed.ts';
import type { Pool, Shown } from '../../disclosure/pool/pool.ts';

/** What is shown of a group, and in which release it was made. */
export interface GroupResult<T> {
  readonly release: number;
  readonly measures: ReadonlyMap<string, Disclosed<T>>;
}

/**
 * What a release shows of a group. Where a measure has to keep its earlier result because too few
 * have moved since, the whole group keeps its own, so that what stands together is of one release.
 * Where nothing at all has moved in such a measure, its earlier result is that of this release.
 * @param results by measure; "kept" without a release before shows nothing of it.
 * @param before what the release before shows of the group; undefined where it does not.
 * @param hasMoved whether anything of a measure is different from what it was in that release.
 */
export function keepWhereTooFewMoved<T>(
  release: number,
  results: ReadonlyMap<string, Disclosed<T> | 'kept'>,
  before: GroupResult<T> | undefined,
  hasMoved: (measure: string, since: number) => boolean,
): GroupResult<T> {
  const kept = [...results].flatMap(([measure, result]) => (result === 'kept' ? [measure] : []));
  if (before && kept.some((measure) => hasMoved(measure, before.release))) return before;
  const measures = [...results].flatMap(([measure, result]) => {
    const shown = result === 'kept' ? before?.measures.get(measure) : result;
    return shown ? [[measure, shown] as const] : [];
  });
  return { release, measures: new Map(measures) };
}

/** Whether any of these organisations has come, gone or changed its value of a measure. */
export function haveMoved(
  members: readonly string[],
  measure: string,
  now: Pool,
  then: Pool,
): boolean {
  const valueIn = ({ values }: Pool, code: string) => values.get(code)?.get(measure)?.value;
  return members.some((code) => valueIn(now, code) !== valueIn(then, code));
}

/** Which measures of which groups a release shows that were made in it, not kept from before. */
export function shownAnew(
  groups: readonly {
    readonly code: string;
    readonly release: number;
    readonly measures: readonly { readonly code: string; readonly result: Disclosed<unknown> }[];
  }[],
  release: number,
): Shown {
  return new Map(
    groups
      .filter((group) => group.release === release)
      .map(({ code, measures }) => [
        code,
        new Set(measures.flatMap((measure) => (measure.result.shown ? [measure.code] : []))),
      ]),
  );
}
