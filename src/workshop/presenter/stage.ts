import type { Action } from '../../plan/action.ts';
import { listActions } from '../../plan/store.ts';
import { loadPosition, type Position } from '../../position/position.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import type { Database } from '../../shared/database.ts';
import type { Running } from '../access.ts';
import { type AgendaItem, stepsOf } from '../agenda/agenda.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { isPresent } from '../room/participant.ts';
import { listParticipants } from '../room/participant-store.ts';
import type { Round } from '../room/round.ts';
import { roundOf } from '../room/round-store.ts';
import type { Step, Workshop } from '../workshop.ts';
import { isOwnStep } from './move-on.ts';

/** Everything that the presenter's page shows of an open workshop. */
export interface Stage {
  readonly workshop: Workshop;
  readonly position: Position;
  readonly agenda: readonly AgendaItem[];
  readonly steps: readonly Step[];
  /** How many devices are in the room. */
  readonly devices: number;
  /** The latest vote on the question that is on the screen; null before the first. */
  readonly round: Round | null;
  /** The actions of the plan that came out of that question. */
  readonly actions: readonly Action[];
  readonly now: Date;
}

export async function loadStage(
  database: Database,
  { workshop, standing }: Running,
  now: Date,
): Promise<Stage> {
  const { step } = workshop;
  const [position, agenda, participants, round, actions] = await Promise.all([
    loadPosition(database, standing.survey, now),
    listAgenda(database, workshop.id),
    listParticipants(database, workshop.id),
    isOwnStep(step) ? roundOf(database, workshop.id, step) : null,
    isOwnStep(step) ? listActions(database, workshop.assessmentId) : [],
  ]);
  return {
    workshop,
    position,
    agenda,
    steps: stepsOf(agenda),
    devices: participants.filter(isPresent).length,
    round,
    actions: actions.filter(({ item }) => item === step),
    now,
  };
}

/** The question of a step; undefined where it is not one by itself. */
export function questionOf(
  { position }: Pick<Stage, 'position'>,
  step: Step | null,
): Question | undefined {
  return isOwnStep(step) ? findQuestion(position.survey.questionnaire, step) : undefined;
}
