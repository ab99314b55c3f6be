import { beforeEach, expect, test } from '@jest/globals';
import { PostgresAdapter, sql } from 'kysely';
import { type AuditLine, type ChainedLine, hashOf } from '../../src/people/audit.ts';
import { record } from '../../src/people/audit-store.ts';
import { transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { onEachDatabase } from '../support/databases.ts';

onEachDatabase('the audit', (database) => {
  let chain: string;
  const line = (invited: number): AuditLine => ({
    chain,
    at: '2026-11-22T10:00:00.000Z',
    actorId: null,
    act: 'invite',
    subject: { invited },
  });
  const add = (invited: number) =>
    transact(database(), (transaction) => record(transaction, line(invited)));

  beforeEach(() => {
    chain = newId();
  });

  test('keeps lines in order, each held to what came before it', async () => {
    for (const invited of [3, 1, 2]) await add(invited);
    const lines = await readChain(database(), chain);
    expect(lines.map(({ position, subject }) => [position, subject.invited])).toEqual([
      [1, 3],
      [2, 1],
      [3, 2],
    ]);
    expect(firstBroken(lines)).toBeNull();
    expect(lines[1]?.hash).toBe(hashOf(lines[0]?.hash ?? '', 2, { ...line(1), requestId: null }));
  });

  test('keeps one chain when many add to it at once, and other chains apart', async () => {
    const mine = chain;
    await Promise.all(Array.from({ length: 20 }, (_, invited) => add(invited)));
    chain = newId();
    await add(99);
    const lines = await readChain(database(), mine);
    expect(lines.map(({ position }) => position)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(firstBroken(lines)).toBeNull();
    expect(await readChain(database(), chain)).toHaveLength(1);
  });

  test('is as if nothing had been when the act it belongs to fails', async () => {
    await add(1);
    const failing = transact(database(), async (transaction) => {
      await record(transaction, line(2));
      throw new Error('The act failed');
    });
    await expect(failing).rejects.toThrow('The act failed');
    await add(3);
    const lines = await readChain(database(), chain);
    expect(lines.map(({ subject }) => subject.invited)).toEqual([1, 3]);
    expect(firstBroken(lines)).toBeNull();
  });

  test('cannot be changed or shortened: the database refuses', async () => {
    await add(1);
    const change = sql`update audit set subject = '{}' where chain = ${chain}`;
    const removal = sql`delete from audit where chain = ${chain}`;
    await expect(change.execute(database())).rejects.toThrow('the audit is append only');
    await expect(removal.execute(database())).rejects.toThrow('the audit is append only');
    // SQLite knows no other way to empty a table.
    if (database().getExecutor().adapter instanceof PostgresAdapter)
      await expect(sql`truncate audit`.execute(database())).rejects.toThrow('append only');
    expect(await readChain(database(), chain)).toHaveLength(1);
  });
});

test('the first line that was changed, moved or left out is named', () => {
  const line = (invited: number): AuditLine => ({
    chain: 'a',
    at: '2026-11-22T10:00:00.000Z',
    actorId: 'somebody',
    act: 'invite',
    subject: { invited },
  });
  const lines: ChainedLine[] = [];
  for (const invited of [1, 2, 3, 4]) {
    const position = lines.length + 1;
    const hash = hashOf(lines.at(-1)?.hash ?? '', position, {
      ...line(invited),
      requestId: null,
    });
    lines.push({ ...line(invited), requestId: null, position, hash });
  }
  const changed = (change: Partial<ChainedLine>) =>
    lines.map((each, at) => (at === 2 ? { ...each, ...change } : each));
  expect(firstBroken([])).toBeNull();
  expect(firstBroken(lines)).toBeNull();
  expect(firstBroken(changed({ subject: { invited: 30 } }))).toBe(3);
  expect(firstBroken(changed({ at: '2026-11-23T10:00:00.000Z' }))).toBe(3);
  expect(firstBroken(changed({ actorId: null }))).toBe(3);
  expect(firstBroken(changed({ act: 'remind' }))).toBe(3);
  expect(firstBroken(changed({ chain: 'b' }))).toBe(3);
  expect(firstBroken(changed({ before: { closesAt: '2027-03-31' } }))).toBe(3);
  expect(firstBroken(changed({ after: { closesAt: '2027-03-31' } }))).toBe(3);
  expect(firstBroken(changed({ requestId: 'another' }))).toBe(3);
  expect(firstBroken(lines.toSpliced(1, 1))).toBe(2);
  expect(firstBroken(lines.slice(1))).toBe(1);
});
