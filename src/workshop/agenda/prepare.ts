import { record } from '../../people/audit-store.ts';
import { currentAgreements, holdPosition } from '../../position/agreement-store.ts';
import { refuseUnless } from '../../position/record-agreement.ts';
import { findShown } from '../../results/store.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { newId } from '../../shared/ids.ts';
import type { Survey } from '../../survey/survey.ts';
import { newWorkshopCode } from '../code.ts';
import { findByCode, listWorkshops } from '../store.ts';
import type { Workshop } from '../workshop.ts';
import { leftOverOf, proposeAgenda } from './agenda-proposal.ts';
import { listAgenda, replaceAgenda } from './agenda-store.ts';
import { insertWorkshop } from './prepare-store.ts';

/** What a workshop is prepared with, until somebody says otherwise. */
const usual = { pace: 'usual', minutes: 120 } as const;

/**
 * Prepares a workshop with the agenda that is proposed. An assessment has one at a time: where one
 * is being prepared or held already, that one.
 * @param by who runs it.
 * @throws Problem "conflict" before the survey has closed and after the position was signed off.
 */
export async function prepareWorkshop(
  database: Database,
  clock: Clock,
  survey: Survey,
  by: string,
): Promise<Pick<Workshop, 'id'>> {
  const { assessmentId } = survey;
  const at = timestamp(clock);
  return transact(database, async (transaction) => {
    const state = await holdPosition(transaction, assessmentId);
    const earlier = await listWorkshops(transaction, assessmentId);
    const running = earlier.find(({ endedAt }) => endedAt === null);
    if (running) return running;
    refuseUnless(state);
    const id = newId();
    const number = (earlier[0]?.number ?? 0) + 1;
    const code = await unusedCode(transaction);
    const made = { id, assessmentId, number, code, ...usual };
    await insertWorkshop(transaction, { ...made, createdAt: at, createdBy: by });
    const agenda = await proposed(transaction, survey, earlier[0]);
    await replaceAgenda(transaction, id, agenda);
    await record(transaction, {
      chain: assessmentId,
      at,
      actorId: by,
      act: 'prepare-workshop',
      subject: { assessment: assessmentId, workshop: id },
      after: { number, ...usual, items: agenda.length },
    });
    return { id };
  });
}

async function unusedCode(database: Database): Promise<string> {
  for (;;) {
    const code = newWorkshopCode();
    if (!(await findByCode(database, code))) return code;
  }
}

async function proposed(
  database: Database,
  { assessmentId, questionnaire }: Survey,
  before: Workshop | undefined,
) {
  const agreements = await currentAgreements(database, assessmentId);
  return proposeAgenda({
    questionnaire,
    disclosed: await findShown(database, assessmentId),
    agreements,
    leftOver: before
      ? leftOverOf(await listAgenda(database, before.id), before.createdAt, agreements)
      : [],
  });
}
