import type { Atoms } from './atoms.ts';

/** Some organisations that might be worked out: how many of which atom. */
export type Candidate = ReadonlyMap<number, number>;

/** Groups and differences of groups up to this many are looked at organisation by organisation. */
const looked = 9;

/**
 * Sets of fewer than so many organisations that somebody might work out: parts of one atom, unions
 * of whole atoms, and any part of a small group, or of what a small group lacks of one around it.
 * Which ones of an atom makes no difference.
 */
export function candidatesOf({ atoms, rows }: Atoms, fewer: number): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (candidate: Candidate) =>
    found.set([...candidate].map((each) => each.join('*')).join(' '), candidate);
  const size = (at: number) => atoms[at]?.contributors.length ?? 0;
  const all = atoms.map((_, at) => at);
  for (const at of all)
    for (let count = 1; count < fewer && count <= size(at); count++) add(new Map([[at, count]]));
  for (const union of choices(all, fewer - 1, (at) => [size(at)])) add(union);
  for (const some of smallSets(rows.map((row) => row.atoms)))
    if (some.reduce((sum, at) => sum + size(at), 0) <= looked)
      for (const part of choices(some, fewer - 1, (at) => upTo(size(at)))) add(part);
  return [...found.values()];
}

/** A candidate by the names of some organisations that it may be. */
export function namesOf({ atoms }: Pick<Atoms, 'atoms'>, candidate: Candidate): readonly string[] {
  return [...candidate].flatMap(([at, count]) => atoms[at]?.contributors.slice(0, count) ?? []);
}

/** Every way to take one of the counts of some of the atoms, at most so many in all. */
export function* choices(
  atoms: readonly number[],
  most: number,
  counts: (at: number) => readonly number[],
): Generator<Candidate> {
  for (const [i, at] of atoms.entries())
    for (const count of counts(at)) {
      if (count > most) continue;
      yield new Map([[at, count]]);
      for (const others of choices(atoms.slice(i + 1), most - count, counts))
        yield new Map([[at, count], ...others]);
    }
}

function smallSets(sets: readonly ReadonlySet<number>[]): number[][] {
  const differences = sets.flatMap((outer) =>
    sets
      .filter((inner) => inner.size < outer.size && [...inner].every((at) => outer.has(at)))
      .map((inner) => [...outer].filter((at) => !inner.has(at))),
  );
  return [...sets.map((set) => [...set]), ...differences].map((set) => set.sort((a, b) => a - b));
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
