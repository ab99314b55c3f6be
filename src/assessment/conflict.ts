import { findCapability, findQuestion } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { showDate, showTime } from '../shared/clock.ts';
import type { AnswerForm } from './answer-form.ts';
import { answerInWords, type StoredAnswer, sharingInWords } from './answers.ts';

/** Both sides of one answer that was changed in two windows. */
export interface ConflictRow {
  readonly title: string;
  readonly mine: ConflictSide;
  readonly stored: ConflictSide & { readonly when: string };
}

interface ConflictSide {
  readonly answer: string;
  readonly note: string;
  /** Who sees the note, in words; empty where neither side shares one. */
  readonly sharing: string;
}

export function conflictRows(
  questionnaire: Questionnaire,
  form: AnswerForm,
  stored: readonly StoredAnswer[],
): readonly ConflictRow[] {
  const words = (item: string, answer: string | null | undefined) =>
    answer ? answerInWords(questionnaire, item, answer) : 'No answer';
  return stored.map(({ item, answer, note, noteShared, savedAt }) => {
    const typed = form.typed.get(item);
    const mineShared = form.saves.some((save) => save.item === item && save.noteShared);
    const sharing = (shared: boolean, text: string | null | undefined) =>
      text && (mineShared || noteShared) ? sharingInWords(shared) : '';
    return {
      title:
        findQuestion(questionnaire, item)?.text ??
        findCapability(questionnaire, item)?.name ??
        item,
      mine: {
        answer: words(item, typed?.answer),
        note: typed?.note ?? '',
        sharing: sharing(mineShared, typed?.note),
      },
      stored: {
        answer: words(item, answer),
        note: note ?? '',
        sharing: sharing(noteShared, note),
        when: `${showDate(savedAt)} at ${showTime(savedAt)}`,
      },
    };
  });
}
