import type { Request, Response } from 'express';
import { newRandomId } from '../shared/ids.ts';
import { showPage } from '../shared/page.ts';
import type { AnswerForm } from './answer-form.ts';
import type { AnswerPage } from './answer-page.ts';
import type { AnswersByItem } from './answers.ts';
import { conflictRows } from './conflict.ts';
import { formFields } from './form-fields.ts';
import { type Place, pathOf } from './place.ts';
import type { AnswerConflict } from './save-answers.ts';
import { savedAtWords } from './summary.ts';

/**
 * A page that asks for answers, with what is stored.
 * @param unsaved what the person typed instead: with errors where it was refused, without where it
 * was kept for them.
 */
export function showAnswerPage(
  req: Request,
  res: Response,
  place: Place,
  page: AnswerPage,
  answers: AnswersByItem,
  unsaved?: Pick<AnswerForm, 'typed' | 'errors'>,
): void {
  const errors = unsaved?.errors ?? [];
  const kept = unsaved !== undefined && errors.length === 0;
  showPage(
    req,
    res,
    page.view,
    {
      ...page.values,
      title: page.title,
      place,
      base: pathOf(place),
      action: page.action,
      saveId: newRandomId(),
      fields: formFields(page.items, answers, unsaved),
      kept,
      savedInstead: savedInstead(page),
      saved: kept ? '' : savedAtWords(answers.values()),
      errors,
      scripts: ['autosave.js'],
    },
    errors.length > 0 ? 422 : 200,
  );
}

/** The page that shows both sides of what was changed in two windows, and asks which to keep. */
export function showConflict(
  req: Request,
  res: Response,
  place: Place,
  page: AnswerPage,
  form: AnswerForm,
  conflict: AnswerConflict,
): void {
  showPage(
    req,
    res,
    'assessment/conflict',
    {
      title: 'This was changed in another window',
      place,
      action: page.action,
      savedInstead: place.keptAt ? savedInstead(page) : page.action,
      saveId: newRandomId(),
      rows: conflictRows(place.questionnaire, form, conflict.stored),
      // Everything typed goes along, each item based on what is stored now.
      items: [...form.typed].map(([item, typed]) => {
        const stored = conflict.stored.find((answer) => answer.item === item);
        return { item, ...typed, version: stored ? String(stored.version) : typed.version };
      }),
    },
    409,
  );
}

/** The same page with what is saved, though something else that was typed is kept. */
function savedInstead({ action }: AnswerPage): string {
  return `${action}${action.includes('?') ? '&' : '?'}saved`;
}
