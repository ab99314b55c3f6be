import type { Database } from '../shared/database.ts';
import type { Cycle } from './cycle.ts';

/** A cycle, and how many organisations have an assessment in it. */
export interface CycleInUse extends Cycle {
  readonly organisations: number;
}

/** Every cycle there is, the newest first. */
export async function listCycles(database: Database): Promise<readonly CycleInUse[]> {
  const rows = await database
    .selectFrom('cycle')
    .selectAll()
    .select((part) =>
      part
        .selectFrom('assessment')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('assessment.cycle_id', '=', 'cycle.id')
        .as('organisations'),
    )
    .orderBy('opens_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    questionnaireVersion: row.questionnaire_version,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    organisations: Number(row.organisations),
  }));
}

export async function insertCycle(database: Database, cycle: Cycle): Promise<void> {
  await database
    .insertInto('cycle')
    .values({
      id: cycle.id,
      name: cycle.name,
      questionnaire_version: cycle.questionnaireVersion,
      opens_at: cycle.opensAt,
      closes_at: cycle.closesAt,
    })
    .execute();
}
