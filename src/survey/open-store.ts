import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';

/** What a cycle may have one assessment of for each organisation. */
export interface NewAssessment {
  readonly cycleId: string;
  readonly organisationCode: string;
  readonly openedAt: string;
  /** Null for one without a survey: nobody answers, so it is closed from the beginning. */
  readonly closesAt: string | null;
}

/** Makes an assessment and gives back its id; undefined where the cycle has one already. */
export async function insertAssessment(
  database: Database,
  made: NewAssessment,
): Promise<string | undefined> {
  const row = await database
    .insertInto('assessment')
    .values({
      id: newId(),
      cycle_id: made.cycleId,
      organisation_code: made.organisationCode,
      opened_at: made.openedAt,
      closes_at: made.closesAt ?? made.openedAt,
      closed_at: made.closesAt === null ? made.openedAt : null,
      without_survey: made.closesAt === null ? 1 : 0,
    })
    .onConflict((conflict) => conflict.columns(['cycle_id', 'organisation_code']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** The id of an organisation's assessment in a cycle; undefined while there is none. */
export async function findAssessment(
  database: Database,
  { cycleId, organisationCode }: Pick<NewAssessment, 'cycleId' | 'organisationCode'>,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('assessment')
    .select('id')
    .where('cycle_id', '=', cycleId)
    .where('organisation_code', '=', organisationCode)
    .executeTakeFirst();
  return row?.id;
}
