import type { Person } from '../../people/person.ts';
import { dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { prepared, type Values } from '../../shared/prepared.ts';

/** An integrated care board whose trusts somebody compares. */
export interface Board {
  readonly code: string;
  readonly name: string;
}

/** The board with this code, for who is appointed as its analyst; undefined for everybody else. */
export async function findAnalysedBoard(
  database: Database,
  person: Pick<Person, 'id'>,
  code: string,
): Promise<Board | undefined> {
  const { rows } = await analysedBoard(database, { person: person.id, code });
  return rows[0];
}

const analysedBoard = prepared((database, value: Values<{ person: string; code: string }>) =>
  database
    .selectFrom('appointment')
    .innerJoin('organisation', 'organisation.code', 'appointment.organisation_code')
    .select(['organisation.code', 'organisation.name'])
    .where('appointment.person_id', 'in', [value('person')])
    .where('appointment.role', 'in', ['icb-analyst'])
    .where('appointment.ended_at', 'is', null)
    .where('organisation.code', 'in', [value('code')])
    .where('organisation.kind', 'in', ['icb']),
);

/** A cycle that has begun, as a board follows it. */
export interface BegunCycle {
  readonly id: string;
  readonly name: string;
  readonly opensAt: string;
  readonly closesAt: string;
  /** The day on which it is released by itself; null where somebody publishes it. */
  readonly releasesOn: string | null;
}

/** The cycles that have begun, the newest first. */
export async function listBegun(database: Database, now: Date): Promise<readonly BegunCycle[]> {
  const { rows } = await cyclesSince(database, { now: now.toISOString() });
  return rows;
}

const cyclesSince = prepared((database, value: Values<{ now: string }>) =>
  database
    .selectFrom('cycle')
    .select(['id', 'name', 'opens_at as opensAt', 'closes_at as closesAt'])
    .select('releases_on as releasesOn')
    .where('opens_at', '<=', value('now'))
    .orderBy('opens_at', 'desc'),
);

/** A sign-off whose scores a board may see. */
export interface Shared {
  readonly signOff: string;
  readonly organisation: string;
  /** Whether it belongs to the board today, as it did on the day on which it shared. */
  readonly belongs: boolean;
}

/**
 * What is shared with a board of a cycle at present: sign-offs that stand and are shared, of those
 * that belonged to it on the day on which they shared.
 */
export async function listShared(
  database: Database,
  { board, cycleId, now }: { readonly board: string; readonly cycleId: string; readonly now: Date },
): Promise<readonly Shared[]> {
  const { rows } = await standingSignOffs(database, { board, cycleId });
  const today = dateOf(now);
  // Who left the board and came back has two memberships.
  return [...Map.groupBy(rows, ({ id }) => id)].flatMap(([signOff, memberships]) => {
    const on = (day: string) =>
      memberships.some(({ from, until }) => from <= day && (until === null || until >= day));
    return memberships.slice(0, 1).flatMap(({ organisation, shared_at }) => {
      const belonged = shared_at !== null && on(dateOf(new Date(shared_at)));
      return belonged ? [{ signOff, organisation, belongs: on(today) }] : [];
    });
  });
}

const standingSignOffs = prepared((database, value: Values<{ board: string; cycleId: string }>) =>
  database
    .selectFrom('icb_membership')
    // SQLite keeps the order of a cross join: from the board's few trusts, not from all of a cycle.
    .crossJoin('assessment')
    .crossJoin('sign_off')
    .select([
      'sign_off.id',
      'sign_off.shared_at',
      'assessment.organisation_code as organisation',
      'icb_membership.from_date as from',
      'icb_membership.until_date as until',
    ])
    .where('icb_membership.icb_code', 'in', [value('board')])
    .whereRef('assessment.organisation_code', '=', 'icb_membership.organisation_code')
    .whereRef('sign_off.assessment_id', '=', 'assessment.id')
    .where('assessment.cycle_id', 'in', [value('cycleId')])
    .where('sign_off.reopened_at', 'is', null)
    .where('sign_off.shared_at', 'is not', null),
);
