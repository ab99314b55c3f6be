/** One cell: what it says, and the number where it says that and nothing else. */
export interface Cell {
  readonly text: string;
  readonly number?: number;
}

/** A table as pages, prints and files show it; every row has a cell for each column. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const words = (text: string): Cell => ({ text });

/** A level from 1 to 5, to one decimal: "3.4". */
export const level = (value: number): Cell => {
  const number = Math.round(value * 10) / 10;
  return { text: number.toFixed(1), number };
};

/** A whole number. */
export const whole = (number: number): Cell => ({ text: String(number), number });

/** Where nothing can be shown. */
export const notShown = words('Not shown');
