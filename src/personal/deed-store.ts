import type { Database } from '../shared/database.ts';
import type { Deed, ExportDocument } from './export-document.ts';

type Row = Omit<Deed, 'deed' | 'words'> & { readonly words?: string | null };

/** What is recorded as done by somebody, in the order in which it was done. */
export async function listDeeds(database: Database, personId: string): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const [deed, query] of [
    ...positionDeeds(database, personId),
    ...otherDeeds(database, personId),
  ]) {
    const rows: readonly Row[] = await query.execute();
    for (const row of rows) deeds.push({ deed, ...row, words: row.words ?? null });
  }
  return deeds.sort((a, b) => (a.at ?? '').localeCompare(b.at ?? ''));
}

function positionDeeds(database: Database, by: string) {
  return [
    [
      'agreed',
      database
        .selectFrom('agreement')
        .select(['agreed_at as at', 'assessment_id as assessment', 'item as of', 'reason as words'])
        .where('agreed_by', '=', by),
    ],
    [
      'asked for sign-off',
      database
        .selectFrom('sign_off_request')
        .select(['asked_at as at', 'assessment_id as assessment', 'id as of'])
        .where('asked_by', '=', by),
    ],
    [
      'ended a request for sign-off',
      database
        .selectFrom('sign_off_request')
        .select(['ended_at as at', 'assessment_id as assessment', 'id as of', 'reason as words'])
        .where('ended_by', '=', by),
    ],
    [
      'signed off',
      database
        .selectFrom('sign_off')
        .select(['signed_at as at', 'assessment_id as assessment', 'id as of'])
        .where('signed_by', '=', by),
    ],
    [
      'reopened a position',
      database
        .selectFrom('sign_off')
        .select(['reopened_at as at', 'assessment_id as assessment', 'id as of'])
        .select('reopened_reason as words')
        .where('reopened_by', '=', by),
    ],
  ] as const;
}

function otherDeeds(database: Database, by: string) {
  return [
    [
      'added an action',
      database
        .selectFrom('action')
        .select(['created_at as at', 'assessment_id as assessment', 'id as of'])
        .where('created_by', '=', by),
    ],
    [
      'prepared a workshop',
      database
        .selectFrom('workshop')
        .select(['created_at as at', 'assessment_id as assessment', 'id as of'])
        .where('created_by', '=', by),
    ],
    [
      'prepared a release',
      database
        .selectFrom('release')
        .select((eb) => ['prepared_at as at', 'id as of', eb.lit(null).as('assessment')])
        .where('prepared_by', '=', by),
    ],
    [
      'published a release',
      database
        .selectFrom('release')
        .select((eb) => ['published_at as at', 'id as of', eb.lit(null).as('assessment')])
        .where('published_by', '=', by),
    ],
  ] as const;
}

/** The lines of the audit that somebody caused, or whose subject they are. */
export async function listAuditOf(
  database: Database,
  personId: string,
): Promise<ExportDocument['audit']> {
  const rows = await database
    .selectFrom('audit')
    .select(['at', 'act', 'actor_id', 'subject', 'before', 'after', 'request_id as requestId'])
    .where(({ or, eb }) =>
      or([
        eb('actor_id', '=', personId),
        ...(['subject', 'before', 'after'] as const).map((column) =>
          eb(column, 'like', `%"${personId}"%`),
        ),
      ]),
    )
    .orderBy('at')
    .orderBy('chain')
    .orderBy('position')
    .execute();
  return rows.map(({ actor_id, ...row }) => ({
    ...row,
    by: actor_id === personId ? 'you' : actor_id === null ? 'the service' : 'somebody else',
    subject: JSON.parse(row.subject),
    before: row.before && JSON.parse(row.before),
    after: row.after && JSON.parse(row.after),
  }));
}
