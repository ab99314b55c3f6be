import type { DisclosedSurvey } from '../disclosure/survey.ts';
import { record } from '../people/audit-store.ts';
import { families } from '../questionnaire/questionnaire.ts';
import type { Database } from '../shared/database.ts';
import { newId, newRandomId } from '../shared/ids.ts';
import type { Survey } from '../survey/survey.ts';
import { type AgendaItem, inOrder } from '../workshop/agenda/agenda.ts';
import { proposeAgenda } from '../workshop/agenda/agenda-proposal.ts';
import { newWorkshopCode } from '../workshop/code.ts';
import type { Chance } from './chance.ts';
import { insertInBatches } from './store.ts';

const hour = 60 * 60 * 1000;

/** A workshop of the past. */
export interface HeldWorkshop {
  readonly id: string;
  /** When it began. */
  readonly at: Date;
  /** In order. */
  readonly agenda: readonly AgendaItem[];
  /** How many were there. */
  readonly present: number;
}

interface Holding {
  readonly survey: Survey;
  readonly disclosed: DisclosedSurvey | null;
  readonly at: Date;
  readonly facilitator: string;
  readonly luck: Chance;
}

/** Writes a workshop that was held and has ended, with the agenda that its survey proposed. */
export async function insertHeldWorkshop(
  database: Database,
  { survey, disclosed, at, facilitator, luck }: Holding,
): Promise<HeldWorkshop> {
  const { assessmentId, questionnaire } = survey;
  const id = newId();
  const opened = at.toISOString();
  const ended = new Date(at.getTime() + 3 * hour).toISOString();
  const agreements = { questions: new Map(), owners: new Map() };
  const agenda = inOrder(proposeAgenda({ questionnaire, disclosed, agreements, leftOver: [] }));
  const present = luck.whole(9, 15);
  await insertInBatches(database, 'workshop', [
    {
      id,
      assessment_id: assessmentId,
      number: 1,
      code: newWorkshopCode(),
      pace: 'brisk',
      minutes: 180,
      created_at: opened,
      created_by: facilitator,
      opened_at: opened,
      ended_at: ended,
    },
  ]);
  await insertInBatches(
    database,
    'agenda_item',
    agenda.map(({ item, position, together, reasons }) => ({
      workshop_id: id,
      item,
      position,
      together: together ? (1 as const) : (0 as const),
      reasons: JSON.stringify(reasons),
    })),
  );
  await insertInBatches(
    database,
    'participant',
    Array.from({ length: present }, (_, at) => ({
      id: newRandomId(),
      workshop_id: id,
      label: 100 + 7 * at,
      family: luck.pick(families),
    })),
  );
  const line = {
    chain: assessmentId,
    actorId: facilitator,
    subject: { assessment: assessmentId, workshop: id },
  };
  await record(database, { ...line, at: opened, act: 'open-workshop' });
  await record(database, { ...line, at: ended, act: 'end-workshop' });
  return { id, at, agenda, present };
}
