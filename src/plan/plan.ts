import { findQuestion } from '../questionnaire/lookup.ts';
import { showDate } from '../shared/clock.ts';
import type { Survey } from '../survey/survey.ts';
import { type Action, actionStatuses, isOver, isOverdue } from './action.ts';
import { statementsOf } from './action-form.ts';

/** What an organisation has to do, and what it has done in this cycle. */
export interface Plan {
  readonly open: readonly PlanRow[];
  readonly over: readonly PlanRow[];
}

/** An action as pages and files show it. */
export interface PlanRow {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  /** "31 March 2027", and the same as a file has it: "2027-03-31". */
  readonly due: string;
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly status: string;
  /** "A1 Named executive"; empty where it is about no question. */
  readonly question: string;
  /** "A1-3 Its text."; empty where it is about none. */
  readonly statement: string;
  /** The earlier cycle that it was carried over from; null for one of this assessment. */
  readonly from: string | null;
}

/**
 * @param actions of this assessment and open ones of earlier ones, in any order.
 * @param today the day in England, such as "2027-03-31".
 */
export function planOf(
  { assessmentId }: Pick<Survey, 'assessmentId'>,
  actions: readonly Action[],
  today: string,
): Plan {
  const sorted = actions.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const rowsOf = (some: readonly Action[]) =>
    some.map((action) => ({
      ...planRow(action, today),
      from: action.assessmentId === assessmentId ? null : action.cycle,
    }));
  return {
    open: rowsOf(sorted.filter((action) => !isOver(action))),
    over: rowsOf(sorted.filter(isOver)),
  };
}

/** An action in words, in the plan of its own cycle. */
export function planRow(action: Action, today: string): PlanRow {
  const question = findQuestion(action.questionnaire, action.item ?? '');
  const statement = statementsOf(question).find(({ code }) => code === action.statement);
  return {
    id: action.id,
    title: action.title,
    owner: action.owner,
    due: showDay(action.dueOn),
    dueOn: action.dueOn,
    overdue: isOverdue(action, today),
    status: actionStatuses[action.status],
    question: question ? `${question.code} ${question.title}` : '',
    statement: statement ? `${statement.code} ${statement.text}` : '',
    from: null,
  };
}

/** "31 March 2027": a day such as "2027-03-31". */
export function showDay(day: string): string {
  return showDate(`${day}T12:00:00Z`);
}

/** Where the pages of this plan begin. */
export function planPath({ assessmentId }: Pick<Survey, 'assessmentId'>): string {
  return `/plans/${assessmentId}`;
}
