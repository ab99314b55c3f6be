import type { Progress } from './participation-store.ts';
import { typesInOrder, typeWords } from './trust-type.ts';

/** How many of a board's trusts are how far in a cycle. Counts, and never which ones. */
export interface Participation {
  readonly belong: number;
  readonly opened: number;
  readonly closed: number;
  readonly signedOff: number;
  readonly share: number;
}

/**
 * @param members the codes of the board's trusts; others are not counted.
 * @param share how many of them share.
 */
export function participationOf(
  members: ReadonlySet<string>,
  progress: readonly Progress[],
  share: number,
): Participation {
  const opened = progress.filter(({ organisation }) => members.has(organisation));
  return {
    belong: members.size,
    opened: opened.length,
    closed: opened.filter(({ closed }) => closed).length,
    signedOff: opened.filter(({ signedOff }) => signedOff).length,
    share,
  };
}

/** How many trusts of a type belong to a board, and how many of them are shown by name. */
export interface OfType {
  /** "acute trusts" */
  readonly words: string;
  readonly belong: number;
  readonly share: number;
}

/** The mix of a board's trusts, in the order of types; a type that it has none of is left out. */
export function mixOf(
  members: ReadonlySet<string>,
  types: ReadonlyMap<string, string | null>,
  named: ReadonlySet<string>,
): readonly OfType[] {
  const codes = [...members];
  return typesInOrder.flatMap((type) => {
    const ofType = codes.filter((code) => (types.get(code) ?? null) === type);
    if (ofType.length === 0) return [];
    const share = ofType.filter((code) => named.has(code)).length;
    return { words: typeWords(type), belong: ofType.length, share };
  });
}
