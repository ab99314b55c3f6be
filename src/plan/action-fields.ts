import { findQuestion } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire, Statement } from '../questionnaire/questionnaire.ts';
import type { FormError } from '../shared/forms.ts';
import { newId } from '../shared/ids.ts';
import { statementsOf, type TypedAction } from './action-form.ts';

/** What views/plan/action-fields.ejs shows. */
export interface ActionFields {
  /** Made with the form, so that it can be sent twice; null where there is an action already. */
  readonly id: string | null;
  readonly typed: TypedAction;
  readonly errors: readonly FormError[];
  /** Every question to choose from; null where the page is about one, or about none. */
  readonly questions: readonly Question[] | null;
  /** The statements of the question that is chosen, from level 2 up. */
  readonly statements: readonly Statement[];
}

type Sent = Pick<ActionFields, 'id' | 'typed' | 'errors'>;

function empty(): Sent {
  const due = { day: '', month: '', year: '' };
  const typed = { title: '', owner: '', due, item: '', statement: '', status: '' };
  return { id: newId(), typed, errors: [] };
}

/**
 * Fields for an action that comes out of one question, or of none; empty, or as they were sent.
 * @param question null for an action that is about no question.
 */
export function fieldsAbout(question: Question | null, sent: Sent = empty()): ActionFields {
  return {
    ...sent,
    typed: { ...sent.typed, item: question?.code ?? '' },
    questions: null,
    statements: statementsOf(question ?? undefined),
  };
}

/** Fields whose question can be chosen; empty, or as they were sent. */
export function fieldsToChoose(questionnaire: Questionnaire, sent: Sent = empty()): ActionFields {
  return {
    ...sent,
    questions: questionnaire.dimensions.flatMap(({ questions }) => questions),
    statements: statementsOf(findQuestion(questionnaire, sent.typed.item)),
  };
}
