import { z } from 'zod';
import { findQuestion } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire, Statement } from '../questionnaire/questionnaire.ts';
import { readDate, type TypedDate, typedDate } from '../shared/dates.ts';
import { type FormError, inOneLine, typedText } from '../shared/forms.ts';
import { id, newId } from '../shared/ids.ts';
import { Problem } from '../shared/problems.ts';
import { type Action, type ActionContent, type ActionStatus, actionStatuses } from './action.ts';

/** The fields of an action as a person typed them. */
export interface TypedAction {
  readonly title: string;
  readonly owner: string;
  readonly due: TypedDate;
  /** Empty where no question was chosen. */
  readonly item: string;
  /** Empty where no statement was chosen. */
  readonly statement: string;
  /** Empty on a form that does not ask how far the action is. */
  readonly status: string;
}

export interface ReadAction {
  /** Null where something is wrong. */
  readonly content: ActionContent | null;
  /** Null where the form does not ask for it, or it is none that there is. */
  readonly status: ActionStatus | null;
  /** The version that a change was based on; 0 where the form names none. */
  readonly basedOn: number;
  readonly errors: readonly FormError[];
  readonly typed: TypedAction;
  /** The id that the form was made with; a new one where it has none. */
  readonly id: string;
}

const line = (most: number, what: string, missing: string) =>
  typedText(most, what)
    .transform((text) => text.replace(/\s+/g, ' '))
    .refine((text) => text !== '', { error: missing });
const title = line(200, 'What is to be done', 'Enter what is to be done');
const owner = line(100, 'The owner', 'Enter who owns it');

const text = z.string().default('');
const short = text.transform((typed) => inOneLine(typed).slice(0, 40));
const form = z.strictObject({
  'action-id': short,
  'action-title-note': text,
  'action-owner': text,
  'action-due-day': short,
  'action-due-month': short,
  'action-due-year': short,
  'action-item': short,
  'action-statement': short,
  'action-status': short,
  'action-version': short,
  _csrf: z.string().optional(),
});

/**
 * Reads the fields of views/plan/action-fields.ejs.
 * @param notBefore the first day that may be chosen, such as "2027-03-31"; null for any.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readAction(
  body: unknown,
  questionnaire: Questionnaire,
  notBefore: string | null,
): ReadAction {
  const { data: fields } = form.safeParse(body ?? {});
  if (!fields) throw notOfThisPage();
  const question = findQuestion(questionnaire, fields['action-item']);
  if (fields['action-item'] !== '' && !question) throw notOfThisPage();
  const due = readDate(fields, 'action-due', 'The due date');
  const typed: TypedAction = {
    title: inOneLine(fields['action-title-note']),
    owner: inOneLine(fields['action-owner']),
    due: due.typed,
    item: fields['action-item'],
    statement: fields['action-statement'],
    status: fields['action-status'],
  };
  const read = {
    title: title.safeParse(fields['action-title-note']),
    owner: owner.safeParse(fields['action-owner']),
  };
  const early = due.date !== null && notBefore !== null && due.date < notBefore;
  const errors = [
    ...messages('#action-title-note', read.title.error),
    ...messages('#action-owner', read.owner.error),
    ...(due.error ? [due.error] : []),
    ...(early ? [{ message: 'The due date must be today or later', href: '#action-due-day' }] : []),
    ...linkErrors(question, typed),
  ];
  const [titleText, ownerText] = [read.title.data, read.owner.data];
  return {
    content:
      errors.length === 0 && titleText && ownerText && due.date
        ? {
            title: titleText,
            owner: ownerText,
            dueOn: due.date,
            item: typed.item || null,
            statement: typed.statement || null,
          }
        : null,
    status: isStatus(typed.status) ? typed.status : null,
    basedOn: Number(/^\d{1,9}$/.exec(fields['action-version'])?.[0] ?? 0),
    errors,
    typed,
    id: id.safeParse(fields['action-id']).data ?? newId(),
  };
}

function notOfThisPage(): Problem {
  return new Problem('invalid', 'Go back, and fill in the form again.');
}

function messages(href: string, error: z.ZodError | undefined): readonly FormError[] {
  const message = error?.issues[0]?.message;
  return message ? [{ message, href }] : [];
}

function linkErrors(
  question: Question | undefined,
  { statement }: TypedAction,
): readonly FormError[] {
  if (statement === '' || statementsOf(question).some(({ code }) => code === statement)) return [];
  const message = question
    ? 'Choose a statement of the question that is chosen now, or none'
    : 'Choose the question that the statement belongs to';
  return [{ message, href: question ? '#action-statement' : '#action-item' }];
}

function isStatus(typed: string): typed is ActionStatus {
  return Object.hasOwn(actionStatuses, typed);
}

/** The statements of a question from level 2 up; none without a question. */
export function statementsOf(question: Question | undefined): readonly Statement[] {
  return question ? Object.values(question.statements).flat() : [];
}

/** The fields as they are for an action that there is. */
export function typedAction(action: Action): TypedAction {
  return {
    title: action.title,
    owner: action.owner,
    due: typedDate(action.dueOn),
    item: action.item ?? '',
    statement: action.statement ?? '',
    status: action.status,
  };
}
