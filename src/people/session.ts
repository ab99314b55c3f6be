import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Person } from './person.ts';

const hour = 60 * 60 * 1000;
/** A session ends when it was not used for this long, in milliseconds… */
const idleLimit = 20 * hour;
/** …and in any case this long after it began. */
const absoluteLimit = 7 * 24 * hour;
/**
 * How long after its last use a session is known by, and its cookie lasts, though it gives access
 * to nothing: whoever typed into a page of it does not lose that.
 */
export const rememberedFor = 30 * 24 * hour;
/** How stale "last seen" may be: one write in ten minutes rather than one in every request. */
const seenEvery = hour / 6;

/** How long somebody who has shown who they are is taken to be the same, in milliseconds. */
const confirmedFor = hour / 4;

/** How somebody signed in: by a link sent to them, as one of the cast, or the id of an issuer. */
export type Way = 'link' | 'cast' | (string & {});

/** One browser in which somebody is signed in. */
export interface Session {
  readonly idHash: string;
  readonly person: Person;
  /** What every form of this session sends back, to show that it came from one of its pages. */
  readonly csrfToken: string;
  readonly createdAt: string;
  readonly seenAt: string;
  /** Null for sessions from before it was noted. */
  readonly way: Way | null;
  /** When they last showed who they are; null where the way they came does not count as that. */
  readonly confirmedAt: string | null;
}

declare global {
  namespace Express {
    interface Request {
      /** Absent when nobody is signed in. */
      session?: Session;
      /** The session that this browser had and that has ended by itself: it gives no access. */
      endedSession?: Session;
      /** Whether who is signed in has shown who they are a short while ago. */
      isConfirmed?: boolean;
    }
  }
}

/** A secret that cannot be guessed: 256 random bits, safe in cookies and forms. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret, so that a copy of the database signs nobody in. */
export function hashed(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

export function hasEnded({ createdAt, seenAt }: Session, now: Date): boolean {
  return isOlder(createdAt, absoluteLimit, now) || isOlder(seenAt, idleLimit, now);
}

/** Whether they have shown who they are within the last quarter of an hour. */
export function isConfirmed({ confirmedAt }: Session, now: Date): boolean {
  return confirmedAt !== null && !isOlder(confirmedAt, confirmedFor, now);
}

/** The instants between which a session that gives access was last used and began. */
export function accessSince(now: Date): { readonly seen: string; readonly created: string } {
  return { seen: ago(idleLimit, now), created: ago(absoluteLimit, now) };
}

/** Sessions last seen before this instant are forgotten. */
export function forgottenBefore(now: Date): string {
  return ago(rememberedFor, now);
}

function ago(milliseconds: number, now: Date): string {
  return new Date(now.getTime() - milliseconds).toISOString();
}

export function needsSeeing({ seenAt }: Session, now: Date): boolean {
  return isOlder(seenAt, seenEvery, now);
}

function isOlder(instant: string, milliseconds: number, now: Date): boolean {
  return now.getTime() - Date.parse(instant) > milliseconds;
}

/** Whether a form's token is the session's, taking the same time wherever they differ. */
export function isTokenOf({ csrfToken }: Session, token: string): boolean {
  const [ours, theirs] = [Buffer.from(csrfToken), Buffer.from(token)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}
