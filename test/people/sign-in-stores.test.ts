import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  forgetExpiredAttempts,
  insertAttempt,
  takeAttempt,
} from '../../src/people/oidc/attempt-store.ts';
import { recognise } from '../../src/people/oidc/recognise.ts';
import { countHit, forgetOldCounts, uncountHit } from '../../src/people/rate-limit-store.ts';
import {
  endOtherSessions,
  endSessionOf,
  listSessions,
} from '../../src/people/session-list-store.ts';
import { insertSession } from '../../src/people/store.ts';
import { buildWorld, people } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';

const later = (minutes: number) => new Date(today.getTime() + minutes * 60_000);
const period = 15 * 60_000;

onEachDatabase('what signing in is stored by', (database) => {
  beforeAll(async () => {
    await buildWorld(database());
  });

  describe('counts', () => {
    test('go up by one each, however many count at once, and begin again after their time', async () => {
      const counts = await Promise.all(
        Array.from({ length: 20 }, () => countHit(database(), 'a', today, period)),
      );
      expect(counts.map(({ hits }) => hits).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
      expect(await countHit(database(), 'b', today, period)).toMatchObject({ hits: 1 });
      const resetsAt = later(15).toISOString();
      expect(await countHit(database(), 'a', later(14.9), period)).toEqual({ hits: 21, resetsAt });
      expect(await countHit(database(), 'a', later(15), period)).toEqual({
        hits: 1,
        resetsAt: later(30).toISOString(),
      });
    });

    test('are taken back, never below nothing, and forgotten when they are over', async () => {
      for (let times = 0; times < 3; times++) await uncountHit(database(), 'b');
      expect(await countHit(database(), 'b', today, period)).toMatchObject({ hits: 1 });
      await forgetOldCounts(database(), later(15).toISOString());
      expect(await database().selectFrom('rate_limit').select('hits').execute()).toHaveLength(1);
    });
  });

  test('an attempt is used once by whoever comes back at the same time, and forgotten', async () => {
    const attempt = {
      issuer: 'nhs',
      nonce: 'n',
      codeVerifier: 'v',
      returnTo: null,
      personId: null,
    };
    const secrets = { state: 's', browser: 'b' };
    const expiresAt = later(10).toISOString();
    await insertAttempt(database(), attempt, secrets, expiresAt);
    const taken = await Promise.all(
      [1, 2, 3].map(() => takeAttempt(database(), secrets, today.toISOString())),
    );
    expect(taken.filter((each) => each !== undefined)).toEqual([attempt]);
    await insertAttempt(database(), attempt, secrets, expiresAt);
    await forgetExpiredAttempts(database(), later(9.9).toISOString());
    expect(await dump(database(), ['sign_in_attempt'])).not.toBe('');
    await forgetExpiredAttempts(database(), expiresAt);
    expect(await dump(database(), ['sign_in_attempt'])).toBe('');
  });

  test('of accounts that come with one address in the same moment, one is known', async () => {
    const stranger = { issuer: 'https://nhs.example', email: 'bob@leaders.example', name: null };
    const results = await Promise.all(
      ['1', '2', '3', '3'].map((subject) =>
        recognise(database(), () => today, 'nhs', { ...stranger, subject }, {} as never),
      ),
    );
    const known = results.filter((result) => typeof result !== 'string');
    expect(known.every(({ personId }) => personId === people.bob)).toBe(true);
    expect(await database().selectFrom('identity').selectAll().execute()).toHaveLength(1);
    expect(results.filter((result) => result === 'other-account').length).toBe(4 - known.length);
  });

  test('sessions are listed and ended by whose they are', async () => {
    const common = { csrfToken: 'c', way: 'cast', browser: 'Firefox on Mac' };
    for (const [id, person, minute] of [
      ['1', people.alice, 0],
      ['2', people.alice, 5],
      ['3', people.alice, 9],
      ['4', people.bob, 9],
    ] as const) {
      const now = later(minute).toISOString();
      await insertSession(database(), { ...common, id, personId: person, now });
    }
    const since = { seen: later(5).toISOString(), created: later(0).toISOString() };
    const [last, before, ...more] = await listSessions(database(), people.alice, since);
    expect(more).toEqual([]);
    expect(last).toMatchObject({
      way: 'cast',
      browser: 'Firefox on Mac',
      seenAt: later(9).toISOString(),
    });
    expect(await endSessionOf(database(), people.bob, last?.idHash ?? '')).toBe(false);
    expect(await endSessionOf(database(), people.alice, last?.idHash ?? '')).toBe(true);
    await endOtherSessions(database(), people.alice, before?.idHash ?? '');
    const left = await database().selectFrom('session').select('person_id').execute();
    expect(left.map(({ person_id }) => person_id).sort()).toEqual([people.alice, people.bob]);
  });
});
