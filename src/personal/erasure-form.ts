import { z } from 'zod';
import type { FormError } from '../shared/forms.ts';
import { Problem } from '../shared/problems.ts';

const form = z.strictObject({
  _csrf: z.string().optional(),
  understood: z.literal('yes', {
    error: 'Tick the box if you want everything about you to be erased',
  }),
});

/**
 * What is wrong with a form that asks for erasure; nothing where it is meant.
 * @throws Problem "invalid" where it is not this form.
 */
export function readErasure(body: unknown): readonly FormError[] {
  const { error } = form.safeParse(body ?? {});
  if (!error) return [];
  if (error.issues.some(({ path }) => path[0] !== 'understood'))
    throw new Problem('invalid', 'Go back, open the page again and send it from there.');
  return error.issues.map(({ message }) => ({ message, href: '#understood' }));
}
