import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Person } from './person.ts';

const hour = 60 * 60 * 1000;
/** A session ends when it was not used for this long, in milliseconds… */
const idleLimit = 20 * hour;
/** …and in any case this long after it began. */
export const absoluteLimit = 7 * 24 * hour;
/** How stale "last seen" may be: one write in ten minutes rather than one in every request. */
const seenEvery = hour / 6;

/** One browser in which somebody is signed in. */
export interface Session {
  readonly idHash: string;
  readonly person: Person;
  /** What every form of this session sends back, to show that it came from one of its pages. */
  readonly csrfToken: string;
  readonly createdAt: string;
  readonly seenAt: string;
}

declare global {
  namespace Express {
    interface Request {
      /** Absent when nobody is signed in. */
      session?: Session;
    }
  }
}

/** A secret that cannot be guessed: 256 random bits, safe in cookies and forms. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hasEnded({ createdAt, seenAt }: Session, now: Date): boolean {
  const { created, seen } = endsBefore(now);
  return createdAt < created || seenAt < seen;
}

/** Sessions begun or last seen before these instants have ended. */
export function endsBefore(now: Date): { created: string; seen: string } {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
  return { created: ago(absoluteLimit), seen: ago(idleLimit) };
}

export function needsSeeing({ seenAt }: Session, now: Date): boolean {
  return now.getTime() - Date.parse(seenAt) > seenEvery;
}

/** Whether a form's token is the session's, taking the same time wherever they differ. */
export function isTokenOf({ csrfToken }: Session, token: string): boolean {
  const [ours, theirs] = [Buffer.from(csrfToken), Buffer.from(token)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
