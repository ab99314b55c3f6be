import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { continueRelease } from '../../../src/benchmark/release/continue-release.ts';
import { discardRelease } from '../../../src/benchmark/release/discard-release.ts';
import { prepareRelease } from '../../../src/benchmark/release/prepare-release.ts';
import { publishRelease } from '../../../src/benchmark/release/publish-release.ts';
import { findRelease, releasesOfCycle } from '../../../src/benchmark/release/release-store.ts';
import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';
import { firstBroken, readChain } from '../../support/audit-chain.ts';
import { buildWorld, people, type World } from '../../support/cast.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { dump } from '../../support/pages.ts';
import {
  addSignOff,
  closedCycle,
  manyTrusts,
  onReleaseDay,
  partsOf,
  prepared,
  published,
} from './releasing.ts';

const tables = ['release', 'release_contribution', 'release_part', 'audit', 'audit_chain'] as const;
const trusts = manyTrusts(6);

onEachDatabase('a release', (opened) => {
  let database: Database;
  let world: World;
  let cycle: string;
  let signOffs: string[];

  beforeAll(async () => {
    world = await buildWorld(opened());
  });

  beforeEach(async () => {
    database = opened();
    cycle = await closedCycle(database, trusts);
    signOffs = [];
    for (const [code, level] of Object.entries(trusts))
      signOffs.push(await addSignOff(database, cycle, code, level));
  });

  /** Complete and not published. */
  async function complete(): Promise<string> {
    const { id } = await prepared(database, cycle);
    await continueRelease(database, id);
    return id;
  }

  async function refuses(act: () => Promise<unknown>, kind: string, words: string | RegExp) {
    const before = await dump(database, tables);
    await expect(act()).rejects.toMatchObject({ kind, message: expect.stringMatching(words) });
    expect(await dump(database, tables)).toBe(before);
  }

  const publish = (id: string) => publishRelease(database, onReleaseDay, id, people.nora);

  describe('is prepared', () => {
    test('not for a cycle that there is not', async () => {
      await refuses(() => prepared(database, newId()), 'not-found', /.*/);
    });

    test('not while the cycle is open, even in its last moment', async () => {
      const at = (instant: string) => () => new Date(instant);
      const prepare = (instant: string) =>
        prepareRelease(database, at(instant), cycle, people.nora);
      const words = 'has not closed yet: its last day is 31 March 2027';
      await refuses(() => prepare('2027-03-31T22:59:59.999Z'), 'conflict', words);
      await prepare('2027-03-31T23:00:00.000Z');
    });

    test('not while one of its surveys is still running', async () => {
      await database
        .updateTable('assessment')
        .set({ closed_at: null })
        .where('cycle_id', '=', cycle)
        .where('organisation_code', '=', 'RT01')
        .execute();
      await refuses(() => prepared(database, cycle), 'conflict', 'A survey of .* is still being');
    });

    test('not before its peer groups are fixed', async () => {
      await database.deleteFrom('peer_catalogue').where('cycle_id', '=', cycle).execute();
      await refuses(() => prepared(database, cycle), 'conflict', 'peer groups of .* not fixed yet');
    });

    test('not where nobody has a result', async () => {
      const empty = await closedCycle(database, {});
      await refuses(() => prepared(database, empty), 'conflict', 'No organisation has a result');
    });

    test('once, also when two ask at the same time', async () => {
      const [one, other] = await Promise.all([
        prepared(database, cycle),
        prepared(database, cycle),
      ]);
      expect(one.id).toBe(other.id);
      expect(await releasesOfCycle(database, cycle)).toHaveLength(1);
    });
  });

  describe('is published', () => {
    test('not before it is complete', async () => {
      const { id } = await prepared(database, cycle);
      await refuses(() => publish(id), 'conflict', 'still being computed');
    });

    test('not when there is none', async () => {
      await refuses(() => publish(newId()), 'not-found', /.*/);
    });

    test('once, also when two do it at the same time, with a line for each act', async () => {
      const id = await complete();
      await Promise.all([publish(id), publish(id)]);
      await publish(id);
      const chain = await readChain(database, 'england');
      const subject = { cycle, release: id, number: 1 };
      expect(chain.slice(-2)).toMatchObject([
        { act: 'prepare-release', actorId: people.nora, subject },
        { act: 'publish-release', actorId: people.nora, subject },
      ]);
      expect(firstBroken(chain)).toBeNull();
    });

    test('not once a trust has stopped sharing since; prepared again, without it', async () => {
      const id = await complete();
      expect((await partsOf(database, id)).get('icb:QT1')).toContain('RT01');
      await database
        .updateTable('sign_off')
        .set({ shared_at: null })
        .where('id', '=', signOffs[0] as string)
        .execute();
      await refuses(() => publish(id), 'conflict', 'Discard it, and prepare it again');
      await discardRelease(database, onReleaseDay, id, people.nora);
      expect((await published(database, cycle)).get('icb:QT1')).not.toContain('RT01');
    });

    test('not once a position was reopened since', async () => {
      const id = await complete();
      await database
        .updateTable('sign_off')
        .set({ reopened_at: onReleaseDay().toISOString(), reopened_by: people.sam })
        .where('id', '=', signOffs[1] as string)
        .execute();
      await refuses(() => publish(id), 'conflict', 'a position was reopened');
    });

    test('not once a trust has left the board it shared with', async () => {
      const id = await complete();
      const moved = (until: string | null) =>
        database
          .updateTable('icb_membership')
          .set({ until_date: until })
          .where('organisation_code', '=', 'RT01')
          .execute();
      await moved('2027-04-30');
      await refuses(() => publish(id), 'conflict', 'no longer shared');
      await moved(null);
      await publish(id);
    });

    test('also when more was signed off and shared since, without it', async () => {
      const id = await complete();
      await database
        .deleteFrom('sign_off')
        .where('id', '=', signOffs[2] as string)
        .execute();
      await refuses(() => publish(id), 'conflict', 'has changed since it was prepared');
      await discardRelease(database, onReleaseDay, id, null);
      const again = await complete();
      await addSignOff(database, cycle, 'RT03', 4, { at: '2027-05-01T11:00:00.000Z' });
      await publish(again);
      expect((await partsOf(database, again)).get('icb:QT1')).not.toContain('RT03');
    });
  });

  describe('once published', () => {
    test('is never changed, added to or deleted', async () => {
      const id = await complete();
      await publish(id);
      const before = await dump(database, tables);
      await expect(discardRelease(database, onReleaseDay, id, people.nora)).rejects.toMatchObject({
        kind: 'conflict',
      });
      const content = { content: '{}' };
      const part = { release_id: id, part: 'more', ...content };
      const contribution = { organisation_code: 'RAA', basis: 'survey' as const, ...content };
      const changes = [
        () => database.updateTable('release').set({ fingerprint: 'x' }).where('id', '=', id),
        () => database.updateTable('release').set({ published_at: null }).where('id', '=', id),
        () => database.deleteFrom('release').where('id', '=', id),
        () => database.updateTable('release_part').set(content).where('release_id', '=', id),
        () => database.deleteFrom('release_part').where('release_id', '=', id),
        () => database.insertInto('release_part').values(part),
        () => database.deleteFrom('release_contribution').where('release_id', '=', id),
        () =>
          database.updateTable('release_contribution').set(content).where('release_id', '=', id),
        () =>
          database.insertInto('release_contribution').values({ release_id: id, ...contribution }),
      ];
      for (const change of changes)
        await expect(change().execute()).rejects.toThrow('never changed after it was published');
      await continueRelease(database, id);
      expect(await dump(database, tables)).toBe(before);
    });

    test('holds what sharing and agreeing were, whatever comes after', async () => {
      const parts = await published(database, cycle);
      await database.updateTable('sign_off').set({ shared_at: null }).execute();
      const [release] = await releasesOfCycle(database, cycle);
      expect(await partsOf(database, release?.id ?? '')).toEqual(parts);
    });
  });

  test('is discarded with everything of it, and then again without harm', async () => {
    const before = await dump(database, ['release', 'release_contribution', 'release_part']);
    const id = await complete();
    await discardRelease(database, onReleaseDay, id, people.nora);
    await discardRelease(database, onReleaseDay, id, people.nora);
    expect(await findRelease(database, id)).toBeUndefined();
    expect(await dump(database, ['release', 'release_contribution', 'release_part'])).toBe(before);
    const chain = await readChain(database, 'england');
    expect(chain.slice(-2).map(({ act }) => act)).toEqual(['prepare-release', 'discard-release']);
  });

  test('of the same data is the same, byte for byte, in another cycle’s place and time', async () => {
    expect(world.cycle).not.toBe(cycle);
    const one = await complete();
    const [first, fingerprint] = [await partsOf(database, one), await findRelease(database, one)];
    await discardRelease(database, onReleaseDay, one, null);
    const later = () => new Date('2027-06-01T10:00:00.000Z');
    const { id } = await prepareRelease(database, later, cycle, null);
    await continueRelease(database, id);
    expect(id).not.toBe(one);
    expect(await partsOf(database, id)).toEqual(first);
    expect((await findRelease(database, id))?.fingerprint).toBe(fingerprint?.fingerprint);
  });
});
