import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { deleteSession, findSession, insertSession, updateSeen } from '../../src/people/store.ts';
import { buildWorld, type Name, people } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

onEachDatabase('the session store', (database) => {
  const now = today.toISOString();
  const later = '2026-11-22T11:00:00.000Z';
  const begin = (id: string, name: Name) =>
    insertSession(database(), { id, personId: people[name], csrfToken: `token of ${id}`, now });
  const find = (id: string) => findSession(database(), id);

  beforeAll(async () => {
    await buildWorld(database());
  });

  beforeEach(async () => {
    await database().deleteFrom('session').execute();
  });

  test('keeps sessions apart, and forgets one at a time', async () => {
    expect(await find('one')).toBeUndefined();
    await begin('one', 'alice');
    await begin('two', 'bob');
    const one = await find('one');
    expect(one).toMatchObject({
      person: { id: people.alice, name: 'alice', jobTitle: 'Leader' },
      csrfToken: 'token of one',
      createdAt: now,
      seenAt: now,
    });
    if (one) await deleteSession(database(), one);
    expect(await find('one')).toBeUndefined();
    expect(await find('two')).toMatchObject({ person: { id: people.bob } });
  });

  test('stores no id, and finds nobody by what is stored', async () => {
    await begin('secret id', 'alice');
    const rows = await database().selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows[0]?.id_hash)).not.toContain('secret id');
    expect(await find(rows[0]?.id_hash ?? '')).toBeUndefined();
    expect(await find('')).toBeUndefined();
  });

  test('notes when a session was seen, and leaves when it began', async () => {
    await begin('one', 'alice');
    await begin('two', 'alice');
    const one = await find('one');
    if (one) await updateSeen(database(), one, later);
    expect(await find('one')).toMatchObject({ createdAt: now, seenAt: later });
    expect(await find('two')).toMatchObject({ createdAt: now, seenAt: now });
  });

  test('finds none of somebody who is disabled, and keeps none of somebody who is gone', async () => {
    await begin('one', 'charlie');
    const disable = (disabled_at: string | null) =>
      database()
        .updateTable('person')
        .set({ disabled_at })
        .where('id', '=', people.charlie)
        .execute();
    await disable(now);
    expect(await find('one')).toBeUndefined();
    await disable(null);
    expect(await find('one')).toBeDefined();
    await database().deleteFrom('respondent').where('person_id', '=', people.charlie).execute();
    await database().deleteFrom('person').where('id', '=', people.charlie).execute();
    expect(await database().selectFrom('session').selectAll().execute()).toEqual([]);
  });

  test('refuses a session of nobody', async () => {
    const nobody = { id: 'x', personId: 'nobody with this id', csrfToken: 'x', now };
    await expect(insertSession(database(), nobody)).rejects.toThrow(/foreign key/i);
  });
});
