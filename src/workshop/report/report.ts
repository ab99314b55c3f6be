import { agreedWords } from '../../position/agreed-words.ts';
import { type Agreement, isCapability } from '../../position/agreement.ts';
import { explain } from '../../position/explain.ts';
import { levelWords } from '../../position/question-rows.ts';
import { capabilityName, ownerWords, statementWords } from '../../position/version.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { agreedQuestion } from '../../scoring/agreed-question.ts';
import { dateOf } from '../../shared/clock.ts';
import { showMoment } from '../../shared/moment.ts';
import { type AgendaItem, type AgendaPart, partOf } from '../agenda/agenda.ts';
import type { Workshop } from '../workshop.ts';

/** What became of something in a workshop. */
export type Outcome = 'discussed' | 'confirmed' | 'settled' | 'agreed-before' | 'left-open';

/** What a report says about one item of the agenda. */
export interface ReportItem {
  readonly code: string;
  /** Null for what was agreed here and is no longer on the agenda. */
  readonly part: AgendaPart | null;
  readonly title: string;
  readonly outcome: Outcome;
  /** What was agreed in this workshop; null where it agreed nothing on it. */
  readonly agreed: ReportAgreed | null;
  /** "3 Adopted, since 3 March 2027 at 10am": what holds instead by now; empty where nothing does. */
  readonly since: string;
}

export interface ReportAgreed {
  /** "2 Installed", "Not applicable", or the agreed owner. */
  readonly words: string;
  /** Why it has that level; empty for an owner. */
  readonly sentence: string;
  /** Whether something that is not known stands in the way of a higher level. */
  readonly couldBeMore: boolean;
  /** Method and dissent, with numbers below six in words. */
  readonly how: string;
  readonly reason: string | null;
  /** The statements that have evidence. */
  readonly evidence: readonly { readonly text: string; readonly words: string }[];
}

/**
 * Everything on the agenda in its order, then what was agreed and is no longer on it. Evidence is
 * as old as it was on the day of the agreement: a report stays what it is.
 * @param versions everything ever agreed in the assessment, of each item the oldest first.
 */
export function reportItems(
  workshop: Pick<Workshop, 'id' | 'endedAt'>,
  questionnaire: Questionnaire,
  agenda: readonly AgendaItem[],
  versions: readonly Agreement[],
): readonly ReportItem[] {
  const history = Map.groupBy(versions, ({ item }) => item);
  const parts = new Map(agenda.map((item) => [item.item, partOf(item)]));
  const here = versions.filter(({ workshopId }) => workshopId === workshop.id);
  const codes = new Set([...parts.keys(), ...here.map(({ item }) => item)]);
  return [...codes].map((code): ReportItem => {
    const all = history.get(code) ?? [];
    const part = parts.get(code) ?? null;
    const mine = all.findLast(({ workshopId }) => workshopId === workshop.id);
    const known = mine ?? all.findLast(({ agreedAt }) => isBy(agreedAt, workshop.endedAt));
    const latest = all.at(-1);
    return {
      code,
      part,
      title: titleOf(questionnaire, code),
      outcome: mine ? outcomeOf(code, part) : known ? 'agreed-before' : 'left-open',
      agreed: mine ? agreedOf(questionnaire, mine) : null,
      since:
        latest && latest !== known
          ? `${agreedOf(questionnaire, latest).words}, since ${showMoment(latest.agreedAt)}`
          : '',
    };
  });
}

function isBy(at: string, endedAt: string | null): boolean {
  return endedAt === null || at <= endedAt;
}

function outcomeOf(code: string, part: AgendaPart | null): Outcome {
  if (isCapability(code)) return 'settled';
  return part === 'together' ? 'confirmed' : 'discussed';
}

function titleOf(questionnaire: Questionnaire, code: string): string {
  if (isCapability(code)) return capabilityName(questionnaire, code);
  return `${code} ${findQuestion(questionnaire, code)?.title ?? ''}`.trim();
}

function agreedOf(questionnaire: Questionnaire, agreement: Agreement): ReportAgreed {
  const { content, method, present, dissenting, reason } = agreement;
  const recorded = { how: agreedWords(method, present, dissenting), reason };
  if ('owner' in content) {
    const words = ownerWords(questionnaire, content.owner);
    return { words, sentence: '', couldBeMore: false, evidence: [], ...recorded };
  }
  const question = findQuestion(questionnaire, agreement.item);
  // Only a questionnaire that was changed afterwards has lost a question.
  if (!question) throw new Error(`There is no question ${agreement.item}`);
  const on = dateOf(new Date(agreement.agreedAt));
  const scored = agreedQuestion(question, content.statements, on);
  return {
    words: levelWords(scored, questionnaire),
    sentence: explain(question, scored),
    couldBeMore: scored.status === 'agreed' && scored.upper > scored.claimed,
    evidence: statementWords(question, content)
      .filter(({ evidence }) => evidence !== '')
      .map(({ text, evidence }) => ({ text, words: evidence })),
    ...recorded,
  };
}
