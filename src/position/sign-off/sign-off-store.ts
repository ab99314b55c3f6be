import type { Database } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import { doerOf } from './request-store.ts';
import type { SignOff } from './sign-off.ts';
import { signedPosition } from './signed-position.ts';

/** Every sign-off of this position, those that were reopened too, the newest first. */
export async function listSignOffs(
  database: Database,
  assessmentId: string,
): Promise<readonly SignOff[]> {
  const rows = await signOffs(database, assessmentId)
    .orderBy('sign_off.signed_at', 'desc')
    .orderBy('sign_off.id', 'desc')
    .execute();
  return rows.map(toSignOff);
}

/** The sign-off that stands; undefined where none does. */
export async function findStandingSignOff(
  database: Database,
  assessmentId: string,
): Promise<SignOff | undefined> {
  const row = await signOffs(database, assessmentId)
    .where('sign_off.reopened_at', 'is', null)
    .executeTakeFirst();
  return row && toSignOff(row);
}

/** A sign-off of this position, standing or reopened; undefined where it has no such one. */
export async function findSignOff(
  database: Database,
  assessmentId: string,
  id: string,
): Promise<SignOff | undefined> {
  const row = await signOffs(database, assessmentId)
    .where('sign_off.id', '=', id)
    .executeTakeFirst();
  return row && toSignOff(row);
}

function signOffs(database: Database, assessmentId: string) {
  return database
    .selectFrom('sign_off')
    .innerJoin('person as signer', 'signer.id', 'sign_off.signed_by')
    .leftJoin('person as reopener', 'reopener.id', 'sign_off.reopened_by')
    .selectAll('sign_off')
    .select(['signer.name as signer_name', 'reopener.name as reopener_name'])
    .where('sign_off.assessment_id', '=', assessmentId);
}

type SignOffRow = Awaited<ReturnType<ReturnType<typeof signOffs>['executeTakeFirstOrThrow']>>;

function toSignOff(row: SignOffRow): SignOff {
  return {
    id: row.id,
    signedAt: row.signed_at,
    signedBy: doerOf(row.signed_by, row.signer_name),
    questionnaireVersion: row.questionnaire_version,
    methodVersion: row.method_version,
    content: signedPosition.parse(JSON.parse(row.content)),
    sharedAt: row.shared_at,
    reopened:
      row.reopened_at === null
        ? null
        : {
            at: row.reopened_at,
            by: doerOf(row.reopened_by ?? '', row.reopener_name),
            reason: row.reopened_reason ?? '',
          },
  };
}

/** Adds a sign-off, in a transaction that holds the position. @returns its id. */
export async function insertSignOff(
  transaction: Database,
  assessmentId: string,
  signed: Pick<SignOff, 'signedAt' | 'questionnaireVersion' | 'methodVersion' | 'content'> & {
    readonly signedBy: string;
    readonly shared: boolean;
  },
): Promise<string> {
  const id = newId();
  await transaction
    .insertInto('sign_off')
    .values({
      id,
      assessment_id: assessmentId,
      signed_at: signed.signedAt,
      signed_by: signed.signedBy,
      questionnaire_version: signed.questionnaireVersion,
      method_version: signed.methodVersion,
      content: JSON.stringify(signed.content),
      shared_at: signed.shared ? signed.signedAt : null,
    })
    .execute();
  return id;
}

/**
 * Marks a sign-off as reopened, and keeps every other writer of it waiting until the transaction
 * ends. False, and nothing changed, where it was reopened before.
 */
export async function markReopened(
  transaction: Database,
  id: string,
  reopened: { readonly at: string; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('sign_off')
    .set({
      reopened_at: reopened.at,
      reopened_by: reopened.by,
      reopened_reason: reopened.reason,
    })
    .where('id', '=', id)
    .where('reopened_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Shares a standing sign-off or not; false, and nothing changed, where that is how it is. */
export async function setSharedWithIcb(
  transaction: Database,
  id: string,
  sharedAt: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('sign_off')
    .set({ shared_at: sharedAt })
    .where('id', '=', id)
    .where('reopened_at', 'is', null)
    .where('shared_at', sharedAt ? 'is' : 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Shares a sign-off no more, standing or reopened; false where it was not shared. */
export async function endSharing(transaction: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('sign_off')
    .set({ shared_at: null })
    .where('id', '=', id)
    .where('shared_at', 'is not', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
