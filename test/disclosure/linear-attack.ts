/** The rank of a matrix, by elimination with the largest pivot. */
export function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const candidates = left.slice(found);
    const at = (row: readonly number[] | undefined) => Math.abs(row?.[column] ?? 0);
    const pivot = candidates.reduce(
      (best, row) => (at(row) > at(best) ? row : best),
      candidates[0],
    );
    if (!pivot || at(pivot) < 1e-9) continue;
    left.splice(left.indexOf(pivot), 1);
    left.splice(found, 0, pivot);
    for (const row of left.slice(found + 1)) {
      const times = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let i = column; i < row.length; i++) row[i] = (row[i] ?? 0) - times * (pivot[i] ?? 0);
    }
    found++;
  }
  return found;
}

/** Which of the variables the equations determine: those whose unit vector they span. */
export function determined(
  names: readonly string[],
  equations: readonly ReadonlyMap<string, number>[],
): Set<string> {
  const row = (equation: ReadonlyMap<string, number>) =>
    names.map((name) => equation.get(name) ?? 0);
  const rows = equations.map(row);
  const whole = rank(rows);
  return new Set(names.filter((name) => rank([...rows, row(new Map([[name, 1]]))]) === whole));
}
