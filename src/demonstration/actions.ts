import { addAction } from '../plan/add-action.ts';
import { dateOf } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import type { Survey } from '../survey/survey.ts';
import type { HeldWorkshop } from './held-workshop.ts';

const day = 24 * 60 * 60 * 1000;

/** What came out of a workshop: title, owner, question, statement, days until it is due. */
const actions: readonly (readonly [string, string, string, string | null, number])[] = [
  [
    'Name one executive for the performance of digital change, in writing',
    'Chief executive',
    'A1',
    'A1-3',
    60,
  ],
  ['Take a baseline before the next go-live', 'Deputy chief operating officer', 'D1', null, 200],
  ['Count who uses ambient voice at three and six months', 'CCIO', 'E1', null, 300],
  ['Give the benefits register to services', 'Finance director', 'D2', null, 330],
];

/** Writes the actions of the workshop that the cast goes on from. */
export async function insertActions(
  database: Database,
  { assessmentId }: Survey,
  held: HeldWorkshop,
  by: string,
): Promise<void> {
  for (const [title, owner, item, statement, days] of actions)
    await addAction(
      database,
      () => held.at,
      assessmentId,
      {
        id: newId(),
        title,
        owner,
        item,
        statement,
        dueOn: dateOf(new Date(held.at.getTime() + days * day)),
        workshopId: held.id,
      },
      by,
    );
}
