/** From the lowest to the highest value that something can have; both are possible. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

export const scale: Range = { lo: 1, hi: 5 };

/** One measure of one group, as somebody was shown it, and what follows from it. */
export interface Row {
  /** Where it was read: "type:acute". */
  readonly from: string;
  readonly measure: string;
  /** Whose values are in it; an earlier value that was changed later is another contributor. */
  readonly members: readonly string[];
  /** Of all of them. */
  readonly mean: Range;
  /** The lowest of their values, the second lowest, and so on. */
  readonly slots: readonly Range[];
}

/**
 * All that one person has of one pool of organisations on one basis, and what anybody may know:
 * who contributes, who belongs to which group, and the method.
 */
export interface Sight {
  readonly who: string;
  /** Dimensions, then the overall. */
  readonly measures: readonly string[];
  readonly overall: string;
  readonly rows: readonly Row[];
  /** By contributor and measure: the values that the person knows anyway. */
  readonly knows: ReadonlyMap<string, ReadonlyMap<string, Range>>;
  /** The measures that a contributor has a value for. */
  readonly scored: (contributor: string) => readonly string[];
  /** Which organisation a contributor is: one that changed has several values. */
  readonly organisationOf: (contributor: string) => string;
}

export function isKnown({ knows, organisationOf }: Sight, contributor: string): boolean {
  return knows.has(contributor) || knows.has(organisationOf(contributor));
}

export function within(a: Range, b: Range): Range {
  return { lo: Math.max(a.lo, b.lo), hi: Math.min(a.hi, b.hi) };
}
