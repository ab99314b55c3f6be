import type { Database } from '../../shared/database.ts';

/** How far an organisation is in a cycle that it takes part in. */
export interface Progress {
  readonly organisation: string;
  readonly closed: boolean;
  /** Whether a sign-off stands. */
  readonly signedOff: boolean;
}

/** How far those of these organisations are that have opened an assessment in the cycle. */
export async function listProgress(
  database: Database,
  cycleId: string,
  organisations: readonly string[],
): Promise<readonly Progress[]> {
  if (organisations.length === 0) return [];
  const rows = await database
    .selectFrom('assessment')
    .select(['organisation_code', 'closed_at'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('sign_off')
          .select('sign_off.id')
          .whereRef('sign_off.assessment_id', '=', 'assessment.id')
          .where('sign_off.reopened_at', 'is', null),
      ).as('signed'),
    )
    .where('cycle_id', 'in', [cycleId])
    .where('organisation_code', 'in', organisations)
    .execute();
  return rows.map(({ organisation_code, closed_at, signed }) => ({
    organisation: organisation_code,
    closed: closed_at !== null,
    // SQLite says 1 or 0.
    signedOff: Boolean(signed),
  }));
}

/** The types of these trusts by code; null where the register knows none. */
export async function findTrustTypes(
  database: Database,
  organisations: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (organisations.length === 0) return new Map();
  const rows = await database
    .selectFrom('organisation')
    .select(['code', 'trust_type'])
    .where('code', 'in', organisations)
    .execute();
  return new Map(rows.map(({ code, trust_type }) => [code, trust_type]));
}
