import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type ComparedGroup, comparison } from '../../../src/benchmark/beside/comparison.ts';
import { nationalTables } from '../../../src/benchmark/national/national-tables.ts';
import { releaseSummary } from '../../../src/benchmark/release/summary.ts';
import type { Database } from '../../../src/shared/database.ts';
import { buildWorld } from '../../support/cast.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { dump } from '../../support/pages.ts';
import {
  addSignOff,
  addSurvey,
  closedCycle,
  manyTrusts,
  prepared,
  published,
} from './releasing.ts';

/** Twelve take part at first; the others may come late. */
const trusts = manyTrusts(12);
const registered = Object.keys(manyTrusts(20));
const tables = ['release', 'release_contribution', 'release_part', 'audit', 'audit_chain'] as const;

onEachDatabase('a second release of a cycle', (opened) => {
  let database: Database;
  let cycle: string;
  let before: Map<string, string>;

  beforeAll(async () => {
    await buildWorld(opened());
  });

  beforeEach(async () => {
    database = opened();
    cycle = await closedCycle(database, trusts, { registered });
    before = await published(database, cycle);
  });

  async function late(count: number): Promise<void> {
    for (const [code, level] of Object.entries(manyTrusts(count, 13)))
      await addSurvey(database, cycle, code, level);
  }

  const rows = (parts: Map<string, string>) =>
    nationalTables
      .parse(JSON.parse(parts.get('national') ?? ''))
      .tables.find(({ basis, kind }) => basis === 'survey' && kind === 'trust')
      ?.rows.filter(({ group }) => ['kind:trust', 'type:acute'].includes(group)) ?? [];

  const showsAnything = ({ measures }: ComparedGroup) => measures.some(({ peers }) => peers.shown);

  const groupsOf = (parts: Map<string, string>, code: string) =>
    comparison.parse(JSON.parse(parts.get(`organisation:${code}`) ?? '')).bases[0]?.groups ?? [];

  test.each([0, 1, 4])('is refused where %i have changed, and nothing is kept', async (count) => {
    await late(count);
    const all = await dump(database, tables);
    await expect(prepared(database, cycle)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('Fewer than 5 organisations have changed since release 1'),
    });
    expect(await dump(database, tables)).toBe(all);
  });

  test('is refused where four came and a fifth has too few people to be compared', async () => {
    await late(4);
    await addSurvey(database, cycle, 'RT17', 3, 5);
    await expect(prepared(database, cycle)).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('shows anew where enough have changed, under its own number', async () => {
    await late(6);
    const after = await published(database, cycle);
    for (const row of rows(after)) {
      expect(row.release).toBe(2);
      expect(row.measures[0]?.statistics).toMatchObject({ value: { organisations: 18 } });
    }
    for (const group of groupsOf(after, 'RT01')) {
      expect([group.release, group.ownThen]).toEqual([2, null]);
      expect(group.measures[0]?.peers).toMatchObject({ value: { peers: 17 } });
    }
    const newcomer = groupsOf(after, 'RT13');
    expect(newcomer[0]?.release).toBe(2);
  });

  test('keeps what it showed of a basis on which too few have changed', async () => {
    for (const [code, level] of Object.entries(trusts))
      await addSignOff(database, cycle, code, level);
    await late(2);
    const after = await published(database, cycle);
    expect(rows(after)).toEqual(rows(before));
    expect(rows(after)[0]?.release).toBe(1);
    for (const code of Object.keys(trusts)) {
      expect(groupsOf(after, code)).toEqual(groupsOf(before, code));
    }
    const agreed = comparison.parse(JSON.parse(after.get('organisation:RT01') ?? '')).bases[1];
    expect(agreed?.groups[0]).toMatchObject({ release: 2, ownThen: null });
    const summary = releaseSummary.parse(JSON.parse(after.get('summary') ?? ''));
    const [first] = summary.groups;
    expect(first).toMatchObject({ basis: 'survey', group: 'kind', kept: 12 });
  });

  test('says what an organisation’s own values were where it keeps a group', async () => {
    const positions = Object.fromEntries(
      Object.keys(trusts).map((code, at) => [code, 2 + at / 10]),
    );
    for (const [code, level] of Object.entries(positions))
      await addSignOff(database, cycle, code, level);
    await published(database, cycle);
    // RT01 agrees anew, alone; five others have answered late, on the other basis.
    await reopen('RT01');
    await addSignOff(database, cycle, 'RT01', 3.5);
    await late(5);
    const after = await published(database, cycle);
    const agreed = comparison.parse(JSON.parse(after.get('organisation:RT01') ?? '')).bases[1];
    expect(agreed?.own[0]?.own).toMatchObject({ value: { estimate: 3.5 } });
    expect(agreed?.groups.filter(showsAnything).length).toBeGreaterThan(1);
    for (const group of agreed?.groups.filter(showsAnything) ?? []) {
      expect(group.release).toBe(2);
      expect(group.ownThen?.[0]?.own).toMatchObject({ value: { estimate: 2 } });
    }
    const other = comparison.parse(JSON.parse(after.get('organisation:RT02') ?? '')).bases[1];
    for (const group of other?.groups.filter(showsAnything) ?? [])
      expect([group.release, group.ownThen]).toEqual([2, null]);
  });

  async function reopen(code: string): Promise<void> {
    await database
      .updateTable('sign_off')
      .set({ reopened_at: '2027-04-25T00:00:00.000Z' })
      .where('assessment_id', 'in', (all) =>
        all
          .selectFrom('assessment')
          .select('id')
          .where('cycle_id', '=', cycle)
          .where('organisation_code', '=', code),
      )
      .execute();
  }
});
