import type { Database } from '../shared/database.ts';

/**
 * Forgets whom invitations were for that nobody accepted: those that expired before an instant,
 * and that are for no survey that was running then.
 */
export async function forgetInvited(database: Database, before: string): Promise<void> {
  const forgotten = await database
    .updateTable('invitation')
    .set({ email: null, name: null })
    .where('email', 'is not', null)
    .where('accepted_at', 'is', null)
    .where('expires_at', '<=', before)
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('assessment_id', 'is', null),
        eb(
          'assessment_id',
          'in',
          selectFrom('assessment').select('assessment.id').where('closed_at', '<=', before),
        ),
      ]),
    )
    .returning('id')
    .execute();
  const ids = forgotten.map(({ id }) => id);
  if (ids.length > 0)
    await database.deleteFrom('invitation_link').where('invitation_id', 'in', ids).execute();
}
