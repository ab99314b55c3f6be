import type { Dimension } from '../../src/questionnaire/questionnaire.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Visitor } from '../load/people.ts';
import { baseOf, dimensionFields, form, type Step } from '../load/steps.ts';
import { answerKey, type Stored, type StoredAnswer } from './stored.ts';

/** The form of a dimension, and what is stored when it was saved. */
export interface AnswersSave {
  readonly step: Step;
  readonly dimension: Dimension;
  readonly version: number;
  /** By answerKey(). */
  readonly rows: ReadonlyMap<string, StoredAnswer>;
}

/** An action, which is stored with a line of the audit or not at all. */
export interface ActionSave {
  readonly step: Step;
  readonly action: string;
  readonly title: string;
}

export type Save = AnswersSave | ActionSave;

/** @param noteLength how long the note of each answer is, in characters; 0 for short ones. */
export function answersSave(
  visitor: Visitor,
  dimension: Dimension,
  basedOn: number,
  noteLength: number,
): AnswersSave {
  const fields: Record<string, string> = { ...dimensionFields(dimension, basedOn) };
  if (noteLength > 0)
    for (const { code } of dimension.questions)
      fields[`${code}-note`] = `${code} ${basedOn} `.padEnd(noteLength, 'reasons');
  const version = basedOn + 1;
  const rows = dimension.questions.map(({ code }): [string, StoredAnswer] => [
    answerKey(visitor.respondentId, code),
    {
      answer: fields[`${code}-answer`] ?? null,
      note: fields[`${code}-note`] || null,
      version,
      saveId: fields.saveId as string,
    },
  ]);
  const step = form(visitor, `${baseOf(visitor)}/dimensions/${dimension.code}`, fields);
  return { step, dimension, version, rows: new Map(rows) };
}

export function actionSave(visitor: Visitor, turn: number): ActionSave {
  const [action, title] = [newId(), `Measure adoption after ${turn} saves`];
  const step = form(visitor, `/plans/${visitor.assessmentId}/actions`, {
    'action-id': action,
    'action-title-note': title,
    'action-owner': 'Deputy chief operating officer',
    'action-due-day': '31',
    'action-due-month': '3',
    'action-due-year': String(new Date().getFullYear() + 1),
  });
  return { step, action, title };
}

/** Whether all of it is stored, as it was sent. */
export function isStored(save: Save, { answers, actions }: Stored): boolean {
  if ('action' in save) return actions.get(save.action) === save.title;
  return [...save.rows].every(([key, row]) => {
    const now = answers.get(key);
    return (
      now?.answer === row.answer &&
      now.note === row.note &&
      now.version === row.version &&
      now.saveId === row.saveId
    );
  });
}

/** What is wrong with an action that should be there, with its one line of the audit; in words. */
export function faultsOfAction(save: ActionSave, stored: Stored): string[] {
  const lines = stored.audited.get(save.action) ?? 0;
  if (isStored(save, stored) && lines === 1) return [];
  const title = stored.actions.get(save.action) ?? 'not at all';
  return [`an action is stored as “${title}”, with ${lines} lines of the audit`];
}
