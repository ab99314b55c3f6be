import { closeSurvey } from '../../src/results/close.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { people, type World } from './cast.ts';
import { today } from './service.ts';
import { answerAs, crowd } from './surveys.ts';

/** Closes Hill's survey after some people have answered it: from then on workshops can be held. */
export async function closeHill(world: World, size = 12): Promise<void> {
  const { database, assessments } = world;
  await answerAs(database, assessments.hill, crowd(size, 3));
  await closeSurvey(database, () => today, assessments.hill, people.lena);
}

/** Puts a workshop with an agenda in the database; opened, unless said otherwise. */
export async function insertWorkshop(
  database: Database,
  assessmentId: string,
  {
    code = 'ACDEFH',
    number = 1,
    items = ['A1', 'A2', 'B1'],
    together = ['C1', 'C2'],
    capabilities = ['M01', 'M02'],
    opened = true,
    step = null as string | null,
    at = today.toISOString(),
  } = {},
): Promise<string> {
  const id = newId();
  await database
    .insertInto('workshop')
    .values({
      id,
      assessment_id: assessmentId,
      number,
      code,
      pace: 'usual',
      minutes: 120,
      created_at: at,
      created_by: people.fay,
      opened_at: opened ? at : null,
      step,
    })
    .execute();
  const rows = [
    ...items.map((item) => ({ item, together: 0 as const })),
    ...[...together, ...capabilities].map((item) => ({ item, together: 1 as const })),
  ];
  await database
    .insertInto('agenda_item')
    .values(
      rows.map((row, position) => ({ workshop_id: id, position, reasons: '["chosen"]', ...row })),
    )
    .execute();
  return id;
}
