import type {
  NewAgreement,
  QuestionContent,
  RecordedStatement,
} from '../../src/position/agreement.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import type { Family } from '../../src/questionnaire/questionnaire.ts';
import type { StatementState } from '../../src/scoring/agreed-statement.ts';
import { newId, newRandomId } from '../../src/shared/ids.ts';
import { people, type World } from '../support/cast.ts';
import { today } from '../support/service.ts';

/** Agrees something on an item of Hill, as if it was done in a workshop. */
export async function agree(
  { database, assessments }: World,
  item: string,
  agreement: Partial<NewAgreement> & Pick<NewAgreement, 'content'>,
  at = today,
): Promise<void> {
  const given: NewAgreement = {
    item,
    basedOn: 0,
    method: 'unanimous',
    present: 12,
    dissenting: 0,
    reason: null,
    workshopId: null,
    ...agreement,
  };
  await recordAgreements(database, () => at, assessments.hill, [given], people.fay);
}

/** The statements of a question by their codes: each in a state, without evidence. */
export function statements(states: Readonly<Record<string, StatementState>>): QuestionContent {
  const plain = { reason: null, grade: 0, reference: null, dated: null } as const;
  return {
    statements: Object.fromEntries(
      Object.entries(states).map(([code, state]): [string, RecordedStatement] => [
        code,
        { state, ...plain },
      ]),
    ),
  };
}

/** Lets so many devices of each role family join a workshop. */
export async function joined(
  { database }: World,
  workshopId: string,
  families: Readonly<Partial<Record<Family, number>>>,
): Promise<readonly string[]> {
  const rows = Object.entries(families)
    .flatMap(([family, size]) => Array.from({ length: size }, () => family))
    .map((family, at) => ({
      id: newRandomId(),
      workshop_id: workshopId,
      device_hash: newId(),
      label: 471 + at,
      family,
    }));
  await database.insertInto('participant').values(rows).execute();
  return rows.map(({ id }) => id);
}

export async function ended({ database }: World, id: string, ended_at: string): Promise<void> {
  await database.updateTable('workshop').set({ ended_at }).where('id', '=', id).execute();
}
