import type { Details } from '../people/audit.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { Problem } from '../shared/problems.ts';

/** How far an action is. */
export const actionStatuses = {
  'not-started': 'Not yet started',
  'in-progress': 'In progress',
  done: 'Done',
  stopped: 'Stopped',
} as const;
export type ActionStatus = keyof typeof actionStatuses;

/** What is to be done, by whom and until when. */
export interface ActionContent {
  readonly title: string;
  /** A role or a job title, as it was typed. */
  readonly owner: string;
  /** A day in England, such as "2027-03-31". */
  readonly dueOn: string;
  /** The code of the question it came from; null where it came from none. */
  readonly item: string | null;
  /** The code of a statement of that question; null where it is about the question as a whole. */
  readonly statement: string | null;
}

export interface NewAction extends ActionContent {
  /** Made for the form: the same form sent twice adds one action. */
  readonly id: string;
  /** Null where it was added outside a workshop. */
  readonly workshopId: string | null;
}

/** An action of an organisation's plan. */
export interface Action extends NewAction {
  readonly assessmentId: string;
  /** The name of the cycle it was added in. */
  readonly cycle: string;
  /** The questionnaire of that cycle, to which its question belongs. */
  readonly questionnaire: Questionnaire;
  readonly status: ActionStatus;
  /** 1 for the first; rises with every change. */
  readonly version: number;
  readonly changedAt: string;
}

/** A change of everything about an action, and the version it was based on. */
export interface ActionChange extends ActionContent {
  readonly status: ActionStatus;
  readonly basedOn: number;
}

/** Somebody else changed the action since this form was opened. */
export class ActionConflict extends Problem {
  /** What holds now. */
  readonly stored: Action;

  constructor(stored: Action) {
    super('conflict', 'Somebody else changed this action since you opened the page.');
    this.stored = stored;
  }
}

/** Whether nothing is left to be done: it was done, or given up. */
export function isOver({ status }: Pick<Action, 'status'>): boolean {
  return status === 'done' || status === 'stopped';
}

/** What the audit says of an action: not its title and its owner, which somebody typed. */
export function detailsOf({
  dueOn,
  status,
  item,
  statement,
}: Pick<Action, 'dueOn' | 'status' | 'item' | 'statement'>): Details {
  return { dueOn, status, item, statement };
}

/** @param today the day in England, such as "2027-03-31". */
export function isOverdue(action: Pick<Action, 'status' | 'dueOn'>, today: string): boolean {
  return !isOver(action) && action.dueOn < today;
}
