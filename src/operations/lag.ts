import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How long a measurement takes, in milliseconds. Two in a row are what lasts. */
const every = 500;
const precision = 20;

/** For how long work has been waiting that was ready to be done. */
export interface Lag {
  /**
   * In milliseconds, of 99 in 100 pieces of work: what it has been for the last second at least,
   * so that one slow moment, such as a slow disk has, does not count.
   */
  readonly lasting: number;
}

/** Measures how late this process does what it is ready to do. */
export class EventLoopLag implements Lag {
  readonly #histogram = monitorEventLoopDelay({ resolution: precision });
  #before = 0;
  #last = 0;
  #timer: NodeJS.Timeout | null = null;

  start(): void {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#measure(), every).unref();
  }

  stop(): void {
    this.#histogram.disable();
    if (this.#timer) clearInterval(this.#timer);
  }

  get lasting(): number {
    return Math.min(this.#before, this.#last);
  }

  #measure(): void {
    this.#before = this.#last;
    // Nanoseconds, with the interval of the measurement itself in them.
    this.#last = Math.max(0, this.#histogram.percentile(99) / 1e6 - precision);
    this.#histogram.reset();
  }
}
