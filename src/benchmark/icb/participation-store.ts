import type { Database } from '../../shared/database.ts';
import { prepared, type Values } from '../../shared/prepared.ts';
import { standingSignOff } from '../../survey/standing-sign-off-store.ts';

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
  const { rows } = await progressOf(organisations.length)(database, [cycleId, ...organisations]);
  return rows.map(({ code, trust_type, id, closed_at, signed }) => ({
    code,
    trustType: trust_type,
    opened: id !== null,
    closed: closed_at !== null,
    // SQLite says 1 or 0.
    signedOff: Boolean(signed),
  }));
}

const built = new Map<number, ReturnType<typeof progressOfMany>>();

/** Boards have a few trusts, and always the same ones: one query for each number of them. */
function progressOf(many: number): ReturnType<typeof progressOfMany> {
  const known = built.get(many) ?? progressOfMany(many);
  built.set(many, known);
  return known;
}

/** Asked with the cycle, and then so many trusts. */
function progressOfMany(many: number) {
  return prepared((database, value: Values<readonly string[]>) =>
    database
      .selectFrom('organisation')
      .leftJoin('assessment', (join) =>
        join
          .onRef('assessment.organisation_code', '=', 'organisation.code')
          .on('assessment.cycle_id', 'in', [value(0)]),
      )
      .select(['organisation.code', 'organisation.trust_type', 'assessment.id'])
      .select('assessment.closed_at')
      .select(({ exists }) => exists(standingSignOff(database)).as('signed'))
      .where(
        'organisation.code',
        'in',
        Array.from({ length: many }, (_, trust) => value(trust + 1)),
      ),
  );
}
