import { z } from 'zod';
import type { WithheldReason } from '../../disclosure/disclosed.ts';
import { bases } from '../basis.ts';
import { groupKinds } from '../catalogue/peer-group.ts';

/**
 * Why peers are withheld, as administrators read it. Which reason it is that lies with an
 * organisation itself is its own affair: where one came since the last preview, it would be told.
 */
const summaryReasons = ['own', 'too-few-organisations', 'protects-another'] as const;
export type SummaryReason = (typeof summaryReasons)[number];

export function summaryReason(why: WithheldReason): SummaryReason {
  return why === 'too-few-organisations' || why === 'protects-another' ? why : 'own';
}

const count = z.int().nonnegative();
const kind = z.enum(['trust', 'icb']);

const contributors = z.strictObject({
  basis: z.enum(bases),
  kind,
  /** Codes, in ascending order, of those whom others are compared with. */
  organisations: z.array(z.string()),
  /** How many have a result that nobody is compared with. */
  others: count,
});

/** What becomes of all groups of one kind, by how many organisations. */
const groupsOfKind = z.strictObject({
  basis: z.enum(bases),
  kind,
  group: z.enum(groupKinds),
  /** How many have such a group; with more than one ICB, an organisation counts for each. */
  organisations: count,
  /** To how many of them every measure is shown, to how many some, and to how many none. */
  all: count,
  some: count,
  none: count,
  /** To how many it stays as it was in an earlier release. */
  kept: count,
  /** For how many a measure is withheld for this reason. */
  withheld: z.partialRecord(z.enum(summaryReasons), count),
});

/**
 * The part of a release that says what it is made of and what becomes of it: who contributes, and
 * what is shown or withheld and why. Never a number of a group, so that a release can be prepared
 * and discarded again and again without giving anything away.
 */
export const releaseSummary = z.strictObject({
  contributors: z.array(contributors),
  groups: z.array(groupsOfKind),
  /** By integrated care board: how many trusts share their scores with it. */
  boards: z.array(z.strictObject({ icb: z.string(), trusts: count })),
});
export type ReleaseSummary = z.output<typeof releaseSummary>;
