import type { AnswerForm } from './answer-form.ts';
import type { AnswersByItem } from './answers.ts';

/** One item of a form as the page shows it. */
export interface FormField {
  readonly answer: string;
  readonly note: string;
  readonly version: string;
  readonly answerError?: string | undefined;
  readonly noteError?: string | undefined;
}

/** What the form shows: what the person just sent if it was refused, else what is stored. */
export function formFields(
  items: readonly string[],
  answers: AnswersByItem,
  refused?: AnswerForm,
): Readonly<Record<string, FormField>> {
  const errorAt = (href: string) => refused?.errors.find((error) => error.href === href)?.message;
  return Object.fromEntries(
    items.map((item) => {
      const stored = answers.get(item);
      const typed = refused?.typed.get(item);
      return [
        item,
        {
          answer: typed?.answer ?? stored?.answer ?? '',
          note: typed?.note ?? stored?.note ?? '',
          // A version that cannot be read is as good as none: if anything is stored, the person
          // is shown both before it is replaced.
          version: /^\d{1,9}$/.test(typed?.version ?? '0')
            ? (typed?.version ?? String(stored?.version ?? 0))
            : '0',
          answerError: errorAt(`#${item}-answer`),
          noteError: errorAt(`#${item}-note`),
        },
      ];
    }),
  );
}
