import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { PostgresAdapter, sql } from 'kysely';
import { hashOf } from '../../src/people/audit.ts';
import { holdChain, record } from '../../src/people/audit-store.ts';
import { verifyAudit } from '../../src/people/verify-audit.ts';
import { type Database, transact } from '../../src/shared/database.ts';
import { readChain } from '../support/audit-chain.ts';
import { onEachDatabase } from '../support/databases.ts';

const at = '2026-11-22T10:00:00.000Z';

async function add(database: Database, chain: string, count: number): Promise<void> {
  await transact(database, (transaction) =>
    record(transaction, {
      ...{ chain, at, actorId: 'somebody', act: 'correct-role', subject: { count } },
      ...{ before: { role: null }, after: { role: 'data-lead' } },
    }),
  );
}

/** What somebody could do who owns the database: the refusals are no obstacle to them. */
async function withoutTriggers(database: Database): Promise<void> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter;
  await transact(database, async (transaction) => {
    if (isPostgres) await sql`alter table audit disable trigger all`.execute(transaction);
    else
      for (const change of ['update', 'delete'])
        await sql`drop trigger if exists ${sql.id(`audit_no_${change}`)}`.execute(transaction);
  });
}

onEachDatabase('verifying the audit', (database) => {
  beforeEach(async () => {
    await withoutTriggers(database());
    await database().deleteFrom('audit').execute();
    await database().deleteFrom('audit_chain').execute();
    for (const count of [1, 2, 3, 4]) await add(database(), 'a', count);
    for (const count of [1, 2]) await add(database(), 'b', count);
  });

  const brokenLinks = async () => (await verifyAudit(database())).broken;
  const changeLine = (change: Record<string, string | number | null>) =>
    database()
      .updateTable('audit')
      .set(change)
      .where('chain', '=', 'a')
      .where('position', '=', 3)
      .execute();
  const changeEnd = (change: Record<string, string | number>) =>
    database().updateTable('audit_chain').set(change).where('chain', '=', 'a').execute();
  const removeLine = (position: number) =>
    database().deleteFrom('audit').where('chain', '=', 'a').where('position', '=', position);

  test('says how much holds, and a digest that changes with every line', async () => {
    const before = await verifyAudit(database());
    expect(before).toMatchObject({ chains: 2, removed: 0, lines: 6, broken: [] });
    expect(before.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await verifyAudit(database())).toEqual(before);
    await add(database(), 'b', 3);
    const after = await verifyAudit(database());
    expect(after).toMatchObject({ lines: 7, broken: [] });
    expect(after.digest).not.toBe(before.digest);
  });

  test('finds an audit whole in which nothing is yet', async () => {
    await database().deleteFrom('audit').execute();
    await database().deleteFrom('audit_chain').execute();
    await transact(database(), (transaction) => holdChain(transaction, 'c'));
    expect(await verifyAudit(database())).toMatchObject({ chains: 1, lines: 0, broken: [] });
    await add(database(), 'c', 1);
    expect(await verifyAudit(database())).toMatchObject({ chains: 1, lines: 1, broken: [] });
  });

  test.each<[string, string | number | null]>([
    ['at', '2026-11-22T10:00:00.001Z'],
    ['actor_id', 'somebody-else'],
    ['actor_id', null],
    ['act', 'invite'],
    ['subject', '{"count":30}'],
    ['subject', '{"count": 3}'],
    ['subject', 'nothing'],
    ['before', '{"role":"chief-executive"}'],
    ['before', null],
    ['after', '{"role":null}'],
    ['after', '{'],
    ['request_id', 'another'],
    ['hash', 'another'],
    ['chain', 'c'],
    ['position', 9],
  ])('names the line whose %s became %s', async (column, value) => {
    await changeLine({ [column]: value });
    expect((await brokenLinks())[0]).toEqual({ chain: 'a', position: 3 });
  });

  test.each([1, 2, 4])('names the line in the place of one that was taken away: %i', async (at) => {
    await removeLine(at).execute();
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: at }]);
  });

  test('names the first that is missing from a chain that was cut and shortened', async () => {
    await removeLine(4).execute();
    await changeEnd({ length: 3 });
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: 3 }]);
  });

  test('names the end that was changed', async () => {
    await changeEnd({ head: 'another' });
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: 4 }]);
  });

  test('names a line that was added after the end', async () => {
    await changeEnd({ length: 3 });
    const [third] = await database()
      .selectFrom('audit')
      .select('hash')
      .where('chain', '=', 'a')
      .where('position', '=', 3)
      .execute();
    await changeEnd({ head: third?.hash ?? '' });
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: 4 }]);
  });

  test('names a gap in the positions, even where every hash was made anew', async () => {
    const [first, second] = await readChain(database(), 'b');
    const hash = second && hashOf(first?.hash ?? '', 9, second);
    await database()
      .updateTable('audit')
      .set({ position: 9, hash: hash ?? '' })
      .where('chain', '=', 'b')
      .where('position', '=', 2)
      .execute();
    await database()
      .updateTable('audit_chain')
      .set({ length: 9, head: hash ?? '' })
      .where('chain', '=', 'b')
      .execute();
    expect(await brokenLinks()).toEqual([{ chain: 'b', position: 2 }]);
  });

  test('names a chain whose end is gone, and every chain that is broken', async () => {
    await database().deleteFrom('audit_chain').where('chain', '=', 'a').execute();
    await database()
      .updateTable('audit')
      .set({ act: 'invite' })
      .where('chain', '=', 'b')
      .where('position', '=', 1)
      .execute();
    expect(await brokenLinks()).toEqual([
      { chain: 'b', position: 1 },
      { chain: 'a', position: 1 },
    ]);
  });

  test('takes no chain for removed that nobody removed, or that has lines', async () => {
    await changeEnd({ removed_at: at });
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: 1 }]);
    await database().deleteFrom('audit').where('chain', '=', 'a').execute();
    expect(await brokenLinks()).toEqual([{ chain: 'a', position: 1 }]);
  });

  test('adds nothing to a chain that was removed', async () => {
    await changeEnd({ removed_at: at });
    await expect(add(database(), 'a', 5)).rejects.toThrow('removed');
    expect(await database().selectFrom('audit').select('position').execute()).toHaveLength(6);
  });

  test('finds nothing broken in what several write meanwhile', async () => {
    const writing = Promise.all(
      Array.from({ length: 60 }, (_, count) => add(database(), count % 2 ? 'a' : 'b', count)),
    );
    let isWriting = true;
    const written = writing.finally(() => {
      isWriting = false;
    });
    while (isWriting) {
      expect(await brokenLinks()).toEqual([]);
      await setImmediate();
    }
    await written;
    expect(await verifyAudit(database())).toMatchObject({ lines: 66, broken: [] });
  });

  describe('of more lines than are read at once', () => {
    test('names one far down', async () => {
      await transact(database(), async (transaction) => {
        for (let count = 5; count <= 1200; count++) await add(transaction, 'a', count);
      });
      expect(await verifyAudit(database())).toMatchObject({ lines: 1202, broken: [] });
      await database()
        .updateTable('audit')
        .set({ subject: '{"count":1}' })
        .where('chain', '=', 'a')
        .where('position', '=', 1100)
        .execute();
      expect(await brokenLinks()).toEqual([{ chain: 'a', position: 1100 }]);
    });
  });
});
