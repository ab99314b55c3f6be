import { z } from 'zod';
import { organisationCode } from '../organisation.ts';
import {
  type ContextVariable,
  contextVariableNames,
  contextVariables,
  sizeBands,
} from './variables.ts';

const source = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must be 200 characters or fewer')
  .refine((value) => !/\p{Cc}/u.test(value), 'contains a control character')
  .refine((value) => value.trim() === value, 'has a space before or after it');

/** The columns that every file has; after them, the variables that it knows. */
const facts = {
  ods_code: organisationCode,
  as_of: z.iso.date('must be a date such as 2026-03-31'),
  source,
  size_band: z.enum(['', ...sizeBands], `must be ${sizeBands.join(', ')}, or empty`),
};

/** Nothing, or a number in plain digits: no sign, no exponent, no separator of thousands. */
function number({ whole, most }: (typeof contextVariables)[ContextVariable]) {
  const pattern = whole ? /^(\d{1,9})?$/ : /^(\d{1,9}(\.\d{1,3})?)?$/;
  const form = whole ? 'a whole number such as 850' : 'a number such as 612.5';
  return z
    .string()
    .regex(pattern, { error: `must be ${form}, or empty`, abort: true })
    .refine((value) => Number(value) <= most, `must be ${most} or less`)
    .transform((value) => (value === '' ? null : Number(value)));
}

const variables = Object.fromEntries(
  contextVariableNames.map((name) => [name, number(contextVariables[name])]),
) as Record<ContextVariable, ReturnType<typeof number>>;

/** A row of a context file, by the names of its columns. */
export const contextRow = z.strictObject({
  ...facts,
  ...variables,
});
export type ContextRow = z.output<typeof contextRow>;

export const neededColumns: readonly string[] = Object.keys(facts);
export const contextColumns: readonly string[] = Object.keys(contextRow.shape);
