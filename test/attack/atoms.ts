import { isKnown, type Range, type Row, type Sight, scale } from './sight.ts';
import { withoutOne } from './slots.ts';

/** A row less what the person knows. */
export interface UnknownRow {
  readonly from: string;
  readonly measure: string;
  readonly size: number;
  /** Of all of their values. */
  readonly sum: Range;
  /** The least and the most that any so many of them can sum to: by how many. */
  readonly least: readonly number[];
  readonly most: readonly number[];
  /** The atoms that are in it, each whole. */
  readonly atoms: ReadonlySet<number>;
}

/** Organisations that nobody can tell apart from what they are shown. */
export interface Atom {
  readonly contributors: readonly string[];
  /** The measures that all of them have. */
  readonly scored: readonly string[];
}

export interface Atoms {
  readonly atoms: readonly Atom[];
  readonly rows: readonly UnknownRow[];
}

/** Unknown contributors by which rows they are in and what they have a score for. */
export function atomsOf(sight: Sight, measures: readonly string[] = sight.measures): Atoms {
  const rows = sight.rows.filter(({ measure }) => measures.includes(measure));
  const signatures = new Map<string, string[]>();
  const unknown = rows.map(({ members }) => members.filter((id) => !isKnown(sight, id)));
  unknown.forEach((members, row) => {
    for (const id of members) signatures.set(id, [...(signatures.get(id) ?? []), String(row)]);
  });
  const scoredOf = (id: string) => sight.scored(id).filter((code) => measures.includes(code));
  const grouped = Map.groupBy([...signatures.keys()].sort(), (id) =>
    [...scoredOf(id), ...(signatures.get(id) ?? [])].join(' '),
  );
  const atoms = [...grouped.values()].map((contributors) => ({
    contributors,
    scored: scoredOf(contributors[0] as string),
  }));
  const atomOf = new Map(
    atoms.flatMap(({ contributors }, at) => contributors.map((id) => [id, at] as const)),
  );
  return {
    atoms,
    rows: rows.map((row, at) => unknownRow(sight, row, unknown[at] as string[], atomOf)),
  };
}

function unknownRow(
  sight: Sight,
  { from, measure, members, mean, slots }: Row,
  unknown: readonly string[],
  atomOf: ReadonlyMap<string, number>,
): UnknownRow {
  const known = members
    .filter((id) => isKnown(sight, id))
    .map((id) => sight.knows.get(id)?.get(measure) ?? scale);
  const left = known.reduce(withoutOne, slots);
  return {
    from,
    measure,
    size: unknown.length,
    sum: {
      lo: members.length * mean.lo - known.reduce((sum, { hi }) => sum + hi, 0),
      hi: members.length * mean.hi - known.reduce((sum, { lo }) => sum + lo, 0),
    },
    least: runningSums(left.map(({ lo }) => lo)),
    most: runningSums(left.map(({ hi }) => hi).toReversed()),
    atoms: new Set(unknown.map((id) => atomOf.get(id) as number)),
  };
}

/** Of none, of the first, of the first two, and so on. */
function runningSums(values: readonly number[]): readonly number[] {
  let sum = 0;
  const sums = [0];
  for (const value of values) {
    sum += value;
    sums.push(sum);
  }
  return sums;
}
