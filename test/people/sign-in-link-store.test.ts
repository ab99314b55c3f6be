import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { forgetExpiredLinks, replaceLinks, useLink } from '../../src/people/sign-in-link-store.ts';
import { buildWorld, type Name, people } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();

onEachDatabase('the store of links to sign in', (database) => {
  const keep = (token: string, name: Name, minute = 0) =>
    replaceLinks(database(), {
      token,
      personId: people[name],
      returnTo: `/for/${name}`,
      now: at(minute),
      expiresAt: at(minute + 10),
    });
  const use = (token: string, minute: number) => useLink(database(), token, at(minute));
  const rows = () => database().selectFrom('sign_in_link').selectAll().execute();

  beforeAll(async () => {
    await buildWorld(database());
  });

  beforeEach(async () => {
    await database().deleteFrom('sign_in_link').execute();
  });

  test('gives a link out once, to one of many', async () => {
    await keep('one', 'alice');
    await keep('two', 'bob');
    const used = await Promise.all([1, 2, 3, 4].map(() => use('one', 1)));
    expect(used.filter((each) => each !== undefined)).toEqual([
      { personId: people.alice, returnTo: '/for/alice' },
    ]);
    expect(await use('one', 1)).toBeUndefined();
    expect(await use('two', 1)).toMatchObject({ personId: people.bob });
  });

  test('keeps no secret, and finds nothing by what it keeps', async () => {
    await keep('a secret', 'alice');
    const [row] = await rows();
    expect(JSON.stringify(row)).not.toContain('a secret');
    expect(await use(row?.token_hash ?? '', 1)).toBeUndefined();
    expect(await use('', 1)).toBeUndefined();
  });

  test('gives out nothing from the instant it expires', async () => {
    await keep('one', 'alice');
    expect(await use('one', 10)).toBeUndefined();
    await keep('one', 'alice');
    expect(await use('one', 9)).toBeDefined();
  });

  test('keeps one link for each person, the newest', async () => {
    await keep('one', 'alice');
    await keep('other', 'bob');
    await keep('two', 'alice', 1);
    expect(await use('one', 2)).toBeUndefined();
    expect(await rows()).toHaveLength(2);
    expect(await use('two', 2)).toBeDefined();
    expect(await use('other', 2)).toBeDefined();
  });

  test('gives out nothing of somebody who is disabled', async () => {
    await keep('one', 'charlie');
    const disable = (disabled_at: string | null) =>
      database()
        .updateTable('person')
        .set({ disabled_at })
        .where('id', '=', people.charlie)
        .execute();
    await disable(at(1));
    expect(await use('one', 1)).toBeUndefined();
    await disable(null);
    expect(await use('one', 1)).toBeDefined();
  });

  test('forgets what has expired', async () => {
    await keep('one', 'alice', 0);
    await keep('two', 'bob', 5);
    await forgetExpiredLinks(database(), at(10));
    expect((await rows()).map(({ person_id }) => person_id)).toEqual([people.bob]);
  });
});
