/**
 * Reads what is in the order of unique keys a page at a time.
 * @param read at most `size` of what comes after a key; after '' comes everything.
 */
export async function* inPages<T>(
  size: number,
  read: (after: string) => Promise<readonly T[]>,
  keyOf: (row: T) => string,
): AsyncGenerator<readonly T[]> {
  let after = '';
  for (;;) {
    const rows = await read(after);
    yield rows;
    const last = rows.at(-1);
    if (rows.length < size || last === undefined) return;
    after = keyOf(last);
  }
}
