import { showTime } from '../shared/clock.ts';
import type { FormError } from '../shared/forms.ts';
import { type AnswersByItem, answerInWords, type StoredAnswer, sharingInWords } from './answers.ts';
import { type Place, pathOf } from './place.ts';
import type { PartProgress, Progress } from './progress.ts';

/** One line of a page on which a person checks their answers. */
export interface AnswerRow {
  readonly item: string;
  readonly title: string;
  readonly question: string;
  /** In words; null where nothing was answered. */
  readonly answer: string | null;
  readonly note: string | null;
  /** Who sees the note, in words. */
  readonly sharing: string;
  readonly changeAt: string;
}

export interface AnswerSection {
  readonly code: string;
  readonly name: string;
  readonly rows: readonly AnswerRow[];
}

/** Everything a respondent has answered, in the order of the questionnaire. */
export function answerSections(place: Place, answers: AnswersByItem): readonly AnswerSection[] {
  const { questionnaire } = place;
  const base = pathOf(place);
  const row = (item: string, title: string, question: string, changeAt: string): AnswerRow => {
    const stored = answers.get(item);
    return {
      item,
      title,
      question,
      answer: stored?.answer ? answerInWords(questionnaire, item, stored.answer) : null,
      note: stored?.note ?? null,
      sharing: sharingInWords(stored?.noteShared ?? false),
      changeAt,
    };
  };
  const dimensions = questionnaire.dimensions.map(({ code, name, questions }) => ({
    code,
    name,
    rows: questions.map((question) =>
      row(
        question.code,
        question.title,
        question.text,
        `${base}/questions/${question.code}?change`,
      ),
    ),
  }));
  const ownership = {
    code: 'ownership',
    name: 'Ownership map',
    rows: questionnaire.ownership.capabilities.map(({ code, name }) =>
      row(code, name, questionnaire.ownership.question, `${base}/ownership#${code}-answer`),
    ),
  };
  return [...dimensions, ownership];
}

/** What is missing before answers can be submitted, a line for each part that is not complete. */
export function missingErrors(place: Place, progress: Progress): readonly FormError[] {
  const base = pathOf(place);
  const errors: FormError[] = [];
  if (place.role === null)
    errors.push({ message: 'You have not said in which role you answer', href: `${base}/role` });
  for (const part of progress.dimensions)
    if (part.next)
      errors.push({
        message: `You have not answered ${countMissing(part, 'question')} in ${part.dimension.name}`,
        href: `${base}/questions/${part.next}`,
      });
  if (progress.ownership.next)
    errors.push({
      message: `You have not answered ${countMissing(progress.ownership, 'capability', 'capabilities')} of the ownership map`,
      href: `${base}/ownership#${progress.ownership.next}-answer`,
    });
  return errors;
}

function countMissing(part: PartProgress, one: string, several = `${one}s`): string {
  const missing = part.total - part.answered;
  return `${missing} ${missing === 1 ? one : several}`;
}

/** "Saved at 10:32": when the newest of these answers was saved; empty when none was. */
export function savedAtWords(answers: Iterable<StoredAnswer>): string {
  const newest = [...answers]
    .map(({ savedAt }) => savedAt)
    .sort()
    .at(-1);
  return newest ? `Saved at ${showTime(newest)}` : '';
}
