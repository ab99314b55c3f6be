import { findCapability, findQuestion } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { showDate, showTime } from '../shared/clock.ts';
import type { AnswerForm } from './answer-form.ts';
import { answerInWords, type StoredAnswer } from './answers.ts';

/** Both sides of one answer that was changed in two windows. */
export interface ConflictRow {
  readonly title: string;
  readonly mine: { readonly answer: string; readonly note: string };
  readonly stored: { readonly answer: string; readonly note: string; readonly when: string };
}

export function conflictRows(
  questionnaire: Questionnaire,
  form: AnswerForm,
  stored: readonly StoredAnswer[],
): readonly ConflictRow[] {
  const words = (item: string, answer: string | null | undefined) =>
    answer ? answerInWords(questionnaire, item, answer) : 'No answer';
  return stored.map(({ item, answer, note, savedAt }) => {
    const typed = form.typed.get(item);
    return {
      title:
        findQuestion(questionnaire, item)?.text ??
        findCapability(questionnaire, item)?.name ??
        item,
      mine: { answer: words(item, typed?.answer), note: typed?.note ?? '' },
      stored: {
        answer: words(item, answer),
        note: note ?? '',
        when: `${showDate(savedAt)} at ${showTime(savedAt)}`,
      },
    };
  });
}
