import { beyond, columnsOf, type Pivoted, type Row, without, withRow } from './elimination.ts';

/** A row that is 0 in all pivots of a basis. */
export interface Remainder {
  readonly row: Row;
  readonly basis: readonly Pivoted[];
  /** By column, which is an atom: its contributors as they are counted. */
  readonly counted: readonly ReadonlySet<string>[];
}

/**
 * Whether the row, with some multiple of each row of the basis, is 0 in all atoms but those of
 * some union with fewer than k contributors. Every such union is looked at, save those that cannot do:
 * wherever the row is not yet 0, at least one atom of the union has to be able to change it there,
 * so only these are tried, each in turn and then no longer.
 *
 * Taking an atom into the union means that the row may have anything there: its unit row is one
 * more that may be added. What that changes is what the unit row says beyond the basis and the
 * atoms taken before.
 */
export function dependsOnFewer({ row, basis, counted }: Remainder, k: number): boolean {
  const units = counted.map((_, atom) =>
    beyond(
      counted.map((_, column) => (column === atom ? 1n : 0n)),
      basis,
    ),
  );
  const changing = counted.map((_, column) => units.filter((unit) => unit[column] !== 0n).length);

  const search = (
    left: Row,
    taken: readonly Pivoted[],
    union: ReadonlySet<string>,
    atoms: readonly number[],
  ): boolean => {
    const support = columnsOf(left);
    if (support.length === 0) return true;
    const hardest = support.reduce((best, column) =>
      (changing[column] as number) < (changing[best] as number) ? column : best,
    );
    let others = atoms;
    for (const atom of atoms) {
      const unit = beyond(units[atom] as Row, taken);
      if (!unit[hardest]) continue;
      others = others.filter((other) => other !== atom);
      const wider = new Set([...union, ...(counted[atom] as ReadonlySet<string>)]);
      if (wider.size >= k) continue;
      const rest = without(left, hardest, unit);
      if (search(rest, withRow(taken, unit, hardest), wider, others)) return true;
    }
    return false;
  };
  return search(row, [], new Set(), [...counted.keys()]);
}
