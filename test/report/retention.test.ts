import { beforeEach, describe, expect, test } from '@jest/globals';
import { lastsInWords, retentions } from '../../src/report/retention.ts';
import type { Database } from '../../src/shared/database.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { upkeep } from '../../src/upkeep.ts';
import { buildWorld, people, placeOf, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const at = today.toISOString();
const person_id = people.alice;

/** Each class: the table it is in, a row of today, and how long after today it is kept. */
const classes: Readonly<
  Record<string, [keyof Schema, number, (world: World) => Record<string, unknown>]>
> = {
  'Links to sign in': ['sign_in_link', 10 * minute, () => ({ ...secret, person_id })],
  'Sign-ins that were begun with another account and not finished': [
    'sign_in_attempt',
    10 * minute,
    () => ({ ...attempt, person_id: null }),
  ],
  'How often one account or network address tried something': [
    'rate_limit',
    15 * minute,
    () => ({ key: 'a', hits: 3, resets_at: later(15 * minute) }),
  ],
  'Sessions: in which browsers you were signed in': [
    'session',
    30 * day,
    () => ({ id_hash: 'a', person_id, csrf_token: 'b', created_at: at, seen_at: at }),
  ],
  'What you typed and sent after your session had ended': [
    'kept_form',
    7 * day,
    () => ({ path: '/questions/A1', content: '{}', kept_at: at }),
  ],
  'That a message was sent to your address': [
    'message',
    30 * day,
    () => ({ id: 'a', kind: 'sign-in', address: 'a@leaders.example', created_at: at, sent_at: at }),
  ],
};

const secret = { token_hash: 'a', created_at: at, expires_at: later(10 * minute) };
const attempt = {
  ...{ state_hash: 'a', browser_hash: 'b', issuer: 'c', nonce: 'd', code_verifier: 'e' },
  expires_at: later(10 * minute),
};

onEachDatabase('what is kept for a time', (database) => {
  let world: World;
  beforeEach(async () => {
    world ??= await buildWorld(database());
  });

  test('every class of it is tested here', () => {
    expect(retentions.map(({ what }) => what)).toEqual(Object.keys(classes));
  });

  test.each(Object.entries(classes))('%s', async (_what, [table, kept, rowOf]) => {
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    const owner = table === 'kept_form' ? { respondent_id: respondentId } : {};
    await database()
      .insertInto(table)
      .values({ ...owner, ...rowOf(world) } as never)
      .execute();
    await work(database(), new Date(today.getTime() + kept - 1));
    expect(await count(database(), table)).toBe(1);
    await work(database(), new Date(today.getTime() + kept + 1));
    expect(await count(database(), table)).toBe(0);
  });
});

describe('how long it is kept', () => {
  test('is said in the words of the same table', () => {
    expect(retentions.map(lastsInWords)).toEqual([
      ...['At most an hour', 'At most an hour', 'At most an hour'],
      ...['30 days', '7 days', '30 days'],
    ]);
  });
});

/** Has the service do what it does by itself at an instant. */
async function work(database: Database, now: Date): Promise<void> {
  const tasks = upkeep(database, () => now, { deliver: async () => {} });
  await tasks.find(({ name }) => name === 'forgetting')?.run();
}

async function count(database: Database, table: keyof Schema): Promise<number> {
  return (await database.selectFrom(table).selectAll().execute()).length;
}

function later(milliseconds: number): string {
  return new Date(today.getTime() + milliseconds).toISOString();
}
