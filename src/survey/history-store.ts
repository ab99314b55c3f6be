import { nationalChain, organisationChain } from '../people/audit.ts';
import type { Database } from '../shared/database.ts';
import { shownActs } from './act-words.ts';
import { type Happened, linesOnPage, organisationActs } from './history.ts';
import type { Survey } from './survey.ts';

/**
 * What was done about a survey as far as its lead may see it, the newest first: in the survey, in
 * the roles of its organisation, and with what the organisation is shown.
 * @param page 1 for the newest lines. There is one line more than a page shows where another follows.
 */
export async function listHistory(
  database: Database,
  { assessmentId, organisation }: Survey,
  page = 1,
): Promise<readonly Happened[]> {
  const { code } = organisation;
  const ofHere = `%"organisation":"${code}"%`;
  const rows = await database
    .selectFrom('audit')
    .leftJoin('person', 'person.id', 'audit.actor_id')
    .select(['audit.at', 'audit.act', 'audit.subject', 'audit.before', 'audit.after'])
    .select(['audit.actor_id', 'person.name'])
    .select((part) =>
      part
        .exists(
          part
            .selectFrom('appointment')
            .select('appointment.id')
            .whereRef('appointment.person_id', '=', 'audit.actor_id')
            .where('appointment.organisation_code', '=', code)
            .where('appointment.role', '=', 'assessment-lead'),
        )
        .as('is_lead'),
    )
    .where('audit.chain', 'in', [assessmentId, organisationChain(code), nationalChain])
    .where(({ eb, or, and }) =>
      or([
        and([eb('audit.chain', '!=', nationalChain), eb('audit.act', 'in', shownActs)]),
        and([
          eb('audit.act', 'in', organisationActs),
          or([eb('audit.before', 'like', ofHere), eb('audit.after', 'like', ofHere)]),
        ]),
      ]),
    )
    .orderBy('audit.at', 'desc')
    .orderBy('audit.position', 'desc')
    .orderBy('audit.chain')
    .limit(linesOnPage + 1)
    .offset((page - 1) * linesOnPage)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    act: row.act as Happened['act'],
    subject: JSON.parse(row.subject),
    ...(row.before === null ? {} : { before: JSON.parse(row.before) }),
    ...(row.after === null ? {} : { after: JSON.parse(row.after) }),
    actorId: row.actor_id,
    lead: row.is_lead ? row.name : null,
  }));
}
