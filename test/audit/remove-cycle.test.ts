import { beforeAll, expect, test } from '@jest/globals';
import { contentsOfCycle, removeCycle } from '../../src/audit/remove-cycle.ts';
import { nationalChain } from '../../src/people/audit.ts';
import { record } from '../../src/people/audit-store.ts';
import { verifyAudit } from '../../src/people/verify-audit.ts';
import { addAction } from '../../src/plan/add-action.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { closeSurvey } from '../../src/results/close.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { upTo } from '../position/signing.ts';
import { readChain } from '../support/audit-chain.ts';
import { buildWorld, insertCycle, organisations, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { insertWorkshop } from '../support/workshops.ts';

const clock = () => today;
const afterwards = () => new Date('2029-01-01T10:00:00Z');
const name = 'Autumn 2026';

/** What belongs to assessments, and the audit. */
const tables: readonly (keyof Schema)[] = [
  ...(['assessment', 'respondent', 'answer', 'survey_results', 'survey_release'] as const),
  ...(['agreement', 'action', 'workshop', 'agenda_item', 'invitation', 'appointment'] as const),
  ...(['audit', 'audit_chain', 'cycle', 'release', 'person'] as const),
];

async function insertOther(database: Database): Promise<string> {
  const cycle = await insertCycle(database, 'Spring 2028');
  const id = newId();
  const organisation_code = organisations.hill.code;
  const opened_at = today.toISOString();
  await database
    .insertInto('assessment')
    .values({ id, cycle_id: cycle, organisation_code, opened_at })
    .execute();
  await answerAs(database, id, crowd(6, 2));
  await closeSurvey(database, clock, id, null);
  return id;
}

onEachDatabase('removing a cycle', (database) => {
  let world: World;
  let other: string;

  beforeAll(async () => {
    world = await buildWorld(database());
    const { hill, dale, board } = world.assessments;
    await answerAs(database(), hill, crowd(9, 3));
    for (const each of [hill, dale]) await closeSurvey(database(), clock, each, null);
    await recordAgreements(database(), clock, hill, [upTo('A1', 2)], people.lena);
    await insertWorkshop(database(), hill, { code: 'RTWXY3' });
    const content = { title: 'Do it', owner: 'Somebody', dueOn: '2027-01-01', item: 'A1' };
    const action = { id: newId(), ...content, statement: null, workshopId: null };
    await addAction(database(), clock, hill, action, people.lena);
    other = await insertOther(database());
    await expect(removeCycle(database(), afterwards, name)).rejects.toThrow('still running');
    await closeSurvey(database(), clock, board, null);
  });

  test('is refused while it runs, before its release is decided, and where there is none', async () => {
    const before = await dump(database(), tables);
    await expect(removeCycle(database(), clock, name)).rejects.toThrow('still running');
    await expect(removeCycle(database(), afterwards, 'Autumn')).rejects.toThrow('No cycle');
    expect(await dump(database(), tables)).toBe(before);
  });

  test('says first what would go, and changes nothing', async () => {
    const before = await dump(database(), tables);
    expect(await contentsOfCycle(database(), afterwards, name)).toEqual({
      ...{ assessments: 3, respondents: 14, signOffs: 0, actions: 1, openActions: 1 },
      ...{ workshops: 1, invitations: 0, lines: 5 },
    });
    expect(await dump(database(), tables)).toBe(before);
  });

  test('leaves nothing of its organisations, all of the other cycle, and a whole audit', async () => {
    const { lines } = await verifyAudit(database());
    const ofOther = async () =>
      (await dump(database(), tables)).split('\n').filter((row) => row.includes(other));
    const before = await ofOther();
    await removeCycle(database(), afterwards, name);
    expect(await ofOther()).toEqual(before);
    const left = (await dump(database(), tables)).split('\n');
    for (const [where, id] of Object.entries(world.assessments)) {
      const rows = left.filter((row) => row.includes(id) && !row.startsWith('audit'));
      expect([where, rows]).toEqual([where, []]);
    }
    expect(left.filter((row) => row.startsWith('answer ')).length).toBeGreaterThan(0);
    expect(await verifyAudit(database())).toMatchObject({
      ...{ broken: [], removed: 3, lines: lines - 5 + 4 },
    });
    const chain = await readChain(database(), nationalChain);
    expect(chain.map(({ act }) => act)).toEqual([
      ...['remove-chain', 'remove-chain', 'remove-chain', 'remove-cycle'],
    ]);
    expect(chain.at(-1)).toMatchObject({
      ...{ actorId: null, subject: { cycle: world.cycle }, before: { assessments: 3, lines: 5 } },
    });
    const end = { chain: world.assessments.hill, at: today.toISOString(), actorId: null };
    await expect(record(database(), { ...end, act: 'remind', subject: {} })).rejects.toThrow(
      'removed',
    );
  });

  test('is in the audit for good: who says otherwise is found out', async () => {
    await database()
      .updateTable('audit_chain')
      .set({ length: 1 })
      .where('chain', '=', world.assessments.hill)
      .execute();
    expect((await verifyAudit(database())).broken).toEqual([
      { chain: world.assessments.hill, position: 1 },
    ]);
  });
});
