import type { AnswerForm } from './answer-form.ts';
import type { AnswersByItem } from './answers.ts';

/** One item of a form as the page shows it. */
export interface FormField {
  readonly answer: string;
  readonly note: string;
  readonly share: boolean;
  readonly version: string;
  readonly answerError?: string | undefined;
  readonly noteError?: string | undefined;
}

/**
 * What the form shows: what the person typed, where it was refused or kept for them, else what is
 * stored.
 */
export function formFields(
  items: readonly string[],
  answers: AnswersByItem,
  unsaved?: Pick<AnswerForm, 'typed' | 'errors'>,
): Readonly<Record<string, FormField>> {
  const errorAt = (href: string) => unsaved?.errors.find((error) => error.href === href)?.message;
  return Object.fromEntries(
    items.map((item) => {
      const stored = answers.get(item);
      const typed = unsaved?.typed.get(item);
      return [
        item,
        {
          answer: typed?.answer ?? stored?.answer ?? '',
          note: typed?.note ?? stored?.note ?? '',
          share: typed ? typed.share === 'yes' : (stored?.noteShared ?? false),
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
