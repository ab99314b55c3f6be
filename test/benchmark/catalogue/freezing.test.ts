import { beforeAll, expect, test } from '@jest/globals';
import { findCatalogue } from '../../../src/benchmark/catalogue/catalogue-store.ts';
import {
  freezeCatalogue,
  freezeDueCatalogues,
} from '../../../src/benchmark/catalogue/freeze-catalogue.ts';
import type { PeerGroup } from '../../../src/benchmark/catalogue/peer-group.ts';
import { saveContext } from '../../../src/organisations/context/context-store.ts';
import { saveMembership } from '../../../src/organisations/store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { upkeep } from '../../../src/upkeep.ts';
import { file, importOn, realFiles } from '../../organisations/register.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { today } from '../../support/service.ts';
import { context, membersOf } from './register.ts';

const clock = () => today;

onEachDatabase('the peer groups of a cycle', (database) => {
  beforeAll(async () => {
    expect((await importOn(database(), realFiles)).problems).toEqual([]);
  });

  /** A cycle that opens then, after the others were taken away. */
  async function cycleFrom(opens: string): Promise<string> {
    await database().deleteFrom('peer_catalogue').execute();
    await database().deleteFrom('cycle').execute();
    const id = newId();
    await database()
      .insertInto('cycle')
      .values({
        id,
        name: opens,
        questionnaire_version: 1,
        opens_at: opens,
        closes_at: '2027-06-30T22:59:59.999Z',
      })
      .execute();
    return id;
  }

  async function frozen(cycle: string) {
    const found = await findCatalogue(database(), cycle);
    if (!found) throw new Error('There is no catalogue');
    return { ...found, members: membersOf(found) };
  }

  const sizes = (groups: readonly PeerGroup[], kind: string) =>
    groups.filter((group) => group.kind === kind).map(({ members }) => members.length);

  test('are those of the real register, and most ICBs are small', async () => {
    const cycle = await cycleFrom('2026-11-01T00:00:00.000Z');
    await freezeCatalogue(database(), clock, cycle);
    const { groups, members, neighbours } = await frozen(cycle);
    const count = (code: string) => members[code]?.split(' ').length;
    expect([count('kind:trust'), count('kind:icb'), count('type:acute')]).toEqual([202, 36, 120]);
    expect([count('type:mental_health'), count('type:ambulance')]).toEqual([47, 10]);
    expect([count('type:specialist'), count('type:community')]).toEqual([13, 11]);
    expect([count('type-region:acute:london'), count('region:south-west')]).toEqual([17, 18]);
    expect(sizes(groups, 'region').reduce((sum, size) => sum + size)).toBe(238);
    expect(sizes(groups, 'icb').reduce((sum, size) => sum + size)).toBe(202);
    // As the page of peer groups says.
    expect(sizes(groups, 'icb')).toHaveLength(36);
    expect(sizes(groups, 'icb').filter((size) => size < 5)).toHaveLength(16);
    const types = groups.filter(({ kind }) => kind === 'type');
    const cells = groups
      .filter(({ kind }) => kind === 'icb')
      .flatMap((icb) =>
        types.map((type) => icb.members.filter((code) => type.members.includes(code)).length),
      )
      .filter((size) => size > 0);
    expect([cells.length, cells.filter((size) => size < 5).length]).toEqual([98, 90]);
    // Nobody has said anything of sizes.
    expect([sizes(groups, 'type-size'), neighbours]).toEqual([[], {}]);
  });

  test('are of the ICBs that trusts belong to on the day on which it opens', async () => {
    await saveMembership(database(), {
      organisationCode: 'RRU',
      icbCode: 'QWE',
      from: '2026-04-01',
      until: null,
      basis: 'serves',
    });
    const moved = 'TAH,Sheffield Health Partnership University NHS Foundation Trust,trust';
    const move = file('organisations', `${moved},mental_health,QWO,North East and Yorkshire,test`);
    expect((await importOn(database(), [move], '2026-11-10T09:00:00Z')).problems).toEqual([]);
    // The tenth begins in England when it does in Greenwich: winter.
    const before = await cycleFrom('2026-11-09T23:59:59.999Z');
    await freezeCatalogue(database(), clock, before);
    const earlier = (await frozen(before)).members;
    expect(earlier['icb:QF7']).toContain('TAH');
    expect(earlier['icb:QWO']).not.toContain('TAH');
    const after = await cycleFrom('2026-11-10T00:00:00.000Z');
    await freezeCatalogue(database(), clock, after);
    const later = (await frozen(after)).members;
    expect(later['icb:QF7']).not.toContain('TAH');
    expect(later['icb:QWO']).toContain('TAH');
    expect([later['icb:QWE'], later['icb:QKK']]).toEqual([
      expect.stringContaining('RRU'),
      expect.stringContaining('RRU'),
    ]);
  });

  test('stay as they were frozen, whatever is imported later', async () => {
    const cycle = await cycleFrom('2026-11-12T00:00:00.000Z');
    await freezeCatalogue(database(), clock, cycle);
    const before = await database().selectFrom('peer_catalogue').selectAll().execute();
    await saveContext(database(), context('RGT', { beds: 1000 }, 'large'));
    const later = () => new Date('2026-12-01T00:00:00Z');
    await freezeCatalogue(database(), later, cycle);
    await freezeDueCatalogues(database(), later);
    expect(await database().selectFrom('peer_catalogue').selectAll().execute()).toEqual(before);
    const next = await cycleFrom('2026-11-12T00:00:00.000Z');
    await freezeCatalogue(database(), later, next);
    expect((await frozen(next)).members['type-size:acute:large']).toBe('RGT');
  });

  test('are frozen by the service itself once it has opened, and not before', async () => {
    const cycle = await cycleFrom('2026-11-22T10:00:00.001Z');
    const task = (instant: string) =>
      upkeep(database(), () => new Date(instant), { deliver: async () => {} }).find(
        ({ name }) => name === 'peer groups',
      );
    expect(task(today.toISOString())?.every).toBe(60_000);
    await task('2026-11-22T10:00:00.000Z')?.run();
    expect(await findCatalogue(database(), cycle)).toBeUndefined();
    await task('2026-11-22T10:00:00.001Z')?.run();
    expect((await frozen(cycle)).members['kind:icb']?.split(' ')).toHaveLength(36);
    const row = await database().selectFrom('peer_catalogue').selectAll().executeTakeFirstOrThrow();
    expect(row.frozen_at).toBe('2026-11-22T10:00:00.001Z');
  });

  test('are frozen once, though several servers try at the same time', async () => {
    const cycle = await cycleFrom('2026-11-12T00:00:00.000Z');
    await Promise.all([1, 2, 3].map(() => freezeDueCatalogues(database(), clock)));
    const rows = await database().selectFrom('peer_catalogue').selectAll().execute();
    expect(rows.map(({ cycle_id }) => cycle_id)).toEqual([cycle]);
  });

  test('of a cycle that does not exist are not found', async () => {
    await expect(freezeCatalogue(database(), clock, newId())).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
