import type { ServerResponse } from 'node:http';

/** Whose stream it is, and of what. */
export interface StreamKey {
  /** What it tells the changes of. */
  readonly topic: string;
  /** The browser that listens: each has one stream of a topic. */
  readonly browser: string;
  /** Who may have only so many streams at once, in all their browsers. */
  readonly holder: string;
}

/** What a stream can say. It carries no data: whoever hears it asks for the page again. */
type Word = 'changed' | 'replaced' | 'ended';

/** How much may wait to be read before a stream is cut, in bytes: an event has about fifty. */
const mostWaiting = 16 * 1024;
/** How long the last words may take to be read, in milliseconds. */
const patience = 5000;

/** One open stream of server-sent events. */
export class Stream {
  readonly key: StreamKey;
  /** The revision that its page has, or was told of. */
  told: string;
  /** When it last showed that it is alive, in milliseconds of the process's own time. */
  aliveAt = performance.now();
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, key: StreamKey, revision: string) {
    this.#response = response;
    this.key = key;
    this.told = revision;
  }

  /** Says that there is another revision. */
  change(revision: string): void {
    this.told = revision;
    this.write(`id: ${revision}\n${event('changed')}`);
  }

  /** Says nothing, so that whatever is between here and the browser keeps the connection. */
  showAlive(): void {
    this.aliveAt = performance.now();
    this.write(':\n\n');
  }

  /** Writes as it stands, unless what was written before is not being read. */
  write(text: string): void {
    const { writableLength, destroyed } = this.#response;
    if (destroyed) return;
    // Whoever reads again connects again, and is told then what has changed meanwhile.
    if (writableLength > mostWaiting) this.#response.destroy();
    else this.#response.write(text);
  }

  /** Says the last word, and closes the connection. */
  end(word: 'replaced' | 'ended'): void {
    this.#close(event(word));
  }

  /** Closes the connection so that the browser connects again, after a while in milliseconds. */
  interrupt(retry: number): void {
    this.#close(retryAfter(retry));
  }

  #close(lastWords: string): void {
    this.#response.end(lastWords);
    // Whoever does not read does not keep it open either.
    setTimeout(() => this.#response.destroy(), patience).unref();
  }
}

/** An event without data: browsers leave out one that has no data line at all. */
function event(word: Word): string {
  return `event: ${word}\ndata: ${word}\n\n`;
}

/** Tells the browser how long to wait before it connects again, in milliseconds. */
export function retryAfter(retry: number): string {
  return `retry: ${Math.round(retry)}\n\n`;
}
