import { z } from 'zod';
import { type FormError, fieldText, typedText } from '../../shared/forms.ts';
import { id } from '../../shared/ids.ts';
import { Problem } from '../../shared/problems.ts';

/** The form in which somebody says why a position is sent back or reopened. */
const reasonForm = z.strictObject({
  _csrf: z.string().optional(),
  /** The request, or the sign-off, that was on the page. */
  of: id,
  'reason-note': typedText(2000, 'Your reason').refine((text) => text !== '', {
    error: 'Say why',
  }),
});

/** What was sent: what is wrong with the reason, or what it is the reason of. */
export type ReadReason =
  | { readonly of: string; readonly reason: string; readonly errors?: undefined }
  | { readonly errors: readonly FormError[]; readonly typed: string };

/** @throws Problem "invalid" where it is not this form. */
export function readReason(body: unknown): ReadReason {
  const { data, error } = reasonForm.safeParse(body);
  if (data) return { of: data.of, reason: data['reason-note'] };
  const ofReason = error.issues.filter(({ path }) => path[0] === 'reason-note');
  if (ofReason.length < error.issues.length)
    throw new Problem('invalid', 'Go back, open the page again and send it from there.');
  return {
    errors: ofReason.slice(0, 1).map(({ message }) => ({ message, href: '#reason-note' })),
    typed: fieldText(body, 'reason-note'),
  };
}
