import type { Database } from '../../shared/database.ts';

/** A cycle as far as its releases ask. */
export interface ReleasedCycle {
  readonly name: string;
  readonly questionnaireVersion: number;
  readonly closesAt: string;
}

/**
 * The cycle, which nobody else prepares a release of until the transaction ends; undefined when
 * there is none.
 */
export async function holdCycle(
  transaction: Database,
  cycleId: string,
): Promise<ReleasedCycle | undefined> {
  const row = await transaction
    .updateTable('cycle')
    .set(({ ref }) => ({ name: ref('cycle.name') }))
    .where('id', '=', cycleId)
    .returning(['name', 'questionnaire_version', 'closes_at'])
    .executeTakeFirst();
  return (
    row && {
      name: row.name,
      questionnaireVersion: row.questionnaire_version,
      closesAt: row.closes_at,
    }
  );
}

/** How many surveys of a cycle have not closed. */
export async function countRunning(database: Database, cycleId: string): Promise<number> {
  const { running } = await database
    .selectFrom('assessment')
    .select(({ fn }) => fn.countAll().as('running'))
    .where('cycle_id', '=', cycleId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(running);
}

export async function insertRelease(
  transaction: Database,
  release: {
    readonly id: string;
    readonly cycleId: string;
    readonly number: number;
    readonly questionnaireVersion: number;
    readonly methodVersion: number;
    readonly preparedAt: string;
    readonly preparedBy: string | null;
  },
): Promise<void> {
  await transaction
    .insertInto('release')
    .values({
      id: release.id,
      cycle_id: release.cycleId,
      number: release.number,
      questionnaire_version: release.questionnaireVersion,
      method_version: release.methodVersion,
      prepared_at: release.preparedAt,
      prepared_by: release.preparedBy,
      parts: 0,
    })
    .execute();
}

/** Says of how many parts a release will be. */
export async function setParts(
  transaction: Database,
  releaseId: string,
  parts: number,
): Promise<void> {
  await transaction.updateTable('release').set({ parts }).where('id', '=', releaseId).execute();
}
