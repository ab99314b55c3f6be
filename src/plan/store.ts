import { loadQuestionnaire } from '../questionnaire/versions.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from '../survey/survey.ts';
import type { Action, ActionChange, NewAction } from './action.ts';

/** The actions of an assessment, those due first at the beginning. */
export async function listActions(
  database: Database,
  assessmentId: string,
): Promise<readonly Action[]> {
  const rows = await actions(database)
    .where('action.assessment_id', 'in', [assessmentId])
    .execute();
  return rows.map(toAction);
}

/** The actions that were added in a workshop, those due first at the beginning. */
export async function listWorkshopActions(
  database: Database,
  workshopId: string,
): Promise<readonly Action[]> {
  const rows = await actions(database).where('action.workshop_id', 'in', [workshopId]).execute();
  return rows.map(toAction);
}

/** What the organisation has still to do from earlier cycles, due first at the beginning. */
export async function listOpenEarlier(
  database: Database,
  survey: Survey,
): Promise<readonly Action[]> {
  const rows = await actions(database)
    .where('assessment.organisation_code', 'in', [survey.organisation.code])
    .where('cycle.opens_at', '<', survey.cycle.opensAt)
    .where('action.status', 'in', ['not-started', 'in-progress'])
    .execute();
  return rows.map(toAction);
}

/** An action that belongs to the plan of an assessment: its own, or one of an earlier cycle. */
export async function findAction(
  database: Database,
  { assessmentId, organisation, cycle }: Survey,
  id: string,
): Promise<Action | undefined> {
  const row = await actions(database)
    .where('action.id', 'in', [id])
    .where('assessment.organisation_code', 'in', [organisation.code])
    .where(({ eb, or }) =>
      or([eb('assessment.id', 'in', [assessmentId]), eb('cycle.opens_at', '<', cycle.opensAt)]),
    )
    .executeTakeFirst();
  return row && toAction(row);
}

function actions(database: Database) {
  return database
    .selectFrom('action')
    .innerJoin('assessment', 'assessment.id', 'action.assessment_id')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .selectAll('action')
    .select([
      'cycle.name as cycle_name',
      'cycle.questionnaire_version',
      'organisation.kind as organisation_kind',
    ])
    .orderBy('action.due_on')
    .orderBy('action.created_at')
    .orderBy('action.id');
}

type ActionRow = Awaited<ReturnType<ReturnType<typeof actions>['executeTakeFirstOrThrow']>>;

function toAction(row: ActionRow): Action {
  return {
    id: row.id,
    assessmentId: row.assessment_id,
    cycle: row.cycle_name,
    questionnaire: loadQuestionnaire(row.questionnaire_version, row.organisation_kind),
    title: row.title,
    owner: row.owner,
    dueOn: row.due_on,
    item: row.item,
    statement: row.statement,
    status: row.status,
    version: row.version,
    workshopId: row.workshop_id,
    changedAt: row.changed_at,
  };
}

/** @returns false, and nothing added, where there is an action with this id. */
export async function insertAction(
  transaction: Database,
  assessmentId: string,
  action: NewAction,
  { at, by }: { readonly at: string; readonly by: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('action')
    .values({
      id: action.id,
      assessment_id: assessmentId,
      title: action.title,
      owner: action.owner,
      due_on: action.dueOn,
      item: action.item,
      statement: action.statement,
      status: 'not-started',
      version: 1,
      workshop_id: action.workshopId,
      created_at: at,
      created_by: by,
      changed_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns false, and nothing changed, where the action has another version by now. */
export async function updateAction(
  transaction: Database,
  id: string,
  { basedOn, title, owner, dueOn, item, statement, status }: ActionChange,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('action')
    .set({
      title,
      owner,
      due_on: dueOn,
      item,
      statement,
      status,
      version: basedOn + 1,
      changed_at: at,
    })
    .where('id', '=', id)
    .where('version', '=', basedOn)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
