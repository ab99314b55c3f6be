import type { DisclosedSurvey } from '../../disclosure/survey.ts';
import type { Agreements } from '../../position/agreement.ts';
import { findCapability, findQuestion } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { Comment } from '../../results/comment-store.ts';
import { type OwnershipRow, ownershipTable } from '../../results/ownership-table.ts';
import { type QuestionRow, questionRows } from '../../results/question-rows.ts';
import type { Workshop } from '../workshop.ts';
import {
  type AgendaItem,
  type AgendaPart,
  agendaParts,
  inOrder,
  partOf,
  type Reason,
} from './agenda.ts';
import { minutesOf, minutesUntil } from './agenda-time.ts';
import { durationWords, partWords, reasonWords } from './agenda-words.ts';

/** One item of an agenda as pages and print show it. */
export interface AgendaRow {
  readonly code: string;
  readonly title: string;
  /** From 0, among those of its part. */
  readonly place: number;
  readonly reasons: readonly { readonly reason: Reason; readonly words: string }[];
  /** "10 minutes". */
  readonly takes: string;
  /** Whether it comes first of what will probably not fit into the time that there is. */
  readonly firstTooMuch: boolean;
  readonly agreed: boolean;
  /** What may be shown of the survey; null where it has no result that is shown. */
  readonly survey: QuestionRow | null;
  readonly ownership: OwnershipRow | null;
  /** What people let the facilitator see, without names. */
  readonly comments: readonly string[];
}

/** A part of an agenda that has at least one item. */
export interface AgendaSection {
  readonly part: AgendaPart;
  readonly title: string;
  readonly rows: readonly AgendaRow[];
}

/** What the rows of an agenda are made from. */
export interface AgendaContext {
  readonly questionnaire: Questionnaire;
  readonly disclosed: DisclosedSurvey | null;
  readonly agreements: Agreements;
  /** Empty for who may not see them. */
  readonly comments: readonly Comment[];
}

export function agendaSections(
  agenda: readonly AgendaItem[],
  workshop: Pick<Workshop, 'pace' | 'minutes'>,
  context: AgendaContext,
): readonly AgendaSection[] {
  const sorted = inOrder(agenda);
  const until = minutesUntil(sorted, workshop.pace);
  const tooMuch = sorted.find(({ item }) => (until.get(item) ?? 0) > workshop.minutes)?.item;
  const surveyed = surveyedIn(context);
  return agendaParts
    .map((part) => ({
      part,
      title: partWords[part],
      rows: sorted
        .filter((item) => partOf(item) === part)
        .map((item, place): AgendaRow => {
          const code = item.item;
          return {
            code,
            title: titleOf(context.questionnaire, code),
            place,
            reasons: item.reasons.map((reason) => ({ reason, words: reasonWords[reason] })),
            takes: durationWords(minutesOf(item, workshop.pace)),
            firstTooMuch: code === tooMuch,
            agreed: context.agreements.questions.has(code) || context.agreements.owners.has(code),
            ...surveyed(code),
          };
        }),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function surveyedIn({ questionnaire, disclosed, comments }: AgendaContext) {
  const questions = disclosed
    ? questionRows(disclosed, questionnaire, { own: null, comments })
    : new Map<string, QuestionRow>();
  const owners = new Map(
    disclosed
      ? ownershipTable(disclosed, questionnaire, null).rows.map((row) => [row.code, row])
      : [],
  );
  return (code: string) => {
    const question = questions.get(code);
    const owner = owners.get(code);
    return {
      // What is withheld has no label of agreement, and a capability no status.
      survey: question?.agreement ? question : null,
      ownership: owner?.status ? owner : null,
      comments: question?.comments ?? [],
    };
  };
}

/** The title of a question, or the name of a capability. */
export function titleOf(questionnaire: Questionnaire, code: string): string {
  return (
    findQuestion(questionnaire, code)?.title ?? findCapability(questionnaire, code)?.name ?? code
  );
}
