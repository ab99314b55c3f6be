import { fieldsAbout } from '../../plan/action-fields.ts';
import { planRow } from '../../plan/plan.ts';
import { agreedWords } from '../../position/agreed-words.ts';
import { besideQuestion } from '../../position/beside.ts';
import { explain } from '../../position/explain.ts';
import { ladderOf } from '../../position/ladder.ts';
import type { LadderForm } from '../../position/ladder-form.ts';
import { levelWords } from '../../position/question-rows.ts';
import { findDimension } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { type AgreedQuestion, agreedQuestion } from '../../scoring/agreed-question.ts';
import { dateOf } from '../../shared/clock.ts';
import type { FormError } from '../../shared/forms.ts';
import { tallyRows } from '../room/round.ts';
import { agreeingAtFirst, type TypedAgreeing } from './agreeing.ts';
import type { Stage } from './stage.ts';

/** A form about a question as it was sent, to be shown again. */
export interface SentAgreement {
  readonly ladder: LadderForm;
  readonly typed: TypedAgreeing;
  readonly errors: readonly FormError[];
}

/** A question by itself: what it asks, the vote on it, and what is agreed. */
export function questionValues(stage: Stage, question: Question, sent?: SentAgreement) {
  const { position, round } = stage;
  const { questionnaire } = position.survey;
  const { survey, agreement, bars } = besideQuestion(position, question.code);
  return {
    question,
    dimension: findDimension(questionnaire, question.dimension)?.name ?? '',
    scale: questionnaire.scale,
    vote: voteOf(stage, question),
    nextVote: (round?.number ?? 0) + 1,
    survey: survey === null ? null : { words: survey, agreement, bars },
    agreed: agreedOf(stage, question),
    form: agreementForm(stage, question, sent),
    actions: stage.actions.map((action) => planRow(action, dateOf(stage.now))),
    actionFields: fieldsAbout(question),
  };
}

function voteOf({ round, position }: Stage, question: Question) {
  if (!round) return null;
  const { id, number, voted, of, tally } = round;
  if (round.revealedAt === null) return { id, number, state: 'open', voted, of } as const;
  const rows =
    tally && tally !== 'too-few' ? tallyRows(tally, question, position.survey.questionnaire) : null;
  return { id, number, state: 'revealed', rows } as const;
}

function agreedOf(stage: Stage, question: Question) {
  const agreement = stage.position.agreements.questions.get(question.code);
  const scored = stage.position.scored.questions.get(question.code);
  if (!agreement || !scored) return null;
  return {
    ...resultOf(stage, question, scored),
    how: agreedWords(agreement.method, agreement.present, agreement.dissenting),
    reason: agreement.reason,
    isHere: agreement.workshopId === stage.workshop.id,
  };
}

function resultOf(stage: Stage, question: Question, scored: AgreedQuestion) {
  return {
    level: levelWords(scored, stage.position.survey.questionnaire),
    sentence: explain(question, scored),
  };
}

/** The ladder, how it was agreed and, where that was asked for, the level it would be. */
export function agreementForm(stage: Stage, question: Question, sent?: SentAgreement) {
  const { position, workshop, devices, now } = stage;
  const agreement = position.agreements.questions.get(question.code);
  return {
    code: question.code,
    title: question.title,
    ladder: ladderOf(question, position.survey.questionnaire, agreement ?? null, sent?.ladder),
    agreeing: sent?.typed ?? agreeingAtFirst(agreement, workshop.id, devices),
    errors: sent?.errors ?? [],
    isSent: sent !== undefined,
    workedOut:
      sent && sent.errors.length === 0
        ? resultOf(
            stage,
            question,
            agreedQuestion(question, sent.ladder.content.statements, dateOf(now)),
          )
        : null,
  };
}
