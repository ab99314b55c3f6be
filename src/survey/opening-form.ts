import { z } from 'zod';
import type { FormError } from '../shared/forms.ts';
import { Problem } from '../shared/problems.ts';
import { type ClosingDays, type ReadClosingDate, readClosingDate } from './closing-date.ts';

const choice = z.looseObject({ survey: z.enum(['yes', 'no']).default('yes') });

/** What a lead wants to open, or why it cannot be. */
export interface ReadOpening {
  /** Null without a survey; undefined where there is an error. */
  readonly closesAt: string | null | undefined;
  readonly error: FormError | null;
  readonly typed: ReadClosingDate['typed'];
  /** Whether a survey comes first; so it does unless the lead chose otherwise. */
  readonly asks: boolean;
}

/**
 * Reads whether an assessment begins with a survey and, where it does, when that closes.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readOpening(body: unknown, days: ClosingDays): ReadOpening {
  const { data } = choice.safeParse(body ?? {});
  if (!data) throw new Problem('invalid', 'Go back, and fill in the form again.');
  const { survey, ...dateFields } = data;
  const { closesAt, error, typed } = readClosingDate(dateFields, days);
  if (survey === 'no') return { closesAt: null, error: null, typed, asks: false };
  return { closesAt: closesAt ?? undefined, error, typed, asks: true };
}
