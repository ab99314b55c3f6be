import type { z } from 'zod';
import type { Dimension, Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { type FormError, fieldText } from '../shared/forms.ts';
import { readAnswer, readOwner } from './answers.ts';
import { formShape, type Item } from './form-shape.ts';

/** One item of a form, checked and ready to be saved. */
export interface Save {
  readonly item: string;
  readonly answer: string | null;
  readonly note: string | null;
  /** Whether the facilitator may see the note, without a name; never without a note. */
  readonly noteShared: boolean;
  /** The version the person saw; 0 when there was none. */
  readonly basedOn: number;
}

/** What the person sent, as it is shown again when the form is refused. */
export interface TypedField {
  readonly answer: string;
  readonly note: string;
  /** "yes" where the facilitator may see the note. */
  readonly share: string;
  readonly version: string;
}

export type TypedFields = ReadonlyMap<string, TypedField>;

export interface AnswerForm {
  readonly saveId: string;
  readonly saves: readonly Save[];
  readonly errors: readonly FormError[];
  readonly typed: TypedFields;
}

/**
 * A form about one question, a whole dimension or the ownership map. Made once for each, since
 * making a schema costs more than using it.
 */
export class AnswerFormReader {
  readonly #items: readonly Item[];
  readonly #complete: ReturnType<typeof formShape>;
  readonly #partial: ReturnType<typeof formShape>;

  private constructor(items: readonly Item[]) {
    this.#items = items;
    this.#complete = formShape(items, true);
    this.#partial = formShape(items, false);
  }

  static readonly #made = new WeakMap<object, AnswerFormReader>();

  static #for(page: object, items: () => readonly Item[]): AnswerFormReader {
    let reader = AnswerFormReader.#made.get(page);
    if (!reader) {
      reader = new AnswerFormReader(items());
      AnswerFormReader.#made.set(page, reader);
    }
    return reader;
  }

  static forQuestion(question: Question): AnswerFormReader {
    return AnswerFormReader.#for(question, () => [
      questionItem(question, 'Choose a level, or say that you do not know'),
    ]);
  }

  static forDimension(dimension: Dimension): AnswerFormReader {
    return AnswerFormReader.#for(dimension, () =>
      dimension.questions.map((question) =>
        questionItem(
          question,
          `Choose a level for ${lowerFirst(question.title)}, or say that you do not know`,
        ),
      ),
    );
  }

  static forOwnership(questionnaire: Questionnaire): AnswerFormReader {
    return AnswerFormReader.#for(questionnaire.ownership, () =>
      questionnaire.ownership.capabilities.map(({ code, name }) => ({
        code,
        allows: (answer) => readOwner(questionnaire, answer) !== undefined,
        whenEmpty: `Choose who is accountable for ${lowerFirst(name)}`,
        noted: false,
      })),
    );
  }

  /** Reads what was sent. Items without an answer are errors only where all are asked for. */
  read(body: unknown, all: boolean): AnswerForm {
    const typed = new Map(
      this.#items.map(({ code }) => [
        code,
        {
          answer: fieldText(body, `${code}-answer`),
          note: fieldText(body, `${code}-note`),
          share: fieldText(body, `${code}-share`),
          version: fieldText(body, `${code}-version`),
        },
      ]),
    );
    const parsed = (all ? this.#complete : this.#partial).safeParse(body ?? {});
    if (!parsed.success)
      return { saveId: '', saves: [], errors: this.#errorsIn(parsed.error), typed };
    const form: Record<string, unknown> = parsed.data;
    const saves = this.#items
      .map(({ code }) => {
        const note = (form[`${code}-note`] as string | undefined) || null;
        return {
          item: code,
          answer: (form[`${code}-answer`] as string | undefined) || null,
          note,
          noteShared: note !== null && form[`${code}-share`] === 'yes',
          basedOn: form[`${code}-version`] as number,
        };
      })
      // What is blank and was blank needs no row.
      .filter(({ answer, note, basedOn }) => answer !== null || note !== null || basedOn > 0);
    return { saveId: parsed.data.saveId, saves, errors: [], typed };
  }

  #errorsIn(error: z.ZodError): FormError[] {
    const fields = new Set(this.#items.flatMap(({ code }) => [`${code}-answer`, `${code}-note`]));
    return error.issues.map(({ message, path }) => {
      const field = String(path[0]);
      return { message, href: `#${fields.has(field) ? field : `${this.#items[0]?.code}-answer`}` };
    });
  }
}

function questionItem(question: Question, whenEmpty: string): Item {
  return {
    code: question.code,
    allows: (answer) => readAnswer(question, answer) !== undefined,
    whenEmpty,
    noted: true,
  };
}

function lowerFirst(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
