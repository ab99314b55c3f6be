import type { Database } from '../shared/database.ts';

/** Marks results as shared or not; false, and nothing changed, where that is how they are. */
export async function setShared(
  database: Database,
  assessmentId: string,
  sharedAt: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('assessment')
    .set({ shared_at: sharedAt })
    .where('id', '=', assessmentId)
    .where('closed_at', 'is not', null)
    .where('shared_at', sharedAt ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The addresses of those who lead an organisation's assessments, or facilitate this one. */
export async function addressesOfReaders(
  database: Database,
  assessmentId: string,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select('person.email')
    .distinct()
    .where('person.email', 'is not', null)
    .where('appointment.ended_at', 'is', null)
    .where(({ and, eb, or, selectFrom }) =>
      or([
        and([
          eb('appointment.role', '=', 'assessment-lead'),
          eb(
            'appointment.organisation_code',
            'in',
            selectFrom('assessment')
              .select('assessment.organisation_code')
              .where('assessment.id', '=', assessmentId),
          ),
        ]),
        and([
          eb('appointment.role', '=', 'facilitator'),
          eb('appointment.assessment_id', '=', assessmentId),
        ]),
      ]),
    )
    .orderBy('person.email')
    .execute();
  return rows.map(({ email }) => email as string);
}

/**
 * The addresses of those who submitted and have not been told about these results: sharing them
 * again, or leading and answering both, brings nobody a second mail.
 */
export async function addressesToTell(
  database: Database,
  assessmentId: string,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('respondent')
    .innerJoin('person', 'person.id', 'respondent.person_id')
    .select('person.email')
    .where('respondent.assessment_id', '=', assessmentId)
    .where('respondent.submitted_at', 'is not', null)
    .where('respondent.withdrawn_at', 'is', null)
    .where('person.email', 'is not', null)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('message')
            .select('message.id')
            .whereRef('message.address', '=', 'person.email')
            .where('message.assessment_id', '=', assessmentId)
            .where('message.kind', '=', 'results')
            // One that is neither due nor sent was no longer wanted: it told nobody.
            .where(({ eb, or }) =>
              or([eb('message.sent_at', 'is not', null), eb('message.due_at', 'is not', null)]),
            ),
        ),
      ),
    )
    .orderBy('person.email')
    .execute();
  return rows.map(({ email }) => email as string);
}
