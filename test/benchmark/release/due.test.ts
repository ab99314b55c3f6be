import { beforeEach, expect, test } from '@jest/globals';
import { prepareRelease } from '../../../src/benchmark/release/prepare-release.ts';
import { releasesOfCycle } from '../../../src/benchmark/release/release-store.ts';
import {
  continueReleases,
  releaseDueCycles,
} from '../../../src/benchmark/release/tend-releases.ts';
import type { Database } from '../../../src/shared/database.ts';
import { readChain } from '../../support/audit-chain.ts';
import { buildWorld, people } from '../../support/cast.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { addSignOff, closedCycle, manyTrusts, onReleaseDay, partsOf } from './releasing.ts';

const trusts = manyTrusts(6);
const isBuilt = new WeakSet<Database>();

onEachDatabase('the day of a release', (opened) => {
  let database: Database;
  let cycle: string;

  beforeEach(async () => {
    database = opened();
    if (!isBuilt.has(database)) await buildWorld(database);
    isBuilt.add(database);
    cycle = await closedCycle(database, trusts);
    await releasesOn('2027-05-01');
  });

  async function releasesOn(day: string | null): Promise<void> {
    await database.updateTable('cycle').set({ releases_on: day }).where('id', '=', cycle).execute();
  }

  /** One turn of what the service does by itself. */
  async function turn(instant = '2027-05-01T10:00:00.000Z'): Promise<void> {
    await releaseDueCycles(database, () => new Date(instant));
    await continueReleases(database);
  }

  const newest = async () => (await releasesOfCycle(database, cycle))[0];

  test('begins at midnight in England, and not a moment before', async () => {
    await turn('2027-04-30T22:59:59.999Z');
    expect(await newest()).toBeUndefined();
    await turn('2027-04-30T23:00:00.000Z');
    expect(await newest()).toMatchObject({ number: 1, publishedAt: null });
  });

  test('is prepared, computed and published, by the service itself, once', async () => {
    await turn();
    await turn();
    const first = await newest();
    expect(first?.publishedAt).toBe('2027-05-01T10:00:00.000Z');
    await turn();
    await turn('2027-05-02T10:00:00.000Z');
    expect(await releasesOfCycle(database, cycle)).toEqual([first]);
    const chain = (await readChain(database, 'england')).slice(-2);
    expect(chain).toMatchObject([
      { act: 'prepare-release', actorId: null },
      { act: 'publish-release', actorId: null },
    ]);
  });

  test('is never for a cycle that has none', async () => {
    await releasesOn(null);
    await turn();
    expect(await newest()).toBeUndefined();
  });

  test('publishes what an administrator has prepared and not published', async () => {
    const { id } = await prepareRelease(database, onReleaseDay, cycle, people.nora);
    await turn();
    await turn();
    expect(await newest()).toMatchObject({ id, publishedAt: expect.any(String) });
  });

  test('prepares anew what was prepared on a day before, with what was signed off since', async () => {
    const early = await prepareRelease(
      database,
      () => new Date('2027-04-30T22:00:00.000Z'),
      cycle,
      people.nora,
    );
    await continueReleases(database);
    await addSignOff(database, cycle, 'RT01', 3, { at: '2027-04-30T22:30:00.000Z' });
    for (let again = 0; again < 3; again++) await turn();
    const released = await newest();
    expect(released).toMatchObject({ number: 1, publishedAt: expect.any(String) });
    expect(released?.id).not.toBe(early.id);
    const part = (await partsOf(database, released?.id ?? '')).get('organisation:RT01');
    expect(part).toContain('"basis":"agreed"');
  });

  test('prepares it anew where something has changed since', async () => {
    const signOff = await addSignOff(database, cycle, 'RT01', 3);
    await turn();
    const first = await newest();
    await database
      .updateTable('sign_off')
      .set({ shared_at: null })
      .where('id', '=', signOff)
      .execute();
    for (let again = 0; again < 3; again++) await turn();
    const second = await newest();
    expect(second).toMatchObject({ number: 1, publishedAt: expect.any(String) });
    expect(second?.id).not.toBe(first?.id);
    expect((await partsOf(database, second?.id ?? '')).get('icb:QT1')).not.toContain('RT01');
  });

  test('waits where it cannot be prepared yet, and holds no other cycle up', async () => {
    await database
      .updateTable('assessment')
      .set({ closed_at: null })
      .where('cycle_id', '=', cycle)
      .where('organisation_code', '=', 'RT01')
      .execute();
    const other = await closedCycle(database, trusts);
    await database
      .updateTable('cycle')
      .set({ releases_on: '2027-05-01' })
      .where('id', '=', other)
      .execute();
    await turn();
    await turn();
    expect(await newest()).toBeUndefined();
    expect(await releasesOfCycle(database, other)).toMatchObject([
      { publishedAt: expect.any(String) },
    ]);
    await database
      .updateTable('assessment')
      .set({ closed_at: '2027-04-01T00:00:00.000Z' })
      .execute();
    await turn();
    await turn();
    expect((await newest())?.publishedAt).not.toBeNull();
  });
});
