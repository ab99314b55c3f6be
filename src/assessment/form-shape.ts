import { z } from 'zod';
import { typedText } from '../shared/forms.ts';

/** The longest note, in characters. */
const longestNote = 2000;

/** An item of a form: its code, what may be answered, and what to say when nothing is. */
export interface Item {
  readonly code: string;
  readonly allows: (answer: string) => boolean;
  readonly whenEmpty: string;
  /** Whether a note can be added to the answer. */
  readonly noted: boolean;
}

const outOfDate = 'This page was out of date. Reload it and try again';

// The same for every item: a schema takes memory.
const note = typedText(longestNote, 'Your note').optional();
const share = z.literal('yes', { error: outOfDate }).optional();
const version = z
  .string({ error: outOfDate })
  .regex(/^\d{1,9}$/, outOfDate)
  .transform(Number);

/**
 * What a form with these items may send: for each an answer, the version that the person saw, and
 * where it has them a note and whether that is shared.
 * @param all whether every item must be answered.
 */
export function formShape(items: readonly Item[], all: boolean) {
  const fields = items.flatMap(({ code, allows, whenEmpty, noted }) => [
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
    ...(noted
      ? [
          [`${code}-note`, note],
          [`${code}-share`, share],
        ]
      : []),
    [`${code}-version`, version],
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
