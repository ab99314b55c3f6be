import type { Database } from '../shared/database.ts';
import type { ScheduledCycle } from './cycle.ts';

/** A cycle, how many organisations have an assessment in it, and whether it was released. */
export interface CycleInUse extends ScheduledCycle {
  readonly organisations: number;
  readonly isReleased: boolean;
}

/** Every cycle there is, the newest first. */
export async function listCycles(database: Database): Promise<readonly CycleInUse[]> {
  const rows = await cycles(database).orderBy('opens_at', 'desc').execute();
  return rows.map(toCycle);
}

/** The cycle with this id; undefined when there is none. */
export async function findCycle(database: Database, id: string): Promise<CycleInUse | undefined> {
  const row = await cycles(database).where('id', '=', id).executeTakeFirst();
  return row && toCycle(row);
}

function cycles(database: Database) {
  return database
    .selectFrom('cycle')
    .selectAll()
    .select((part) => [
      part
        .selectFrom('assessment')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('assessment.cycle_id', '=', 'cycle.id')
        .as('organisations'),
      part
        .selectFrom('release')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('release.cycle_id', '=', 'cycle.id')
        .where('release.published_at', 'is not', null)
        .as('releases'),
    ]);
}

type CycleRow = Awaited<ReturnType<ReturnType<typeof cycles>['executeTakeFirstOrThrow']>>;

function toCycle(row: CycleRow): CycleInUse {
  return {
    id: row.id,
    name: row.name,
    questionnaireVersion: row.questionnaire_version,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    releasesOn: row.releases_on,
    organisations: Number(row.organisations),
    isReleased: Number(row.releases) > 0,
  };
}

export async function insertCycle(database: Database, cycle: ScheduledCycle): Promise<void> {
  await database
    .insertInto('cycle')
    .values({
      id: cycle.id,
      name: cycle.name,
      questionnaire_version: cycle.questionnaireVersion,
      opens_at: cycle.opensAt,
      closes_at: cycle.closesAt,
      releases_on: cycle.releasesOn,
    })
    .execute();
}

/** Sets the day of the release of a cycle; false, and nothing changed, once it was released. */
export async function setReleaseDay(
  database: Database,
  id: string,
  releasesOn: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('cycle')
    .set({ releases_on: releasesOn })
    .where('id', '=', id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('release')
            .select('release.id')
            .where('release.cycle_id', 'in', [id])
            .where('release.published_at', 'is not', null),
        ),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
