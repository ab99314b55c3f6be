import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { hasEnded, type Session } from '../people/session.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { runPeriodically } from '../shared/periodic.ts';
import type { StreamKey } from '../shared/stream.ts';
import { Streams } from '../shared/streams.ts';
import type { Together } from '../shared/together.ts';
import { type Watched, watchWorkshops } from './live-store.ts';
import type { Workshop } from './workshop.ts';

interface LiveParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** How often workshops with open streams are looked at, in milliseconds; a second if not given. */
  readonly every?: number;
  /** The other processes, where there may be some. */
  readonly together?: Pick<Together, 'hint' | 'onHint'>;
}

/** What the pages of the room show the state of. */
export function roomRevision({ roomRevision }: Pick<Workshop, 'roomRevision'>): string {
  return String(roomRevision);
}

/** What the pages of the presenter show the state of: they count votes too. */
export function presenterRevision(
  workshop: Pick<Workshop, 'roomRevision' | 'votesRevision'>,
): string {
  return `${workshop.roomRevision}.${workshop.votesRevision}`;
}

/**
 * Tells the open pages of workshops that something changed, and closes their streams when access
 * ends. What another process changed is seen at once where it hints at it, and within a second
 * in any case: what is told is read from the database, never taken from a hint.
 */
export class Live {
  readonly streams = new Streams();
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #every: number;
  readonly #together: LiveParts['together'];
  /** The workshops to be looked at next. */
  readonly #asked = new Set<string>();
  #looking: Promise<void> | null = null;
  #endWatch = async () => {};

  constructor({ database, clock, log, every = 1000, together }: LiveParts) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
    this.#every = every;
    this.#together = together;
  }

  /** Begins to look what other processes change. */
  start(): void {
    const run = () => this.#look(new Set([...this.streams.keys()].map(workshopOf)));
    this.#endWatch = runPeriodically([{ name: 'live', every: this.#every, run }], this.#log);
    this.#together?.onHint((workshopId) => void this.#tell(workshopId));
  }

  /** Closes all streams, and resolves when nothing is asked of the database any more. */
  async stop(): Promise<void> {
    this.streams.endAll();
    await this.#endWatch();
    await this.#looking?.catch(() => {});
  }

  /**
   * Answers with the stream of a device in the room.
   * @throws Problem "unavailable" when there are too many.
   */
  openRoom(
    req: Request,
    res: Response,
    room: {
      readonly workshopId: string;
      readonly participantId: string;
      readonly revision: string | number;
    },
  ): void {
    this.streams.open(req, res, {
      topic: roomOf(room.workshopId),
      browser: room.participantId,
      holder: room.participantId,
      revision: String(room.revision),
    });
  }

  /**
   * Answers with the stream of somebody who runs the workshop.
   * @throws Problem "unavailable" when there are too many, or they have too many.
   */
  openPresenter(
    req: Request,
    res: Response,
    presenter: {
      readonly workshopId: string;
      readonly sessionIdHash: string;
      readonly personId: string;
      readonly revision: string;
    },
  ): void {
    this.streams.open(req, res, {
      topic: presenterOf(presenter.workshopId),
      browser: presenter.sessionIdHash,
      holder: presenter.personId,
      revision: presenter.revision,
    });
  }

  /**
   * Tells the pages of a workshop that something in it may have changed, once what changed it is
   * in the database. Never rejects: what could not be told is told with the next look.
   */
  async changed(workshopId: string): Promise<void> {
    this.#together?.hint(workshopId);
    await this.#tell(workshopId);
  }

  async #tell(workshopId: string): Promise<void> {
    try {
      await this.#look([workshopId]);
    } catch (error) {
      this.#log.error({ err: error }, 'open pages could not be told of a change');
    }
  }

  /** One look at a time, so that what is told never runs back. */
  #look(workshopIds: Iterable<string>): Promise<void> {
    for (const id of workshopIds) this.#asked.add(id);
    if (this.streams.size === 0) this.#asked.clear();
    if (this.#asked.size === 0) return Promise.resolve();
    this.#looking ??= this.#lookWhileAsked();
    return this.#looking;
  }

  async #lookWhileAsked(): Promise<void> {
    try {
      while (this.#asked.size > 0) {
        const ids = [...this.#asked];
        this.#asked.clear();
        await this.#lookAt(ids);
      }
    } finally {
      this.#looking = null;
    }
  }

  async #lookAt(ids: readonly string[]): Promise<void> {
    const presenters = new Set(ids.map(presenterOf));
    const sessions = new Set<string>();
    for (const { topic, browser } of this.streams.keys())
      if (presenters.has(topic)) sessions.add(browser);
    const found = await watchWorkshops(this.#database, ids, [...sessions]);
    const asked = new Set(ids);
    const now = this.#clock();
    this.streams.end((key) => {
      const id = workshopOf(key);
      if (!asked.has(id)) return false;
      // A session that came while the database was asked was let in just now.
      if (presenters.has(key.topic))
        return sessions.has(key.browser) && !presents(found.get(id), key, now);
      return !isIn(found.get(id), key);
    });
    for (const [id, workshop] of found) {
      this.streams.changed(roomOf(id), roomRevision(workshop));
      this.streams.changed(presenterOf(id), presenterRevision(workshop));
    }
  }
}

function roomOf(workshopId: string): string {
  return `room ${workshopId}`;
}

function presenterOf(workshopId: string): string {
  return `presenter ${workshopId}`;
}

function workshopOf({ topic }: StreamKey): string {
  return topic.slice(topic.indexOf(' ') + 1);
}

/** Whether a device is in the room: everybody leaves it when the workshop ends. */
function isIn(workshop: Watched | undefined, { browser }: StreamKey): boolean {
  return workshop !== undefined && !workshop.ended && !workshop.gone.has(browser);
}

function presents(workshop: Watched | undefined, { browser }: StreamKey, now: Date): boolean {
  const session = workshop?.presenters.get(browser);
  return session !== undefined && !hasEnded(session as Session, now);
}
