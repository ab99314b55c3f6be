import type { Request, Response } from 'express';
import { Problem } from './problems.ts';
import { retryAfter, Stream, type StreamKey } from './stream.ts';

/** How many streams there may be, and how often they are written to, in milliseconds. */
export interface StreamLimits {
  readonly perProcess: number;
  readonly perHolder: number;
  /** Within this time of an event of a topic, all that changes in it is one event. */
  readonly pause: number;
  /** How often each stream shows that it is alive… */
  readonly beat: number;
  /** …and how many do so in one turn, so that no turn takes long. */
  readonly beatsInATurn: number;
}

const usual: StreamLimits = {
  perProcess: 20_000,
  perHolder: 4,
  pause: 250,
  beat: 25_000,
  beatsInATurn: 1000,
};
/** The shortest and the longest time after which browsers connect again, in milliseconds. */
const [soonest, latest] = [1000, 4000];

interface Topic {
  readonly streams: Map<string, Stream>;
  /** Until it ends, nothing more is said. */
  pause: NodeJS.Timeout | null;
  /** What is to be said then. */
  waiting: string | null;
}

/**
 * The open streams of server-sent events of this process. They say "changed" and carry no data.
 * Each names the revision of what it is about, so that a browser which was away for a while and
 * says what it knows is told at once if that is out of date.
 */
export class Streams {
  readonly #limits: StreamLimits;
  readonly #topics = new Map<string, Topic>();
  readonly #heldBy = new Map<string, number>();
  /** All of them, those that showed longest ago that they are alive first. */
  readonly #all = new Set<Stream>();
  readonly #beating: NodeJS.Timeout;
  #stopped = false;

  constructor(limits: Partial<StreamLimits> = {}) {
    this.#limits = { ...usual, ...limits };
    const turn = Math.min(1000, this.#limits.beat);
    this.#beating = setInterval(() => this.#showAlive(), turn).unref();
  }

  get size(): number {
    return this.#all.size;
  }

  /** Whose streams are open, and of what. */
  *keys(): Iterable<StreamKey> {
    for (const { key } of this.#all) yield key;
  }

  /**
   * Answers with a stream that stays open. An earlier one of the same browser and topic is ended
   * as replaced. What the page knows is its Last-Event-ID, or "since" in the address.
   * @param revision what is true now: anything on one line.
   * @throws Problem "unavailable" when there are too many, in this process or of this holder.
   */
  open(req: Request, res: Response, { revision, ...key }: StreamKey & { revision: string }): void {
    const before = this.#topics.get(key.topic)?.streams.get(key.browser);
    if (before) this.#leave(before)?.end('replaced');
    if (!this.#stopped) this.#expectRoomFor(key.holder);
    res.statusCode = 200;
    res.setHeader('Content-Type', 'text/event-stream');
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Accel-Buffering', 'no');
    // The end of the stream is the end of the connection, which then holds nothing open.
    res.setHeader('Connection', 'close');
    if (req.method === 'HEAD' || this.#stopped) {
      res.end(retryAfter(spread()));
      return;
    }
    req.socket.setTimeout(0);
    const stream = new Stream(res, key, revision);
    res.on('close', () => this.#leave(stream));
    this.#enter(stream);
    stream.write(retryAfter(spread()));
    if (knownTo(req) !== revision) stream.change(revision);
  }

  /** Tells every stream of the topic that has not been told of this revision. */
  changed(name: string, revision: string): void {
    const topic = this.#topics.get(name);
    if (!topic) return;
    if (topic.pause) topic.waiting = revision;
    else this.#tell(topic, revision);
  }

  /** Ends the streams for which this is true, and says so: their pages do not connect again. */
  end(ends: (key: StreamKey) => boolean): void {
    for (const stream of this.#all) if (ends(stream.key)) this.#leave(stream)?.end('ended');
  }

  /** Closes every stream, now and from now on, so that browsers look for another process. */
  endAll(): void {
    this.#stopped = true;
    clearInterval(this.#beating);
    for (const stream of this.#all) this.#leave(stream)?.interrupt(spread());
  }

  #expectRoomFor(holder: string): void {
    const { perProcess, perHolder } = this.#limits;
    if (this.size < perProcess && (this.#heldBy.get(holder) ?? 0) < perHolder) return;
    throw new Problem('unavailable', 'Too many pages are open. This page can be reloaded instead.');
  }

  #tell(topic: Topic, revision: string): void {
    const late = [...topic.streams.values()].filter(({ told }) => told !== revision);
    if (late.length === 0) return;
    for (const stream of late) stream.change(revision);
    topic.pause = setTimeout(() => {
      const { waiting } = topic;
      topic.pause = null;
      topic.waiting = null;
      if (waiting !== null) this.#tell(topic, waiting);
    }, this.#limits.pause).unref();
  }

  #showAlive(): void {
    const before = performance.now() - this.#limits.beat;
    let left = this.#limits.beatsInATurn;
    for (const stream of this.#all) {
      if (left-- === 0 || stream.aliveAt > before) return;
      stream.showAlive();
      this.#all.delete(stream);
      this.#all.add(stream);
    }
  }

  #enter(stream: Stream): void {
    const { topic: name, browser, holder } = stream.key;
    const topic = this.#topics.get(name) ?? { streams: new Map(), pause: null, waiting: null };
    this.#topics.set(name, topic);
    topic.streams.set(browser, stream);
    this.#heldBy.set(holder, (this.#heldBy.get(holder) ?? 0) + 1);
    this.#all.add(stream);
  }

  /** The stream, which is no longer one of ours; undefined if it has not been for a while. */
  #leave(stream: Stream): Stream | undefined {
    if (!this.#all.delete(stream)) return undefined;
    const { topic: name, browser, holder } = stream.key;
    const topic = this.#topics.get(name);
    topic?.streams.delete(browser);
    if (topic?.streams.size === 0) {
      if (topic.pause) clearTimeout(topic.pause);
      this.#topics.delete(name);
    }
    const held = (this.#heldBy.get(holder) ?? 0) - 1;
    if (held > 0) this.#heldBy.set(holder, held);
    else this.#heldBy.delete(holder);
    return stream;
  }
}

/** The revision that a browser says it knows; undefined when it says none. */
function knownTo(req: Request): string | undefined {
  const { since } = req.query;
  return req.get('Last-Event-ID') ?? (typeof since === 'string' ? since : undefined);
}

/** Some time after which to connect again: not the same for all, who would come all at once. */
function spread(): number {
  return soonest + Math.random() * (latest - soonest);
}
