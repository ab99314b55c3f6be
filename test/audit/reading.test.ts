import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { organisationChain } from '../../src/people/audit.ts';
import { recordView } from '../../src/people/record-reading.ts';
import { verifyAudit } from '../../src/people/verify-audit.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { clock, upTo } from '../position/signing.ts';
import { readChain } from '../support/audit-chain.ts';
import { buildWorld, type Name, people, stage } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { insertWorkshop } from '../support/workshops.ts';

const readings = ['view-results', 'export-results'];

describe('who reads an organisation’s results through a role is in the audit', () => {
  const world = stage();
  let workshop: string;
  let from: number;

  const lines = async () =>
    (await readChain(world.database, world.assessments.hill))
      .slice(from)
      .filter(({ act }) => readings.includes(act))
      .map(({ act, actorId, subject }) => [act, nameOf(actorId), subject.what, subject.as]);

  beforeAll(async () => {
    const { database, assessments } = world;
    await answerAs(database, assessments.hill, crowd(9, 3));
    await closeSurvey(database, clock, assessments.hill, null);
    await database.updateTable('assessment').set({ shared_at: today.toISOString() }).execute();
    await recordAgreements(database, clock, assessments.hill, [upTo('A1', 2)], people.fay);
    workshop = await insertWorkshop(database, assessments.hill, { code: 'RTWXY3' });
  });

  beforeEach(async () => {
    from = (await readChain(world.database, world.assessments.hill)).length;
  });

  const get = (name: Name, page: string) =>
    world.browsers[name].get(page.replace('HILL', world.assessments.hill)).expect(200);

  test.each<[string, Name, string, string]>([
    ['/surveys/HILL/results', 'lena', 'survey-results', 'assessment-lead'],
    ['/surveys/HILL/results', 'fay', 'survey-results', 'facilitator'],
    ['/positions/HILL', 'sam', 'position', 'signatory'],
    ['/positions/HILL', 'lena', 'position', 'assessment-lead'],
    ['/workshops/WORKSHOP/report', 'fay', 'workshop-report', 'facilitator'],
  ])('once a day for a page: %s by %s', async (page, name, what, as) => {
    const address = page.replace('WORKSHOP', workshop);
    await get(name, address);
    await get(name, address);
    expect(await lines()).toEqual([['view-results', name, what, as]]);
    world.service.setTime('2026-11-23T00:30:00Z');
    await get(name, address);
    world.service.setTime(today.toISOString());
    expect(await lines()).toHaveLength(2);
  });

  test.each<[string, Name, string, string]>([
    ['/workshops/WORKSHOP/report.csv', 'lena', 'workshop-report', 'assessment-lead'],
    ['/plans/HILL/actions.csv', 'sam', 'plan', 'signatory'],
  ])('each time for a file: %s by %s', async (file, name, what, as) => {
    const address = file.replace('WORKSHOP', workshop);
    await get(name, address);
    await get(name, address);
    const line = ['export-results', name, what, as];
    expect(await lines()).toEqual([line, line]);
  });

  test('and who reads as somebody who answered is not', async () => {
    await get('alice', '/surveys/HILL/results');
    expect(await lines()).toEqual([]);
  });

  test('and nothing is said of a page that was refused', async () => {
    await world.browsers.leo.get(`/surveys/${world.assessments.hill}/results`).expect(404);
    await world.browsers.leo.get(`/workshops/${workshop}/report.csv`).expect(404);
    expect(await lines()).toEqual([]);
  });

  test('and its chain holds', async () => {
    expect((await verifyAudit(world.database)).broken).toEqual([]);
  });
});

function nameOf(id: string | null): string | undefined {
  return Object.entries(people).find(([, each]) => each === id)?.[0];
}

onEachDatabase('a reading', (database) => {
  test('that is recorded several times at once is one line', async () => {
    await buildWorld(database());
    const chain = organisationChain('QAA');
    const reading = { chain, what: 'trust-scores', as: 'icb-analyst', by: people.dora } as const;
    await Promise.all(Array.from({ length: 8 }, () => recordView(database(), clock, reading)));
    expect(await readChain(database(), chain)).toHaveLength(1);
    await recordView(database(), clock, { ...reading, of: 'a cycle' });
    expect(await readChain(database(), chain)).toHaveLength(2);
  });
});
