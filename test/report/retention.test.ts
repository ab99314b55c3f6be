import { beforeEach, describe, expect, test } from '@jest/globals';
import { lastsInWords, retentions } from '../../src/report/retention.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
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

/** Of these only the person goes, not the row. */
const invited = 'Your name and address in an invitation that you did not accept';

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
    expect(retentions.map(({ what }) => what)).toEqual([...Object.keys(classes), invited]);
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

onEachDatabase('whom an invitation was for', (database) => {
  test('is forgotten 30 days after it expired, unless its survey runs, or they accepted', async () => {
    const world = await buildWorld(database());
    const { hill, dale } = world.assessments;
    const offer = (email: string, assessment_id: string | null, accepted_at: string | null) => ({
      ...{ id: newId(), purpose: 'respondent' as const, scope: email, email, name: 'Somebody' },
      ...{ assessment_id, accepted_at, created_at: at, expires_at: at },
    });
    await database()
      .insertInto('invitation')
      .values([
        offer('closed@leaders.example', dale, null),
        offer('office@leaders.example', null, null),
        offer('running@leaders.example', hill, null),
        offer('accepted@leaders.example', dale, at),
      ])
      .execute();
    await database()
      .updateTable('assessment')
      .set({ closed_at: at })
      .where('id', '=', dale)
      .execute();
    const left = async (now: Date) => {
      await work(database(), now);
      const rows = await database()
        .selectFrom('invitation')
        .select(['email', 'name'])
        .where('email', 'like', '%@leaders.example')
        .where('created_at', '=', at)
        .orderBy('email')
        .execute();
      return rows.flatMap(({ email, name }) => (name === 'Somebody' ? [email] : []));
    };
    expect(await left(new Date(today.getTime() + 30 * day - 1))).toHaveLength(4);
    expect(await left(new Date(today.getTime() + 30 * day))).toEqual([
      'accepted@leaders.example',
      'running@leaders.example',
    ]);
    const { count: gone } = await database()
      .selectFrom('invitation')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('email', 'is', null)
      .where('name', 'is', null)
      .executeTakeFirstOrThrow();
    expect(Number(gone)).toBe(2);
  });
});

describe('how long it is kept', () => {
  test('is said in the words of the same table', () => {
    expect(retentions.map(lastsInWords)).toEqual([
      ...['At most an hour', 'At most an hour', 'At most an hour'],
      ...['30 days', '7 days', '30 days', '30 days'],
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
