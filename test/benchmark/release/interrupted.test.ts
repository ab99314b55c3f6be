import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { KyselyPlugin } from 'kysely';
import { continueRelease } from '../../../src/benchmark/release/continue-release.ts';
import { discardRelease } from '../../../src/benchmark/release/discard-release.ts';
import { findRelease } from '../../../src/benchmark/release/release-store.ts';
import type { Database } from '../../../src/shared/database.ts';
import { buildWorld } from '../../support/cast.ts';
import { onEachDatabase } from '../../support/databases.ts';
import {
  addSignOff,
  closedCycle,
  manyTrusts,
  onReleaseDay,
  partsOf,
  prepared,
} from './releasing.ts';

/** More organisations than are kept at once, three times over. */
const trusts = manyTrusts(45);

/** Taking a release for a transaction changes nothing of it. */
function isHold(node: unknown): boolean {
  return JSON.stringify(node).includes('"name":"parts"');
}

/** A database that fails when it is to keep parts, or the fingerprint, for the nth time. */
function failingAt(database: Database, turn: number): Database {
  let turns = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      const keeps = node.kind === 'InsertQueryNode';
      const hashes = JSON.stringify(node).includes('"name":"fingerprint"') && !isHold(node);
      if (keeps || (hashes && node.kind === 'UpdateQueryNode')) {
        turns += 1;
        if (turns === turn) throw new Error('The power went off');
      }
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return database.withPlugin(plugin);
}

onEachDatabase('computing a release', (opened) => {
  let database: Database;
  let cycle: string;
  let whole: ReadonlyMap<string, string>;
  let fingerprint: string | null | undefined;

  async function fresh(): Promise<string> {
    return (await prepared(database, cycle)).id;
  }

  beforeAll(async () => {
    database = opened();
    await buildWorld(database);
    cycle = await closedCycle(database, trusts);
    for (const [code, level] of Object.entries(trusts).slice(0, 12))
      await addSignOff(database, cycle, code, level, { shared: level > 2 });
    const id = await fresh();
    await continueRelease(database, id);
    whole = await partsOf(database, id);
    fingerprint = (await findRelease(database, id))?.fingerprint;
    await discardRelease(database, onReleaseDay, id, null);
  }, 180_000);

  beforeEach(() => {
    database = opened();
  });

  test('makes a part for everybody, a summary and one for each organisation and board', () => {
    expect([...whole.keys()].sort()).toEqual([
      ...['icb:QAA', 'icb:QT1', 'national'],
      ...Object.keys(trusts).map((code) => `organisation:${code}`),
      'summary',
    ]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([1, 2, 3, 4, 5, 6])(
    'comes to the same, byte for byte, when it stops at turn %i',
    async (turn) => {
      const id = await fresh();
      const failing = continueRelease(failingAt(database, turn), id);
      await expect(failing).rejects.toThrow('The power went off');
      expect(await findRelease(database, id)).toMatchObject({ fingerprint: null });
      await continueRelease(database, id);
      expect(await partsOf(database, id)).toEqual(whole);
      expect((await findRelease(database, id))?.fingerprint).toBe(fingerprint);
      await discardRelease(database, onReleaseDay, id, null);
    },
  );

  test('comes to the same when two compute it at once', async () => {
    const id = await fresh();
    await Promise.all([continueRelease(database, id), continueRelease(database, id)]);
    expect(await partsOf(database, id)).toEqual(whole);
    expect((await findRelease(database, id))?.fingerprint).toBe(fingerprint);
    await discardRelease(database, onReleaseDay, id, null);
  });

  test('leaves nothing behind when it is discarded meanwhile', async () => {
    const id = await fresh();
    await Promise.all([
      continueRelease(database, id),
      discardRelease(database, onReleaseDay, id, null),
    ]);
    expect(await findRelease(database, id)).toBeUndefined();
    expect(await partsOf(database, id)).toEqual(new Map());
  });

  test('answers others between one organisation and the next', async () => {
    const id = await fresh();
    let turns = 0;
    let done = false;
    const counting = (async () => {
      while (!done) {
        await new Promise((resolve) => setImmediate(resolve));
        turns += 1;
      }
    })();
    await continueRelease(database, id);
    done = true;
    await counting;
    expect(turns).toBeGreaterThan(Object.keys(trusts).length);
    await discardRelease(database, onReleaseDay, id, null);
  });
});
