import type { Request, Response } from 'express';
import { answerInWords } from '../../assessment/answers.ts';
import { listVersions } from '../../position/agreement-store.ts';
import { levelWords } from '../../position/question-rows.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { agreedQuestion } from '../../scoring/agreed-question.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import type { FormError } from '../../shared/forms.ts';
import { showPage } from '../../shared/page.ts';
import { roomRevision } from '../live.ts';
import { votePath } from '../workshop.ts';
import { findOwnRound, hasVoted } from './ballot-store.ts';
import type { Participant } from './participant.ts';
import type { Room } from './room.ts';
import { roomRules } from './room-rules.ts';
import { type QuestionState, questionState } from './room-state.ts';

/** A room, and the device of who asks, which is in it. */
export interface Seat extends Room {
  readonly device: Participant;
}

/** The question on the screen of a workshop; undefined while there is none. */
export function questionOn({ workshop, survey }: Room): Question | undefined {
  return workshop.step === null ? undefined : findQuestion(survey.questionnaire, workshop.step);
}

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
}

/** In seconds: how often a page without scripts looks, and how long it leaves a form alone. */
const [soon, later] = [5, 60];

/**
 * What is on for a device in the room. Before the reveal nothing in it depends on what others
 * vote, nor on whether they have.
 */
export async function showSeat(
  req: Request,
  res: Response,
  parts: Parts,
  seat: Seat,
  errors: readonly FormError[] = [],
): Promise<void> {
  const { workshop, survey, device } = seat;
  const { questionnaire } = survey;
  const question = questionOn(seat);
  const round = question
    ? await findOwnRound(parts.database, workshop.id, question.code, device.id)
    : null;
  const state = question ? questionState(round, question, questionnaire) : null;
  const isAsked = state?.kind === 'voting' && state.own === null;
  const isChanging = state?.kind === 'voting' && !isAsked && req.query.change === 'yes';
  const agreed =
    question && state?.kind !== 'voting' ? await agreedWords(parts, seat, question) : null;
  showPage(
    req,
    res,
    'workshop/vote-room',
    {
      title: titleOf(question, state),
      errors: state?.kind === 'voting' ? errors : [],
      organisation: survey.organisation.name,
      address: votePath(workshop),
      revision: roomRevision(workshop),
      label: device.label,
      step: workshop.step,
      question,
      scale: questionnaire.scale,
      state,
      changing: isChanging,
      own:
        question && state && 'own' in state && state.own !== null
          ? answerInWords(questionnaire, question.code, state.own)
          : null,
      rules: isAsked && !(await hasVoted(parts.database, device.id)) ? roomRules : [],
      agreed,
      room: true,
      // A refused form stands at an address that cannot be asked for.
      ...(errors.length > 0 ? {} : { refresh: isAsked || isChanging ? later : soon }),
      scripts: ['live.js'],
    },
    errors.length > 0 ? 422 : 200,
  );
}

function titleOf(question: Question | undefined, state: QuestionState | null): string {
  if (!question || !state) return 'Look at the screen';
  switch (state.kind) {
    case 'before':
      return question.title;
    case 'late':
      return 'Wait for the next question';
    case 'voting':
      return state.own === null ? `Vote: ${question.title}` : 'Your vote is in';
    case 'revealed':
      return `What the room chose: ${question.title}`;
  }
}

/** What this workshop has agreed on the question; null as long as it has not. */
async function agreedWords(
  { database, clock }: Parts,
  { workshop, survey }: Room,
  question: Question,
): Promise<string | null> {
  const [last] = await listVersions(database, workshop.assessmentId, question.code);
  if (!last || last.workshopId !== workshop.id || !('statements' in last.content)) return null;
  const agreed = agreedQuestion(question, last.content.statements, dateOf(clock()));
  return levelWords(agreed, survey.questionnaire);
}
