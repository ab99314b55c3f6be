import type { Database } from '../../shared/database.ts';

/** A trust of a board, and how far it is in a cycle. */
export interface MemberProgress {
  readonly code: string;
  /** Null where the register knows none. */
  readonly trustType: string | null;
  /** Whether it has opened an assessment in the cycle. */
  readonly opened: boolean;
  readonly closed: boolean;
  /** Whether a sign-off stands. */
  readonly signedOff: boolean;
}

/** These trusts, and how far each is in the cycle. */
export async function listProgress(
  database: Database,
  cycleId: string,
  organisations: readonly string[],
): Promise<readonly MemberProgress[]> {
  if (organisations.length === 0) return [];
  const rows = await database
    .selectFrom('organisation')
    .leftJoin('assessment', (join) =>
      join
        .onRef('assessment.organisation_code', '=', 'organisation.code')
        .on('assessment.cycle_id', 'in', [cycleId]),
    )
    .select(['organisation.code', 'organisation.trust_type', 'assessment.id'])
    .select('assessment.closed_at')
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('sign_off')
          .select('sign_off.id')
          .whereRef('sign_off.assessment_id', '=', 'assessment.id')
          .where('sign_off.reopened_at', 'is', null),
      ).as('signed'),
    )
    .where('organisation.code', 'in', organisations)
    .execute();
  return rows.map(({ code, trust_type, id, closed_at, signed }) => ({
    code,
    trustType: trust_type,
    opened: id !== null,
    closed: closed_at !== null,
    // SQLite says 1 or 0.
    signedOff: Boolean(signed),
  }));
}
