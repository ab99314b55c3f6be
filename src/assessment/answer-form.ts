import { z } from 'zod';
import type { Dimension, Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { type FormError, fieldText, typedText } from '../shared/forms.ts';
import { readAnswer, readOwner } from './answers.ts';

/** The longest note, in characters. */
export const longestNote = 2000;

/** One item of a form, checked and ready to be saved. */
export interface Save {
  readonly item: string;
  readonly answer: string | null;
  readonly note: string | null;
  /** The version the person saw; 0 when there was none. */
  readonly basedOn: number;
}

/** What the person sent, as it is shown again when the form is refused. */
export interface TypedField {
  readonly answer: string;
  readonly note: string;
  readonly version: string;
}

export interface AnswerForm {
  readonly saveId: string;
  readonly saves: readonly Save[];
  readonly errors: readonly FormError[];
  readonly typed: ReadonlyMap<string, TypedField>;
}

/** An item of a form: its code, what may be answered, and what to say when nothing is. */
interface Item {
  readonly code: string;
  readonly allows: (answer: string) => boolean;
  readonly whenEmpty: string;
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
          version: fieldText(body, `${code}-version`),
        },
      ]),
    );
    const parsed = (all ? this.#complete : this.#partial).safeParse(body ?? {});
    if (!parsed.success)
      return { saveId: '', saves: [], errors: this.#errorsIn(parsed.error), typed };
    const form: Record<string, unknown> = parsed.data;
    const saves = this.#items
      .map(({ code }) => ({
        item: code,
        answer: (form[`${code}-answer`] as string | undefined) || null,
        note: (form[`${code}-note`] as string | undefined) || null,
        basedOn: form[`${code}-version`] as number,
      }))
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
  };
}

const outOfDate = 'This page was out of date. Reload it and try again';

function formShape(items: readonly Item[], all: boolean) {
  const fields = items.flatMap(({ code, allows, whenEmpty }) => [
    [
      `${code}-answer`,
      z
        .string({ error: 'Choose one answer only' })
        // Not optional(), whose checks zod leaves out where a browser sends no radio at all.
        .default('')
        .superRefine((answer, context) => {
          const message = !answer
            ? all && whenEmpty
            : !allows(answer) && 'Choose one of the answers on this page';
          if (message) context.addIssue({ code: 'custom', message });
        }),
    ],
    [`${code}-note`, typedText(longestNote, 'Your note').optional()],
    [
      `${code}-version`,
      z
        .string({ error: outOfDate })
        .regex(/^\d{1,9}$/, outOfDate)
        .transform(Number),
    ],
  ]);
  return z.strictObject(
    {
      _csrf: z.string().optional(),
      afterwards: z.enum(['next', 'later', 'stay'], { error: outOfDate }).optional(),
      saveId: z.uuid(outOfDate),
      ...(Object.fromEntries(fields) as Record<string, z.ZodType>),
    },
    {
      error: (issue) =>
        issue.code === 'unrecognized_keys' ? 'This page does not ask that question' : undefined,
    },
  );
}

function lowerFirst(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
