import { erasedName } from '../assessment/person-erasure-store.ts';
import type { Database } from '../shared/database.ts';
import {
  type Agreement,
  type Agreements,
  isCapability,
  type NewAgreement,
  type OwnerAgreement,
  ownerContent,
  type QuestionAgreement,
  questionContent,
} from './agreement.ts';

/** What is agreed at present on every question and capability of an assessment. */
export async function currentAgreements(
  database: Database,
  assessmentId: string,
): Promise<Agreements> {
  const rows = await versions(database, assessmentId)
    .where(({ eb, selectFrom }) =>
      eb(
        'agreement.version',
        '=',
        selectFrom('agreement as later')
          .select(({ fn }) => fn.max('later.version').as('version'))
          .whereRef('later.assessment_id', '=', 'agreement.assessment_id')
          .whereRef('later.item', '=', 'agreement.item'),
      ),
    )
    .execute();
  const questions = new Map<string, QuestionAgreement>();
  const owners = new Map<string, OwnerAgreement>();
  for (const agreement of rows.map(toAgreement))
    if ('owner' in agreement.content) owners.set(agreement.item, agreement as OwnerAgreement);
    else questions.set(agreement.item, agreement as QuestionAgreement);
  return { questions, owners };
}

/** Everything that was ever agreed on one item, the newest first. */
export async function listVersions(
  database: Database,
  assessmentId: string,
  item: string,
): Promise<readonly Agreement[]> {
  const rows = await versions(database, assessmentId)
    .where('agreement.item', '=', item)
    .orderBy('agreement.version', 'desc')
    .execute();
  return rows.map(toAgreement);
}

/** Everything that was ever agreed in an assessment; of each item the oldest first. */
export async function listAllVersions(
  database: Database,
  assessmentId: string,
): Promise<readonly Agreement[]> {
  const rows = await versions(database, assessmentId)
    .orderBy('agreement.item')
    .orderBy('agreement.version')
    .execute();
  return rows.map(toAgreement);
}

function versions(database: Database, assessmentId: string) {
  return database
    .selectFrom('agreement')
    .leftJoin('person', 'person.id', 'agreement.agreed_by')
    .selectAll('agreement')
    .select('person.name as agreed_by_name')
    .where('agreement.assessment_id', '=', assessmentId);
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>;

function toAgreement(row: AgreementRow): Agreement {
  const recorded = {
    item: row.item,
    version: row.version,
    method: row.method,
    present: row.present,
    dissenting: row.dissenting,
    reason: row.reason,
    workshopId: row.workshop_id,
    agreedAt: row.agreed_at,
    agreedBy: row.agreed_by_name === erasedName ? null : row.agreed_by_name,
  };
  const content: unknown = JSON.parse(row.content);
  return isCapability(row.item)
    ? { ...recorded, content: ownerContent.parse(content) }
    : { ...recorded, content: questionContent.parse(content) };
}

/** Adds the next version of an item, in a transaction that holds the position. */
export async function insertAgreement(
  database: Database,
  assessmentId: string,
  { item, basedOn, content, workshopId, ...agreeing }: NewAgreement,
  { at, by }: { readonly at: string; readonly by: string },
): Promise<void> {
  await database
    .insertInto('agreement')
    .values({
      assessment_id: assessmentId,
      item,
      version: basedOn + 1,
      content: JSON.stringify(content),
      ...agreeing,
      workshop_id: workshopId,
      agreed_at: at,
      agreed_by: by,
    })
    .execute();
}

/**
 * Keeps every other writer of this position waiting until the transaction ends.
 * @returns whether it may be changed: the survey is over, and no sign-off stands.
 */
export async function holdPosition(
  transaction: Database,
  assessmentId: string,
): Promise<'open' | 'signed-off' | 'too-early'> {
  const held = await transaction
    .updateTable('assessment')
    .set(({ ref }) => ({ opened_at: ref('opened_at') }))
    .where('id', '=', assessmentId)
    .where('closed_at', 'is not', null)
    .executeTakeFirst();
  if (held.numUpdatedRows !== 1n) return 'too-early';
  const signed = await transaction
    .selectFrom('sign_off')
    .select('id')
    .where('assessment_id', '=', assessmentId)
    .where('reopened_at', 'is', null)
    .executeTakeFirst();
  return signed ? 'signed-off' : 'open';
}
