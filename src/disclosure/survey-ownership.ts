import { z } from 'zod';
import { families } from '../questionnaire/questionnaire.ts';
import type { CapabilityOwnership } from '../scoring/ownership.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import { roundedShare } from './shares.ts';
import type { OwnershipResult } from './survey.ts';
import { type Released, releaseFamilies } from './survey-family.ts';
import { fewestForSpread, type SurveyRules } from './survey-rules.ts';

const share = z.number().min(0).max(1);
const status = z.enum(['one-owner', 'shared', 'nobody', 'contested']).nullable();
const owner = z.string().nullable();
/** What is read of a capability; one that is malformed is not shown. */
const ownership = z.object({
  n: z.int().min(0),
  status,
  owner,
  roles: z.array(z.object({ role: z.string(), share })),
  shared: share.nullable(),
  nobody: share.nullable(),
  families: z.array(z.object({ family: z.enum(families), n: z.int().min(0), status, owner })),
});
type Owned = z.output<typeof ownership>;

/**
 * What may be shown of who owns one capability: a measure of its own, of those who answered other
 * than don't know, who weigh the same.
 */
export function discloseOwnership(
  given: CapabilityOwnership,
  rules: SurveyRules,
): Disclosed<OwnershipResult> {
  const { data } = ownership.safeParse(given);
  if (!data) return withheld('too-few-people');
  const released = releaseFamilies(data.families, data.n, (all) => all.map(() => 1), rules);
  if (!released.total) return withheld('too-few-people');
  if (data.status === null) return withheld('not-scored');
  return shown({
    status: data.status,
    owner: data.owner,
    share: leadingShare(data, rules),
    named: data.status === 'contested' ? namedBySeveral(data) : [],
    families: differing(data, released.families),
  });
}

/**
 * The share of the answer given most, where at least two people gave it and at least two did not:
 * one person inside the value guard (R3 from 0 to 1), so that leaving it out does not say that all
 * agree.
 */
function leadingShare(
  { n, roles, shared, nobody }: Owned,
  rules: SurveyRules,
): OwnershipResult['share'] {
  const leading = Math.max(roles[0]?.share ?? 0, shared ?? 0, nobody ?? 0);
  const people = Math.round(leading * n);
  const within = people >= 2 && n - people >= 2;
  return within && n >= fewestForSpread(rules)
    ? roundedShare(leading, rules.disclosure.shareStep)
    : null;
}

function namedBySeveral({ n, roles }: Owned): string[] {
  return roles.filter((named) => Math.round(named.share * n) >= 2).map(({ role }) => role);
}

/** Families that may be shown, if they differ from each other or from the whole. */
function differing(whole: Owned, released: Released['families']): OwnershipResult['families'] {
  const seen = whole.families.flatMap(({ family, status, owner }) =>
    released.has(family) && status !== null ? [{ family, status, owner }] : [],
  );
  const same = seen.every(({ status, owner }) => status === whole.status && owner === whole.owner);
  return same ? [] : seen;
}
