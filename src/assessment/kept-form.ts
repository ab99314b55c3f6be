import { z } from 'zod';
import { findDimension, findQuestion } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { TypedFields } from './answer-form.ts';
import type { AnswersByItem } from './answers.ts';
import type { Place } from './place.ts';

/** How long a form is kept whose person's session had ended, in milliseconds. */
const keptFor = 7 * 24 * 60 * 60 * 1000;

/** The largest form that is kept, in characters of the text that it is stored as. */
const longestKept = 60_000;

/** What somebody typed into a form and sent when their session had ended. */
export interface KeptForm {
  /** Where the form stands. */
  readonly address: string;
  readonly typed: TypedFields;
}

const field = z.strictObject({
  answer: z.string(),
  note: z.string(),
  share: z.string(),
  version: z.string(),
});
const content = z.record(z.string(), field);

/** The text that a form is stored as; null when that is too long to be kept. */
export function keptText(typed: TypedFields): string | null {
  const text = JSON.stringify(Object.fromEntries(typed));
  return text.length <= longestKept ? text : null;
}

/** What was typed, from the text that it is stored as. */
export function readKept(text: string): TypedFields {
  return new Map(Object.entries(content.parse(JSON.parse(text))));
}

/** Forms kept before this instant are forgotten. */
export function forgottenBefore(now: Date): string {
  return new Date(now.getTime() - keptFor).toISOString();
}

/** Whether there is anything kept for the person of this place. */
export function hasKept({ keptAt }: Place, now: Date): boolean {
  return keptAt !== null && keptAt >= forgottenBefore(now);
}

/** Whether somebody typed anything else than what is stored. */
export function differs(typed: TypedFields, stored: AnswersByItem): boolean {
  return [...typed].some(([item, { answer, note, share }]) => {
    const theirs = stored.get(item);
    return (
      answer !== (theirs?.answer ?? '') ||
      note.replace(/\r\n?/g, '\n').trim() !== (theirs?.note ?? '') ||
      (note !== '' && (share === 'yes') !== (theirs?.noteShared ?? false))
    );
  });
}

/** A kept form as pages lead to it. */
export interface ShownKept {
  /** The question, the dimension or the ownership map that it is about. */
  readonly title: string;
  readonly href: string;
  /** The notes in it. */
  readonly notes: readonly string[];
}

export function shownKept(
  questionnaire: Questionnaire,
  forms: readonly KeptForm[],
): readonly ShownKept[] {
  return forms.map(({ address, typed }) => {
    const code = address.split('/').at(-1) ?? '';
    return {
      title:
        findQuestion(questionnaire, code)?.title ??
        findDimension(questionnaire, code)?.name ??
        'Ownership map',
      href: address,
      notes: [...typed.values()].flatMap(({ note }) => (note.trim() === '' ? [] : [note])),
    };
  });
}
