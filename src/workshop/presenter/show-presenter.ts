import type { Request, Response } from 'express';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { showPage } from '../../shared/page.ts';
import type { Running } from '../access.ts';
import type { Live } from '../live.ts';
import { roomRules } from '../room/room-rules.ts';
import { ownership, type Step, together } from '../workshop.ts';
import { ownershipValues, type SentOwners } from './ownership-step.ts';
import { presenterValues, stepTitle } from './presenter.ts';
import { questionValues, type SentAgreement } from './question-step.ts';
import { loadStage, questionOf, type Stage } from './stage.ts';
import { type SentConfirmation, togetherValues } from './together-step.ts';

/** What the pages of the presenter are made with. */
export interface PresenterParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly live: Live;
  readonly config: { readonly baseUrl: string };
}

/** A form of a step as it was sent, to be shown again with what was typed. */
export interface Sent {
  readonly agreement?: SentAgreement;
  readonly confirmation?: SentConfirmation;
  readonly owners?: SentOwners;
}

/** Answers with the presenter's page of the step that the workshop is on. */
export async function showPresenter(
  parts: PresenterParts,
  req: Request,
  res: Response,
  running: Running,
  {
    sent = {},
    done = null,
    status = 200,
  }: { sent?: Sent; done?: string | null; status?: number } = {},
): Promise<void> {
  const stage = await loadStage(parts.database, running, parts.clock());
  const values = presenterValues(stage, parts.config.baseUrl);
  const { view, ...step } = stepValues(stage, stage.workshop.step, sent);
  const isOpenVote = stage.round !== null && stage.round.revealedAt === null;
  const isSent = Object.keys(sent).length > 0;
  const stays = req.query.stay === 'yes';
  showPage(
    req,
    res,
    'workshop/presenter',
    {
      ...values,
      title: stepTitle(stage, stage.workshop.step),
      errors: errorsIn(sent),
      scripts: ['live.js'],
      room: true,
      // Only where nobody types: without scripts a form would be emptied.
      ...(!isSent && !stays && (stage.workshop.step === null || isOpenVote) ? { refresh: 5 } : {}),
      stays,
      done,
      isSent,
      rules: roomRules,
      view,
      at: step,
    },
    status,
  );
}

/**
 * Answers with a form that came from a step on which the workshop is no longer: what was typed is
 * not saved and not lost.
 */
export async function showKept(
  parts: PresenterParts,
  req: Request,
  res: Response,
  running: Running,
  step: Step,
  sent: Sent,
): Promise<void> {
  const stage = await loadStage(parts.database, running, parts.clock());
  const { view, ...values } = stepValues(stage, step, sent);
  showPage(
    req,
    res,
    'workshop/presenter-kept',
    {
      ...presenterValues(stage, parts.config.baseUrl),
      title: 'Somebody moved on from another device',
      errors: errorsIn(sent),
      room: true,
      stepTitle: stepTitle(stage, step),
      backFrom: stage.workshop.step ?? '',
      nowTitle: stepTitle(stage, stage.workshop.step),
      view,
      at: values,
    },
    409,
  );
}

function stepValues(stage: Stage, step: Step | null, sent: Sent) {
  const question = questionOf(stage, step);
  if (question) return { view: 'question', ...questionValues(stage, question, sent.agreement) };
  if (step === together) return { view: 'together', ...togetherValues(stage, sent.confirmation) };
  if (step === ownership) return { view: 'ownership', ...ownershipValues(stage, sent.owners) };
  return { view: 'start' };
}

function errorsIn({ agreement, confirmation, owners }: Sent) {
  return (agreement ?? confirmation ?? owners)?.errors ?? [];
}
