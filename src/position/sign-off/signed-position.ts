import { hash } from 'node:crypto';
import { z } from 'zod';
import { dateOf } from '../../shared/clock.ts';
import { type Agreement, methods, ownerContent, questionContent } from '../agreement.ts';
import type { Position } from '../position.ts';

const level = z.int().min(1).max(5);
const score = z.number().min(1).max(5);
const count = z.int().nonnegative();

const agreeing = {
  /** Which version of the agreement it was. */
  version: z.int().positive(),
  method: z.enum(methods),
  present: count.nullable(),
  dissenting: count.nullable(),
  reason: z.string().nullable(),
  agreedAt: z.iso.datetime(),
};

const questionScore = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('agreed'),
    claimed: level,
    evidenced: level,
    upper: level,
    unknowns: count,
    next: z.strictObject({ level, met: count, applicable: count }).nullable(),
    heldBy: z.array(z.string()),
    lackEvidence: z.array(z.string()),
  }),
  z.strictObject({ status: z.literal('not-applicable') }),
]);

const counts = { answered: count, applicable: count };
const dimensionScore = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('scored'), score, ...counts }),
  z.strictObject({ status: z.literal('insufficient'), score: z.null(), ...counts }),
  z.strictObject({
    status: z.literal('not-applicable'),
    score: z.null(),
    answered: z.literal(0),
    applicable: z.literal(0),
  }),
]);

const gate = z.strictObject({
  dimension: z.string(),
  statement: z.string(),
  cap: level,
  reason: z.string(),
});

const dimension = z.strictObject({
  code: z.string(),
  claimed: dimensionScore,
  evidenced: dimensionScore,
  score: score.nullable(),
  upper: score.nullable(),
  gates: z.array(
    z.strictObject({ gate, state: z.enum(['not-met', 'unknown']), binds: z.boolean() }),
  ),
  confidence: z
    .strictObject({ level: z.enum(['high', 'medium', 'low']), share: z.number().min(0).max(1) })
    .nullable(),
});

/**
 * A whole position, as it is frozen when it is signed off: what was agreed and its scores. It holds
 * no name of anybody, so that erasing somebody leaves it as it was.
 */
export const signedPosition = z.strictObject({
  /** The day on which the documents were looked at: they age. */
  on: z.iso.date(),
  /** By their codes, in the order of the questionnaire; one that is not agreed is left out. */
  questions: z.record(
    z.string(),
    z.strictObject({ ...agreeing, ...questionContent.shape, score: questionScore }),
  ),
  owners: z.record(z.string(), z.strictObject({ ...agreeing, ...ownerContent.shape })),
  dimensions: z.array(dimension),
  overall: z.strictObject({
    overall: score.nullable(),
    scored: count,
    applicable: count,
    secured: z.strictObject({
      level: level.nullable(),
      atMost: level.nullable(),
      heldBy: z.array(z.string()),
    }),
  }),
  eligible: z.boolean(),
});
export type SignedPosition = z.output<typeof signedPosition>;

/** The position as it would be frozen now. What the questionnaire does not ask is left out. */
export function freeze(
  { survey: { questionnaire }, agreements, scored }: Omit<Position, 'disclosed'>,
  now: Date,
): SignedPosition {
  const questions = [...scored.questions].flatMap(([code, ofQuestion]) => {
    const agreement = agreements.questions.get(code);
    return agreement
      ? [[code, { ...agreed(agreement), ...agreement.content, score: ofQuestion }] as const]
      : [];
  });
  const owners = questionnaire.ownership.capabilities.flatMap(({ code }) => {
    const agreement = agreements.owners.get(code);
    return agreement ? [[code, { ...agreed(agreement), ...agreement.content }] as const] : [];
  });
  return signedPosition.parse({
    on: dateOf(now),
    questions: Object.fromEntries(questions),
    owners: Object.fromEntries(owners),
    dimensions: scored.dimensions,
    overall: scored.overall,
    eligible: scored.eligible,
  });
}

function agreed({ version, method, present, dissenting, reason, agreedAt }: Agreement) {
  return { version, method, present, dissenting, reason, agreedAt };
}

/** How many were there and disagreed; a version of an agreement never changes its own. */
const heads = ['present', 'dissenting'];

/**
 * The same for two positions of which nothing differs but the day on which they were looked at. It
 * stands on a page, so it is made without the numbers that the page has in words: whoever knows the
 * rest could try out which numbers it fits.
 */
export function fingerprintOf({ on: _, ...content }: SignedPosition): string {
  const withoutHeads = (name: string, value: unknown) => (heads.includes(name) ? undefined : value);
  return hash('sha256', JSON.stringify(content, withoutHeads), 'base64url');
}
