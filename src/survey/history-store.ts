import type { Database } from '../shared/database.ts';
import { type Happened, shownActs } from './history.ts';
import type { Survey } from './survey.ts';

/** What was done about a survey as far as its lead may see it, the newest first. */
export async function listHistory(
  database: Database,
  { assessmentId, organisation }: Survey,
): Promise<readonly Happened[]> {
  const rows = await database
    .selectFrom('audit')
    .leftJoin('person', 'person.id', 'audit.actor_id')
    .select(['audit.at', 'audit.act', 'audit.subject', 'audit.actor_id', 'person.name'])
    .select((part) =>
      part
        .exists(
          part
            .selectFrom('appointment')
            .select('appointment.id')
            .whereRef('appointment.person_id', '=', 'audit.actor_id')
            .where('appointment.organisation_code', '=', organisation.code)
            .where('appointment.role', '=', 'assessment-lead'),
        )
        .as('is_lead'),
    )
    .where('audit.chain', '=', assessmentId)
    .where('audit.act', 'in', shownActs)
    .orderBy('audit.position', 'desc')
    .execute();
  return rows.map((row) => ({
    at: row.at,
    act: row.act as Happened['act'],
    subject: JSON.parse(row.subject),
    actorId: row.actor_id,
    lead: row.is_lead ? row.name : null,
  }));
}
