import { afterEach, beforeEach } from '@jest/globals';
import type { Response } from 'supertest';
import { baseOf, people, type Staged } from '../support/cast.ts';
import { type Fields, open, refused, send } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';

const hour = 60 * 60 * 1000;

/** Alice in a browser whose session ends while she types. */
export interface TypingTooLong {
  readonly browser: Agent;
  /** Moves the clock to so many hours after her sign-in. */
  later(hours: number): void;
  /**
   * Opens a form, question A1 unless said otherwise, and sends it with these changes when the
   * session has ended; gives back the refusal.
   */
  typeTooLong(fields: Fields, address?: string, hours?: number): Promise<Response>;
  signInAgain(): Promise<void>;
  /** What is kept in the database. */
  kept(): Promise<{ path: string; content: string }[]>;
}

/** Begins each test of a file with Alice signed in anew, and nothing answered or kept. */
export function typingTooLong(world: Staged): TypingTooLong {
  const typing = {} as { -readonly [K in keyof TypingTooLong]: TypingTooLong[K] };
  const later = (hours: number) =>
    world.service.setTime(new Date(today.getTime() + hours * hour).toISOString());
  Object.assign(typing, {
    later,
    typeTooLong: async (fields, address = `${baseOf(world)}/questions/A1`, hours = 21) => {
      const { browser } = typing;
      const form = await open(browser, address);
      later(hours);
      return refused(world, 401, () => send(browser, address, { ...form, ...fields }));
    },
    signInAgain: async () => {
      await send(typing.browser, '/sessions', { person: people.alice }).expect(303);
    },
    kept: () => world.database.selectFrom('kept_form').selectAll().execute(),
  } satisfies Omit<TypingTooLong, 'browser'>);

  beforeEach(async () => {
    for (const table of ['answer', 'kept_form', 'session'] as const)
      await world.database.deleteFrom(table).execute();
    later(0);
    typing.browser = await world.service.as(people.alice);
  });
  afterEach(() => later(0));
  return typing;
}
