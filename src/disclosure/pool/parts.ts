import { type Method, method } from '../../scoring/method.ts';
import type { Made } from './combinations.ts';
import { type Edge, withoutDoubles } from './edges.ts';
import type { GuardedRow } from './guard.ts';
import { meanOf } from './ranking.ts';
import { looked, type Reach, type Sums, sumsOf, together } from './reach.ts';

/** A set that can be made of what is shown, and what is known of its values. */
export interface Known {
  readonly reach: Reach;
  readonly sums: Sums;
  /** The same by how many, up to as many as are looked at. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
}

/** By which rows make a set and are around it; null where together these say nothing more of a few. */
export type KnownParts = Map<string, Known | null>;

/**
 * What all rows say of a set that can be made of them: their totals and, by taking away, how many
 * are below a level; and of each row around it, what it says of any so many of it.
 */
export function knownOf(made: Made, rows: readonly GuardedRow[], kept: KnownParts): Known | null {
  const { ways, within } = made;
  const name = (row: number) => {
    const { bit, release, holder } = rows[row] as GuardedRow;
    return `${bit}.${release}.${holder}`;
  };
  const key = [
    ...ways.map((terms) => terms.map(([row, sign]) => `${sign} ${name(row)}`).join()),
    within.map(name).join(),
  ].join('|');
  const before = kept.get(key);
  if (before !== undefined) return before;
  const known = find(made, rows);
  kept.set(key, known);
  return known;
}

function find({ ways, within }: Made, rows: readonly GuardedRow[]): Known | null {
  const said = (row: number) => (rows[row] as GuardedRow).said.reach;
  const made = ways
    .map((terms) => combined(terms.map(([row, sign]) => [said(row), sign] as const)))
    .reduce(together);
  const few = Math.min(looked, made.size);
  const tells =
    ways.some((terms) => terms.length === 1) ||
    made.size <= looked ||
    made.edges.some(({ fewest, most }) => most < few || fewest > made.size - few) ||
    totalTells(made, ways[0] as Made['ways'][number], rows);
  if (!tells) return null;
  const around = within.flatMap((row) => edgesOfPart(said(row), made.size));
  const reach = { ...made, edges: withoutDoubles([...made.edges, ...around], made.size) };
  const sums = sumsOf(reach);
  const counts = Array.from({ length: few + 1 }, (_, count) => count);
  return { reach, sums, lowest: counts.map(sums.lowest), highest: counts.map(sums.highest) };
}

/**
 * Whether the total may say something of a few. The lower bounds of the others sum to no more than
 * these have on average, and the few to no more than the end of the scale: a total that leaves as
 * much says nothing.
 */
function totalTells(
  { size, least, most }: Reach,
  terms: Made['ways'][number],
  rows: readonly GuardedRow[],
  { scale }: Pick<Method, 'scale'> = method,
): boolean {
  const units = terms.reduce((sum, [row, sign]) => sum + sign * (rows[row]?.said.total ?? 0), 0);
  const mean = meanOf(units, size);
  const few = Math.min(looked, size);
  return (
    most - mean * size < few * (scale.hi - mean) || mean * size - least < few * (mean - scale.lo)
  );
}

/** What sets say of the one that they make, added and taken away. */
function combined(terms: readonly (readonly [reach: Reach, sign: 1 | -1])[]): Reach {
  const [first] = terms as [(typeof terms)[number]];
  if (terms.length === 1) return first[0];
  let [size, least, most] = [0, 0, 0];
  for (const [reach, sign] of terms) {
    size += sign * reach.size;
    least += sign === 1 ? reach.least : -reach.most;
    most += sign === 1 ? reach.most : -reach.least;
  }
  const edges: Edge[] = [];
  for (const [{ edges: own }] of terms)
    for (const { at } of own) {
      let [fewest, atMost] = [0, 0];
      for (const [reach, sign] of terms) {
        const [least, greatest] = [fewestBelow(reach, at), mostBelow(reach, at)];
        fewest += sign === 1 ? least : -greatest;
        atMost += sign === 1 ? greatest : -least;
      }
      if (fewest > 0 || atMost < size) edges.push({ at, fewest, most: atMost });
    }
  return { size, least, most, edges };
}

/** How many are below a level, at the fewest; edges are in order. */
function fewestBelow({ edges }: Reach, at: number): number {
  let fewest = 0;
  for (let i = 0; i < edges.length && (edges[i] as Edge).at <= at; i++)
    fewest = Math.max(fewest, (edges[i] as Edge).fewest);
  return fewest;
}

function mostBelow({ size, edges }: Reach, at: number): number {
  let most = size;
  for (let i = edges.length - 1; i >= 0 && (edges[i] as Edge).at >= at; i--)
    most = Math.min(most, (edges[i] as Edge).most);
  return most;
}

/** What a set says of so many of it. */
function edgesOfPart({ size, edges }: Reach, part: number): readonly Edge[] {
  const said: Edge[] = [];
  for (const { at, fewest, most } of edges)
    if (most < part || fewest > size - part)
      said.push({ at, fewest: Math.max(0, part - (size - fewest)), most: Math.min(part, most) });
  return said;
}
