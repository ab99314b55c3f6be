import type { Database } from '../shared/database.ts';

/** How much is kept of the organisations of a cycle. */
export interface CycleContents {
  readonly assessments: number;
  readonly respondents: number;
  readonly signOffs: number;
  readonly actions: number;
  /** Actions that are neither done nor stopped: they go from the plans of later cycles too. */
  readonly openActions: number;
  readonly workshops: number;
  readonly invitations: number;
  /** Lines of the audit. */
  readonly lines: number;
}

/** A cycle, with what keeps it from being removed. */
export async function findCycleByName(database: Database, name: string) {
  const row = await database
    .selectFrom('cycle')
    .select(['cycle.id', 'cycle.closes_at'])
    .select(({ selectFrom }) => [
      selectFrom('assessment')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('assessment.cycle_id', '=', 'cycle.id')
        .where('assessment.closed_at', 'is', null)
        .as('running'),
      selectFrom('release')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('release.cycle_id', '=', 'cycle.id')
        .where('release.published_at', 'is', null)
        .as('unpublished'),
    ])
    .where('cycle.name', 'in', [name])
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      closesAt: row.closes_at,
      running: Number(row.running),
      unpublished: Number(row.unpublished),
    }
  );
}

/** The ids of a cycle's assessments, none of which anybody changes until the transaction ends. */
export async function holdAssessments(
  transaction: Database,
  cycleId: string,
): Promise<readonly string[]> {
  const rows = await transaction
    .updateTable('assessment')
    .set({ cycle_id: cycleId })
    .where('cycle_id', '=', cycleId)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export async function countContents(database: Database, cycleId: string): Promise<CycleContents> {
  const ids = assessmentsOf(database, cycleId);
  const count = async (table: (typeof tables)[number]) => {
    const { n } = await database
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('n'))
      .where('assessment_id', 'in', ids)
      .executeTakeFirstOrThrow();
    return Number(n);
  };
  const { assessments } = await database
    .selectFrom('assessment')
    .select(({ fn }) => fn.countAll().as('assessments'))
    .where('cycle_id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const { open } = await database
    .selectFrom('action')
    .select(({ fn }) => fn.countAll().as('open'))
    .where('assessment_id', 'in', ids)
    .where('status', 'in', ['not-started', 'in-progress'])
    .executeTakeFirstOrThrow();
  const { lines } = await database
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll().as('lines'))
    .where('chain', 'in', ids)
    .executeTakeFirstOrThrow();
  return {
    assessments: Number(assessments),
    respondents: await count('respondent'),
    signOffs: await count('sign_off'),
    actions: await count('action'),
    openActions: Number(open),
    workshops: await count('workshop'),
    invitations: await count('invitation'),
    lines: Number(lines),
  };
}

/**
 * Marks a chain as removed and takes its lines away; its length and head stay.
 * @returns where it ended.
 */
export async function deleteChain(transaction: Database, chain: string, at: string) {
  const end = await transaction
    .updateTable('audit_chain')
    .set({ removed_at: at })
    .where('chain', '=', chain)
    .returning(['chain', 'length', 'head'])
    .executeTakeFirstOrThrow();
  await transaction.deleteFrom('audit').where('chain', '=', chain).execute();
  return end;
}

/** Deletes a cycle's assessments with everything that belongs to one of them. */
export async function deleteContents(transaction: Database, cycleId: string): Promise<void> {
  const ids = assessmentsOf(transaction, cycleId);
  const workshops = transaction
    .selectFrom('workshop')
    .select('workshop.id')
    .where('workshop.assessment_id', 'in', ids);
  const rounds = transaction
    .selectFrom('round')
    .select('round.id')
    .where('round.workshop_id', 'in', workshops);
  const invitations = transaction
    .selectFrom('invitation')
    .select('invitation.id')
    .where('invitation.assessment_id', 'in', ids);
  await transaction.deleteFrom('ballot').where('round_id', 'in', rounds).execute();
  for (const table of ['round', 'participant', 'agenda_item'] as const)
    await transaction.deleteFrom(table).where('workshop_id', 'in', workshops).execute();
  await transaction
    .deleteFrom('message')
    .where(({ eb, or }) =>
      or([eb('assessment_id', 'in', ids), eb('invitation_id', 'in', invitations)]),
    )
    .execute();
  for (const table of tables)
    await transaction.deleteFrom(table).where('assessment_id', 'in', ids).execute();
  await transaction.deleteFrom('assessment').where('cycle_id', '=', cycleId).execute();
}

function assessmentsOf(database: Database, cycleId: string) {
  return database
    .selectFrom('assessment')
    .select('assessment.id')
    .where('assessment.cycle_id', 'in', [cycleId]);
}

/** In an order in which nothing is referred to that has gone; answers go with respondents. */
const tables = [
  'agreement',
  'action',
  'workshop',
  'sign_off_request',
  'sign_off',
  'survey_comment',
  'survey_release',
  'survey_results',
  'respondent',
  'join_code',
  'invitation',
  'appointment',
] as const;
