import { levelName } from '../../questionnaire/lookup.ts';
import { showMoment } from '../../shared/moment.ts';
import { inGroups } from '../code.ts';
import { presenterRevision } from '../live.ts';
import { qrPath } from '../qr.ts';
import { ownership, type Step, together, votePath, workshopPath } from '../workshop.ts';
import { questionOf, type Stage } from './stage.ts';
import { moreMinutes } from './timer.ts';

/** What surrounds each step on the presenter's page. */
export function presenterValues(stage: Stage, baseUrl: string) {
  const { workshop, position, devices } = stage;
  const { organisation, cycle } = position.survey;
  const address = new URL('/vote', baseUrl);
  return {
    base: workshopPath(workshop),
    organisation: organisation.name,
    cycle: cycle.name,
    revision: presenterRevision(workshop),
    code: inGroups(workshop.code),
    address: `${address.host}${address.pathname}`,
    qr: qrPath(new URL(votePath(workshop), baseUrl).href),
    devices,
    locked: workshop.locked,
    step: workshop.step,
    timer: timerOf(stage),
    agenda: agendaOf(stage),
    next: nextOf(stage),
    status: statusOf(stage),
  };
}

function timerOf({ workshop: { timerEndsAt }, now }: Stage) {
  if (timerEndsAt === null) return null;
  const left = Math.max(0, Math.ceil((Date.parse(timerEndsAt) - now.getTime()) / 1000));
  return {
    ends: timerEndsAt,
    now: now.toISOString(),
    left: `${twoDigits(Math.floor(left / 60))}:${twoDigits(left % 60)}`,
    until: showMoment(timerEndsAt).replace(/^.* at /, ''),
    more: moreMinutes,
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** "Who decides what", "The strong questions together": what a step is called. */
export function stepTitle(stage: Stage, step: Step | null): string {
  if (step === null) return 'The start, with the code to join';
  if (step === together) return 'Questions to confirm together';
  if (step === ownership) return 'Who owns what';
  const question = questionOf(stage, step);
  return question ? `${question.code} ${question.title}` : step;
}

/** Everywhere that the workshop can go, with what is agreed there. */
function agendaOf(stage: Stage) {
  return [null, ...stage.steps].map((step) => ({
    step: step ?? '',
    title: stepTitle(stage, step),
    isNow: step === stage.workshop.step,
    agreed: step === null ? '' : agreedOn(stage, step),
  }));
}

function agreedOn({ workshop, position }: Stage, step: Step): string {
  const scored = position.scored.questions.get(step);
  const agreement = position.agreements.questions.get(step);
  if (!scored || !agreement) return '';
  const level = scored.status === 'agreed' ? `level ${scored.evidenced}` : 'not applicable';
  return agreement.workshopId === workshop.id ? `Agreed: ${level}` : `Agreed before: ${level}`;
}

/**
 * What comes after this step; null after the last. Where this one was taken off the agenda: the
 * first with which this workshop is not done.
 */
function nextOf(stage: Stage): { readonly step: Step; readonly title: string } | null {
  const { workshop, steps, position } = stage;
  const isDone = (step: Step) =>
    position.agreements.questions.get(step)?.workshopId === workshop.id;
  const at = workshop.step === null ? -1 : steps.indexOf(workshop.step);
  const step = at < 0 && workshop.step !== null ? steps.find((one) => !isDone(one)) : steps[at + 1];
  return step ? { step, title: stepTitle(stage, step) } : null;
}

/** What is read out when it has changed; calm, since each vote alone is not worth a word. */
function statusOf(stage: Stage): string {
  const { workshop, round } = stage;
  const title = stepTitle(stage, workshop.step);
  if (!round) return title;
  if (round.revealedAt !== null) return `${title}: the votes are revealed`;
  return round.voted === round.of ? `${title}: everybody has voted` : `${title}: the vote is open`;
}

/** "3 Adopted". */
export function levelWords({ position }: Stage, level: number): string {
  return `${level} ${levelName(position.survey.questionnaire, level)}`;
}
