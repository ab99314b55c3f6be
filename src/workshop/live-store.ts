import type { Database } from '../shared/database.ts';

/** What open streams have to know of a workshop. */
export interface Watched {
  readonly roomRevision: number;
  readonly votesRevision: number;
  readonly ended: boolean;
  /** The participants who left it or were removed. */
  readonly gone: Set<string>;
  /** By the hash of its id: the sessions, of those asked about, of people who may run it. */
  readonly presenters: Map<string, { readonly createdAt: string; readonly seenAt: string }>;
}

/** One row of the answer; what its texts are depends on its kind. */
interface Row {
  kind: number;
  workshop_id: string;
  first: string | null;
  second: string | null;
  third: string | null;
}
const [aWorkshop, aGoneParticipant, aPresenter] = [1, 2, 3] as const;

/**
 * These workshops by their ids; one that does not exist is left out. One question answers all,
 * since it is asked every second.
 * @param sessions the hashes of the ids of those that may be presenters'.
 */
export async function watchWorkshops(
  database: Database,
  ids: readonly string[],
  sessions: readonly string[],
): Promise<ReadonlyMap<string, Watched>> {
  const things = workshops(database, ids).unionAll(goneParticipants(database, ids));
  const rows = await (sessions.length > 0
    ? things.unionAll(presenters(database, ids, sessions))
    : things
  ).execute();
  const watched = new Map<string, Watched>();
  for (const { workshop_id, first, second, third } of ofKind(rows, aWorkshop))
    watched.set(workshop_id, {
      roomRevision: Number(first),
      votesRevision: Number(second),
      ended: third !== null,
      gone: new Set(),
      presenters: new Map(),
    });
  for (const { workshop_id, first } of ofKind(rows, aGoneParticipant))
    watched.get(workshop_id)?.gone.add(first ?? '');
  for (const { workshop_id, first, second, third } of ofKind(rows, aPresenter))
    watched.get(workshop_id)?.presenters.set(first ?? '', {
      createdAt: second ?? '',
      seenAt: third ?? '',
    });
  return watched;
}

function ofKind(rows: readonly Row[], kind: number): readonly Row[] {
  return rows.filter((row) => row.kind === kind);
}

function workshops(database: Database, ids: readonly string[]) {
  return database
    .selectFrom('workshop')
    .select(({ cast, lit }) => [
      lit(aWorkshop).as('kind'),
      'id as workshop_id',
      cast<string>('room_revision', 'text').as('first'),
      cast<string>('votes_revision', 'text').as('second'),
      'ended_at as third',
    ])
    .where('id', 'in', ids)
    .$castTo<Row>();
}

function goneParticipants(database: Database, ids: readonly string[]) {
  return database
    .selectFrom('participant')
    .select(({ lit }) => [
      lit(aGoneParticipant).as('kind'),
      'workshop_id',
      'id as first',
      lit(null).as('second'),
      lit(null).as('third'),
    ])
    .where('workshop_id', 'in', ids)
    .where(({ or, eb }) => or([eb('left_at', 'is not', null), eb('removed_at', 'is not', null)]))
    .$castTo<Row>();
}

/** Whoever facilitates the assessment; where it has no survey, also who leads it. */
function presenters(database: Database, ids: readonly string[], sessions: readonly string[]) {
  return database
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('appointment', 'appointment.person_id', 'person.id')
    .innerJoin('assessment', (join) =>
      join.on(({ and, or, eb, ref }) =>
        or([
          and([
            eb('appointment.role', '=', 'facilitator'),
            eb('appointment.assessment_id', '=', ref('assessment.id')),
          ]),
          and([
            eb('appointment.role', '=', 'assessment-lead'),
            eb('appointment.organisation_code', '=', ref('assessment.organisation_code')),
            eb('assessment.without_survey', '=', 1),
          ]),
        ]),
      ),
    )
    .innerJoin('workshop', 'workshop.assessment_id', 'assessment.id')
    .select(({ lit }) => [
      lit(aPresenter).as('kind'),
      'workshop.id as workshop_id',
      'session.id_hash as first',
      'session.created_at as second',
      'session.seen_at as third',
    ])
    .where('session.id_hash', 'in', sessions)
    .where('workshop.id', 'in', ids)
    .where('person.disabled_at', 'is', null)
    .where('appointment.ended_at', 'is', null)
    .$castTo<Row>();
}
