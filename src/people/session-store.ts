import { createHash } from 'node:crypto';
import session, { type SessionData } from 'express-session';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';

const hour = 60 * 60 * 1000;
/** A session ends when it was not used for this long, in milliseconds… */
export const idleLimit = 20 * hour;
/** …and in any case this long after it began. */
export const absoluteLimit = 7 * 24 * hour;
/** How stale "last seen" may be: one write in ten minutes rather than one in every request. */
const seenEvery = hour / 6;

declare module 'express-session' {
  interface SessionData {
    personId: string;
    /** When the stored session was last seen, as read with it; never written into the data. */
    seenAt?: string;
  }
}

/**
 * Sessions in the database, for express-session. An id is stored only as its hash, so that a copy
 * of the database signs nobody in.
 */
export class SessionStore extends session.Store {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    super();
    this.#database = database;
    this.#clock = clock;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.#load(id).then((data) => done(null, data), done);
  }

  override set(id: string, data: SessionData, done: (error?: unknown) => void = () => {}): void {
    this.#save(id, data).then(() => done(), done);
  }

  override destroy(id: string, done: (error?: unknown) => void = () => {}): void {
    this.#database
      .deleteFrom('session')
      .where('id_hash', '=', hashed(id))
      .execute()
      .then(() => done(), done);
  }

  override touch(id: string, data: SessionData, done: (error?: unknown) => void = () => {}): void {
    const now = this.#clock();
    if (data.seenAt && now.getTime() - Date.parse(data.seenAt) < seenEvery) {
      done();
      return;
    }
    this.#database
      .updateTable('session')
      .set({ seen_at: now.toISOString() })
      .where('id_hash', '=', hashed(id))
      .execute()
      .then(() => done(), done);
  }

  async #load(id: string): Promise<SessionData | null> {
    const row = await this.#database
      .selectFrom('session')
      .select(['data', 'created_at', 'seen_at'])
      .where('id_hash', '=', hashed(id))
      .executeTakeFirst();
    if (!row) return null;
    const now = this.#clock().getTime();
    if (now - Date.parse(row.seen_at) > idleLimit) return null;
    if (now - Date.parse(row.created_at) > absoluteLimit) return null;
    return { ...(JSON.parse(row.data) as SessionData), seenAt: row.seen_at };
  }

  async #save(id: string, { seenAt: _, ...data }: SessionData): Promise<void> {
    const now = this.#clock().toISOString();
    const stored = { data: JSON.stringify(data), person_id: data.personId ?? null, seen_at: now };
    await this.#database
      .insertInto('session')
      .values({ id_hash: hashed(id), created_at: now, ...stored })
      .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(stored))
      .execute();
  }
}

function hashed(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
