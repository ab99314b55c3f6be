/** The least that any so many organisations of some columns sum to, by how many. */
export interface Floor {
  readonly columns: readonly number[];
  /** By how many; as long as it says something. */
  readonly sums: readonly number[];
}

/**
 * Makes the function for the least that a choice of organisations sums to, which is asked for
 * thousands of choices: what is said of each column by itself, and of as many together as one or
 * two floors say it of.
 * @param floors of fewer than 31 columns, one of them of all columns.
 * @param own by column, how many there are.
 * @returns for a choice, by column how many of it.
 */
export function leastOf(
  floors: readonly Floor[],
  own: readonly number[],
): (choice: readonly number[]) => number {
  const single = own.map((most, column) => singlesOf(floors, column, most));
  const gains = new Float64Array(floors.length);
  const masks = new Int32Array(floors.length);
  return (choice) => {
    let apart = 0;
    for (let column = 0; column < choice.length; column++)
      apart += (single[column] as Float64Array)[choice[column] as number] as number;
    let gaining = 0;
    let most = 0;
    for (let at = 0; at < floors.length; at++) {
      const { columns, sums } = floors[at] as Floor;
      let [count, alone, mask] = [0, 0, 0];
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i] as number;
        const some = choice[column] as number;
        if (some === 0) continue;
        count += some;
        alone += (single[column] as Float64Array)[some] as number;
        mask |= 1 << column;
      }
      const together = sums[count];
      if (count === 0 || together === undefined || together <= alone) continue;
      // How much more it says than what is said of each column.
      const gain = together - alone;
      for (let other = 0; other < gaining; other++)
        if (((masks[other] as number) & mask) === 0) {
          const both = gain + (gains[other] as number);
          if (both > most) most = both;
        }
      if (gain > most) most = gain;
      gains[gaining] = gain;
      masks[gaining++] = mask;
    }
    return apart + most;
  };
}

/** What is said of so many of one column by itself. */
function singlesOf(floors: readonly Floor[], column: number, most: number): Float64Array {
  const singles = new Float64Array(most + 1).fill(Number.NEGATIVE_INFINITY);
  singles[0] = 0;
  for (const { columns, sums } of floors)
    if (columns.includes(column))
      for (let count = 1; count <= most && count < sums.length; count++)
        singles[count] = Math.max(singles[count] as number, sums[count] as number);
  return singles;
}
