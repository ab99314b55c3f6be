import { newId } from '../../src/shared/ids.ts';
import type { ActionTable } from '../../src/shared/workshop-tables.ts';
import { insertCycle, organisations, people, type Where, type World } from '../support/cast.ts';
import { today } from '../support/service.ts';

/** What somebody fills in who adds an action. */
export const filledIn = {
  'action-title-note': 'Measure adoption six months after go-live',
  'action-owner': 'Deputy chief operating officer',
  'action-due-day': '31',
  'action-due-month': '3',
  'action-due-year': '2027',
  'action-item': 'A1',
};

/** Puts an action in the database; of Hill's open assessment, unless said otherwise. */
export async function insertAction(
  world: World,
  action: Partial<ActionTable> = {},
): Promise<string> {
  const id = newId();
  const at = today.toISOString();
  await world.database
    .insertInto('action')
    .values({
      id,
      assessment_id: world.assessments.hill,
      title: 'Appoint somebody',
      owner: 'Chief executive',
      due_on: '2027-01-31',
      item: null,
      statement: null,
      status: 'not-started',
      version: 1,
      workshop_id: null,
      created_at: at,
      created_by: people.lena,
      changed_at: at,
      ...action,
    })
    .execute();
  return id;
}

/** An assessment in a cycle of its own, by default of Hill and before the open one. */
export async function anotherAssessment(
  world: World,
  name: string,
  opens_at = '2025-10-01T00:00:00.000Z',
  where: Where = 'hill',
): Promise<string> {
  const cycle = await insertCycle(world.database, name);
  await world.database.updateTable('cycle').set({ opens_at }).where('id', '=', cycle).execute();
  const id = newId();
  await world.database
    .insertInto('assessment')
    .values({
      id,
      cycle_id: cycle,
      organisation_code: organisations[where].code,
      opened_at: opens_at,
      closed_at: opens_at,
    })
    .execute();
  return id;
}
