/** What every proof is told. */
export interface Options {
  /** How often it kills, stops or interrupts; some do fewer where each takes long. */
  readonly rounds: number;
  /** A PostgreSQL server on which databases can be made; null where there is none. */
  readonly postgres: string | null;
  /** How many releases the attack draws. */
  readonly catalogues: number;
  /** How much of the matrix of routes is walked, above 0 to 1. */
  readonly share: number;
}

/** A promise of the service, and what became of it. */
export interface Proved {
  readonly name: string;
  /** What was done to the service, in numbers. */
  readonly tried: string;
  /** In words, one for each thing that was not as promised; empty when all is well. */
  readonly lost: readonly string[];
  /** What else whoever reads the table should know; may be empty. */
  readonly note: string;
}

export type Proof = (options: Options) => Promise<readonly Proved[]>;

/** Some whole number from the first to just before the second. */
export function between(from: number, to: number): number {
  return Math.floor(from + Math.random() * (to - from));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
