import { sql } from 'kysely';
import type { Database } from '../shared/database.ts';

/** The sign-off that stands of the assessment in the query that this becomes a part of. */
export function standingSignOff(database: Database) {
  return database
    .selectFrom('sign_off')
    .select('sign_off.id')
    .where('sign_off.assessment_id', '=', sql.ref<string>('assessment.id'))
    .where('sign_off.reopened_at', 'is', null);
}
