import type { OwnershipAnswer } from '../questionnaire/answer.ts';
import { type Capability, type Family, families } from '../questionnaire/questionnaire.ts';
import { type Method, method } from './method.ts';
import { mean, reaches, round6, round6OrNull } from './numbers.ts';
import type { Respondent } from './respondent.ts';

/** Who a group of people say is accountable for one capability. Shares are of `n`, 0 to 1. */
export interface Ownership {
  /** People who answered other than don't know. */
  readonly n: number;
  /** Null where they are fewer than half of the respondents; then there are no shares either. */
  readonly status: 'one-owner' | 'shared' | 'nobody' | 'contested' | null;
  /** The role, where the status is one owner. */
  readonly owner: string | null;
  /** Every role named, the one named most first; roles named equally often by their code. */
  readonly roles: readonly { readonly role: string; readonly share: number }[];
  readonly shared: number | null;
  readonly nobody: number | null;
}

export interface CapabilityOwnership extends Ownership {
  readonly code: string;
  /** The same question asked within each role family that has respondents. */
  readonly families: readonly ({ readonly family: Family } & Ownership)[];
}

export interface OwnershipMap {
  /**
   * Mean over the capabilities with a status of the share of the single role named most, 0 to 1,
   * six decimals: "nobody" and "shared" count against it. Null where no capability has one.
   */
  readonly clarity: number | null;
  readonly capabilities: readonly CapabilityOwnership[];
}

/** The ownership map of an organisation (method, section 3): people count equally here. */
export function mapOwnership(
  capabilities: readonly Capability[],
  respondents: readonly Respondent[],
): OwnershipMap {
  const present = families.filter((family) => respondents.some((r) => r.family === family));
  const asked = (code: string, people: readonly Respondent[]) =>
    whoOwns(people.map((respondent) => respondent.ownership.get(code)));
  const mapped = capabilities.map(({ code }) => ({
    code,
    ...asked(code, respondents),
    families: present.map((family) => {
      const people = respondents.filter((respondent) => respondent.family === family);
      return { family, ...asked(code, people) };
    }),
  }));
  const named = mapped.filter(({ status }) => status !== null);
  const clarity = mean(named.map(({ roles }) => roles[0]?.share ?? 0));
  return { clarity: round6OrNull(clarity), capabilities: mapped };
}

/** Takes one answer per respondent, undefined from those who gave none for this capability. */
export function whoOwns(
  answers: readonly (OwnershipAnswer | undefined)[],
  rule: Method['ownership'] = method.ownership,
): Ownership {
  const given = answers
    .filter((answer) => answer !== undefined)
    .filter((answer) => answer !== 'dont-know');
  const n = given.length;
  if (n === 0 || !reaches(n / answers.length, rule.answeredShare)) {
    return { n, status: null, owner: null, roles: [], shared: null, nobody: null };
  }
  const shareOf = (answer: OwnershipAnswer) =>
    round6(given.filter((other) => other === answer).length / n);
  const [shared, nobody] = [shareOf('shared'), shareOf('nobody')];
  const roles = [...new Set(given)]
    .filter((answer) => answer !== 'shared' && answer !== 'nobody')
    .map((role) => ({ role, share: shareOf(role) }))
    .sort((a, b) => b.share - a.share || (a.role < b.role ? -1 : 1));
  const first = roles[0];
  const owner = first && reaches(first.share, rule.share) ? first.role : null;
  return { n, status: statusOf(), owner, roles, shared, nobody };

  function statusOf() {
    if (owner !== null) return 'one-owner';
    if (reaches(nobody, rule.share)) return 'nobody';
    return reaches(shared, rule.share) ? 'shared' : 'contested';
  }
}
