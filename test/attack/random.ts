/** Numbers that look like chance, always the same for one seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to less than 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(lo: number, hi: number): number {
    return lo + (hi - lo) * this.next();
  }

  /** Around 0 with a standard deviation of about 1. */
  normal(): number {
    return (
      Math.sqrt(2) *
      (this.next() + this.next() + this.next() + this.next() + this.next() + this.next() - 3)
    );
  }

  one<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)] as T;
  }

  /** So many of them, no one twice. */
  some<T>(of: readonly T[], count: number): T[] {
    return of
      .map((each) => ({ each, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ each }) => each);
  }

  chance(of: number): boolean {
    return this.next() < of;
  }
}
