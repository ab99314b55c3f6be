import { type Range, scale, within } from './sight.ts';

/** What is shown of a group, from wherever it was read. */
export interface Statistics {
  /** How many organisations it is of. */
  readonly n: number;
  readonly mean: { readonly kind: 'exact' | 'below' | 'above'; readonly value: number };
  readonly counts?:
    | { readonly lower: number; readonly similar: number; readonly higher: number }
    | { readonly most: 'lower' | 'similar' | 'higher' }
    | undefined;
  readonly median?: number | undefined;
  readonly quartiles?: { readonly lower: number; readonly upper: number } | undefined;
  readonly percentile?: { readonly value: number } | undefined;
  readonly quarter?: number | undefined;
  readonly density?: readonly string[] | undefined;
}

/** The organisation that the others were compared with. */
export interface Own {
  readonly value: Range;
  /** Fewest levels that make a clear difference. */
  readonly least: number;
  /** Whether standard errors, which nobody is shown of others, were part of comparing. */
  readonly errors: boolean;
}

/** Half of the last digit that is shown, and the tolerance with which the service compares. */
const half = 0.05 + 2e-6;
const tiny = 2e-6;

/** What the mean can be: the method says from where to where it is shown exactly. */
export function meanRange({ n, mean }: Statistics): Range {
  const margin = (scale.hi - scale.lo) / n;
  const exact = { lo: scale.lo + margin - tiny, hi: scale.hi - margin + tiny };
  if (mean.kind === 'below') return { lo: scale.lo, hi: exact.lo + 2 * tiny };
  if (mean.kind === 'above') return { lo: exact.hi - 2 * tiny, hi: scale.hi };
  return within({ lo: mean.value - half, hi: mean.value + half }, exact);
}

/**
 * What the lowest value can be, the second lowest, and so on, from counts, median, quartiles,
 * percentile, quarter and density. Whose they are, none of these says.
 */
export function slotsOf(shown: Statistics, own?: Own): readonly Range[] {
  const slots = Array.from({ length: shown.n }, () => ({ ...scale }));
  const narrow = (from: number, to: number, range: Partial<Range>) => {
    for (let at = Math.max(0, from); at < Math.min(shown.n, to); at++)
      slots[at] = within(slots[at] as Range, { ...scale, ...range });
  };
  if (own) byCounts(shown, own, narrow);
  if (own) byPercentile(shown, own, narrow);
  byDensity(shown, narrow);
  for (const [share, value] of quantiles(shown)) byQuantile(slots, share, value, narrow);
  return inOrder(slots);
}

type Narrow = (from: number, to: number, range: Partial<Range>) => void;

/**
 * Clearly lower is lower by at least the smallest difference that counts, whatever the errors. Not
 * distinguishable is nearer than that where there are no errors; where there are, it may be
 * anything. "Most" is said, as the method has it, where it is all of them or all but one.
 */
function byCounts({ n, counts }: Statistics, { value, least, errors }: Own, narrow: Narrow): void {
  if (!counts) return;
  const fewest =
    'most' in counts ? { lower: 0, similar: 0, higher: 0, [counts.most]: n - 1 } : counts;
  narrow(0, fewest.lower, { hi: value.hi - least + tiny });
  narrow(n - fewest.higher, n, { lo: value.lo + least - tiny });
  if (errors) return;
  narrow(n - fewest.similar - fewest.higher, n, { lo: value.lo - least - tiny });
  narrow(0, fewest.lower + fewest.similar, { hi: value.hi + least + tiny });
}

/** 100 · (below + ties / 2) / n, rounded to the nearest 5, or 1 from twenty on. */
function byPercentile({ n, percentile, quarter }: Statistics, own: Own, narrow: Narrow): void {
  if (!percentile) return;
  const step = n >= 20 ? 1 : 5;
  const share = within(
    { lo: percentile.value - step / 2, hi: percentile.value + step / 2 },
    quarter === undefined
      ? { lo: 0, hi: 100 }
      : { lo: 25 * (quarter - 1), hi: quarter === 4 ? 100 : 25 * quarter },
  );
  // Values count as level to three decimals. Of a value that is only known as rounded, each end.
  const below = Math.floor((n * share.hi) / 100 + tiny);
  const level = Math.ceil((n * share.lo) / 100 - tiny);
  narrow(below, n, { lo: own.value.lo - 0.001 });
  narrow(0, level, { hi: own.value.hi + 0.001 });
}

/** Few of a band are under 10 %, some under 25 %, many that or more. */
function byDensity({ n, density }: Statistics, narrow: Narrow): void {
  if (!density) return;
  const fewest = { few: 0, some: Math.ceil(0.1 * n - tiny), many: Math.ceil(0.25 * n - tiny) };
  const most = {
    few: Math.ceil(0.1 * n - tiny) - 1,
    some: Math.ceil(0.25 * n - tiny) - 1,
    many: n,
  };
  const width = (scale.hi - scale.lo) / density.length;
  const sum = (bands: readonly string[], of: Readonly<Record<string, number>>) =>
    bands.reduce((total, band) => total + (of[band] as number), 0);
  density.forEach((_, at) => {
    const [upTo, after] = [density.slice(0, at + 1), density.slice(at + 1)];
    const edge = scale.lo + width * (at + 1);
    // So many are in these bands at least, and so many at most.
    narrow(0, Math.max(sum(upTo, fewest), n - sum(after, most)), { hi: edge + tiny });
    narrow(Math.min(sum(upTo, most), n - sum(after, fewest)), n, { lo: edge - tiny });
  });
}

function quantiles({ median, quartiles }: Statistics): readonly (readonly [number, number])[] {
  return [
    ...(median === undefined ? [] : [[0.5, median] as const]),
    ...(quartiles ? [[0.25, quartiles.lower] as const, [0.75, quartiles.upper] as const] : []),
  ];
}

/** A quantile lies between two neighbours in order, at a share of the way from one to the other. */
function byQuantile(slots: readonly Range[], share: number, value: number, narrow: Narrow): void {
  const n = slots.length;
  const position = (n - 1) * share;
  const [at, next] = [Math.floor(position), Math.ceil(position)];
  const way = position - at;
  const [lo, hi] = [value - half, value + half];
  narrow(0, at + 1, { hi });
  narrow(next, n, { lo });
  if (way === 0) return;
  const ordered = inOrder(slots);
  narrow(at, n, { lo: (lo - way * (ordered[next] as Range).hi) / (1 - way) });
  narrow(0, next + 1, { hi: (hi - (1 - way) * (ordered[at] as Range).lo) / way });
}

/** None is lower than the one before it. */
function inOrder(slots: readonly Range[]): readonly Range[] {
  const ordered = slots.map((slot) => ({ ...slot }));
  ordered.forEach((slot, at) => {
    slot.lo = Math.max(slot.lo, ordered[at - 1]?.lo ?? slot.lo);
  });
  for (let at = ordered.length - 2; at >= 0; at--) {
    const [slot, above] = [ordered[at], ordered[at + 1]] as [{ hi: number }, Range];
    slot.hi = Math.min(slot.hi, above.hi);
  }
  return ordered;
}

/** What the others can be in order, where one of them is known. */
export function withoutOne(slots: readonly Range[], known: Range): readonly Range[] {
  return slots.slice(1).map((above, at) => {
    const here = slots[at] as Range;
    if (known.lo > here.hi) return here;
    if (known.hi <= here.lo) return above;
    return { lo: here.lo, hi: above.hi };
  });
}
