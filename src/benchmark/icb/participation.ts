import type { MemberProgress } from './participation-store.ts';
import { typesInOrder, typeWords } from './trust-type.ts';

/** How many of a board's trusts are how far in a cycle. Counts, and never which ones. */
export interface Participation {
  readonly belong: number;
  readonly opened: number;
  readonly closed: number;
  readonly signedOff: number;
  readonly share: number;
}

/** @param share how many of these trusts share. */
export function participationOf(members: readonly MemberProgress[], share: number): Participation {
  return {
    belong: members.length,
    opened: members.filter(({ opened }) => opened).length,
    closed: members.filter(({ closed }) => closed).length,
    signedOff: members.filter(({ signedOff }) => signedOff).length,
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
  members: readonly Pick<MemberProgress, 'code' | 'trustType'>[],
  named: ReadonlySet<string>,
): readonly OfType[] {
  return typesInOrder.flatMap((type) => {
    const ofType = members.filter(({ trustType }) => trustType === type);
    if (ofType.length === 0) return [];
    const share = ofType.filter(({ code }) => named.has(code)).length;
    return { words: typeWords(type), belong: ofType.length, share };
  });
}
