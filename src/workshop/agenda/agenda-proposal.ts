import type { DisclosedSurvey } from '../../disclosure/survey.ts';
import type { Agreements } from '../../position/agreement.ts';
import { questionsOf } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { type AgendaItem, inOrder, type Reason, reasons } from './agenda.ts';

type Result = DisclosedSurvey['questions'][number];

/** What an agenda is proposed from. */
export interface Known {
  readonly questionnaire: Questionnaire;
  /** What may be shown of the survey; null where there was none. */
  readonly disclosed: DisclosedSurvey | null;
  readonly agreements: Agreements;
  /** What the workshop before did not get to. */
  readonly leftOver: readonly AgendaItem[];
}

/**
 * The agenda that a workshop is prepared with (method, section 6): each question once, where the
 * first of its reasons puts it; a question with strong agreement and no other reason is confirmed
 * together with others. Then the capabilities that are nobody's or contested. What is agreed
 * already is left out, and what was left over comes first, in its order. Where nothing may be shown
 * of the survey, everything that is not agreed is proposed, in the order of the questionnaire. What
 * is withheld counts as if it did not exist.
 */
export function proposeAgenda(known: Known): readonly AgendaItem[] {
  return inOrder(
    [...proposedQuestions(known), ...proposedCapabilities(known)].map((item, position) => ({
      ...item,
      position,
    })),
  );
}

/**
 * What an earlier workshop did not get to: the items of its agenda that were not agreed since.
 * @param createdAt when that workshop was prepared: who put something on its agenda that was agreed
 * before wants to talk about it again, but what the desk has agreed since is no longer left.
 */
export function leftOverOf(
  agenda: readonly AgendaItem[],
  createdAt: string,
  { questions, owners }: Agreements,
): readonly AgendaItem[] {
  return inOrder(agenda).filter(({ item }) => {
    const agreed = questions.get(item) ?? owners.get(item);
    return !agreed || agreed.agreedAt < createdAt;
  });
}

type Unplaced = Omit<AgendaItem, 'position'>;

function proposedQuestions({
  questionnaire,
  disclosed,
  agreements,
  leftOver,
}: Known): readonly Unplaced[] {
  const results = new Map(disclosed?.questions.map((result) => [result.code, result]));
  const saysSomething = [...results.values()].some(
    ({ result, dontKnow }) => result.shown || dontKnow.shown,
  );
  const gates = new Set(questionnaire.gates.map(({ statement }) => questionOf(statement)));
  const left = new Map(leftOver.map((item) => [item.item, item]));
  const proposed = questionsOf(questionnaire)
    .filter(({ code }) => left.has(code) || !agreements.questions.has(code))
    .map(({ code }): Unplaced => {
      const said = saysSomething ? reasonsOf(results.get(code)) : [];
      const all = new Set<Reason>([
        ...(left.has(code) ? (['left-over'] as const) : []),
        ...(gates.has(code) ? (['gate'] as const) : []),
        ...said,
      ]);
      const sorted = reasons.filter((reason) => all.has(reason));
      const together = left.get(code)?.together ?? sorted[0] === 'strong';
      return { item: code, together, reasons: sorted };
    });
  const rank = ({ item, reasons: [first] }: Unplaced) =>
    first === 'left-over'
      ? leftOver.findIndex((left) => left.item === item) - leftOver.length
      : saysSomething
        ? reasons.indexOf(first as Reason)
        : 0;
  return proposed.toSorted((a, b) => rank(a) - rank(b));
}

/** What the survey says about a question, where anything may be shown at all. */
function reasonsOf(found: Result | undefined): readonly Reason[] {
  if (!found) return ['not-shown'];
  const { result, dontKnow } = found;
  const value = result.shown ? result.value : null;
  return [
    value?.agreement ?? 'not-shown',
    ...(value && value.gaps.length > 0 ? (['gap'] as const) : []),
    ...(dontKnow.shown && dontKnow.value.blindSpot ? (['blind-spot'] as const) : []),
  ];
}

function proposedCapabilities({
  questionnaire,
  disclosed,
  agreements,
  leftOver,
}: Known): readonly Unplaced[] {
  const shown = new Map(
    disclosed?.ownership.capabilities.flatMap(({ code, result }) =>
      result.shown ? [[code, result.value.status]] : [],
    ),
  );
  const codes = questionnaire.ownership.capabilities.map(({ code }) => code);
  const left = leftOver.map(({ item }) => item).filter((item) => codes.includes(item));
  const open = codes.filter((code) => !left.includes(code) && !agreements.owners.has(code));
  const item = (code: string, ...why: readonly Reason[]): Unplaced => {
    const status = shown.get(code);
    const unsettled = status === 'nobody' || status === 'contested' ? [status] : [];
    return { item: code, together: true, reasons: [...why, ...unsettled] };
  };
  const unsettled = (['nobody', 'contested'] as const).flatMap((status) =>
    open.filter((code) => shown.get(code) === status),
  );
  return [
    ...left.map((code) => item(code, 'left-over')),
    ...(shown.size === 0 ? open : unsettled).map((code) => item(code)),
  ];
}

/** "A1" of the statement "A1-3b". */
function questionOf(statement: string): string {
  return statement.slice(0, statement.indexOf('-'));
}
