import { z } from 'zod';

declare const checked: unique symbol;

/** Why a number is not shown; says nothing about how far it was from being shown. */
export const withheldReasons = [
  'too-few-people',
  'too-few-organisations',
  'not-scored',
  'only-a-bound',
  'protects-another',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

/**
 * A value that has passed disclosure control, or the reason it has not; then there is neither a
 * value nor a count. Only this folder makes one, so a page that forgets to ask does not compile.
 */
export type Disclosed<T> = { readonly [checked]: true } & (
  | { readonly shown: true; readonly value: T }
  | { readonly shown: false; readonly why: WithheldReason }
);

/** For this folder alone: what calls it has decided that the value may be shown. */
export function shown<T>(value: T): Disclosed<T> {
  return { shown: true, value } as Disclosed<T>;
}

/** For this folder alone. */
export function withheld<T>(why: WithheldReason): Disclosed<T> {
  return { shown: false, why } as Disclosed<T>;
}

/**
 * How a Disclosed value is read back from where a release keeps it. What does not have exactly
 * this shape is refused: a value beside a reason never gets past it.
 */
export function storedDisclosed<S extends z.ZodType>(value: S) {
  return z
    .discriminatedUnion('shown', [
      z.strictObject({ shown: z.literal(true), value }),
      z.strictObject({ shown: z.literal(false), why: z.enum(withheldReasons) }),
    ])
    .transform((stored) => stored as Disclosed<z.output<S>>);
}
