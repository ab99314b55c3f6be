import type { AppointedRole } from '../../src/people/permissions.ts';
import { type Hold, heldBy, isAppointed, isVisitor, type Stage, type Where } from './people.ts';

/**
 * Who may do what, as the tests say it: written down again, so that a change of the service's own
 * table is seen. Permissions of everybody, of whoever is signed in, or of some roles.
 */
const permissions = {
  'read public pages': 'everybody',
  'sign in': 'everybody',
  'accept an invitation': 'everybody',
  'join with a code': 'everybody',
  'vote in a workshop': 'everybody',
  'sign out': 'signed in',
  'manage own sessions': 'signed in',
  'answer the questionnaire': 'signed in',
  'see own profile': 'signed in',
  'see a benchmark': 'signed in',
  'see survey results': 'signed in',
  'lead a survey': ['assessment-lead'],
  'see the agreed position': ['assessment-lead', 'facilitator', 'signatory'],
  'agree the position': ['assessment-lead'],
  'sign off': ['signatory'],
  'reopen the position': ['assessment-lead', 'signatory'],
  'see the plan': ['assessment-lead', 'facilitator', 'signatory'],
  'keep the plan': ['assessment-lead'],
  'run a workshop': ['facilitator', 'assessment-lead'],
  'see the trusts of an ICB': ['icb-analyst'],
  'administer cycles': ['national-administrator'],
  'publish releases': ['national-administrator'],
  'appoint people': ['national-administrator'],
  'read the audit': ['national-administrator'],
} as const satisfies Record<string, 'everybody' | 'signed in' | readonly AppointedRole[]>;

/** What somebody has to be where the address leads, beside having the permission. */
export type Standing = Hold['role'];

/** Who may use a route. */
export interface Rule {
  readonly permission: keyof typeof permissions;
  /** One of these, there; null where nobody has to be anything. */
  readonly standing: readonly Standing[] | null;
  /** Which assessment of each organisation to try it on. */
  readonly stage: Stage;
  /** Whether standing in any of its assessments will do. */
  readonly anyStage: boolean;
  /** What is answered to an id that nobody has; not found, unless the answer hides even that. */
  readonly random: Outcome;
}

/** Rows of the table: each begins with `may(…)`. */
export function may(
  permission: Rule['permission'],
  standing: Rule['standing'] = null,
  more: Partial<Pick<Rule, 'stage' | 'anyStage' | 'random'>> = {},
): Rule {
  return { permission, standing, stage: 'open', anyStage: false, random: 'not found', ...more };
}

/**
 * How something is answered: "sign in" leads to the page for it, "signed out" is its like for
 * forms (401), "refused" is 403, "not found" 404, and "allowed" everything else.
 */
export type Outcome = 'allowed' | 'sign in' | 'signed out' | 'refused' | 'not found';

/** Whose thing an address names; "nobody's" for an id that there is not. */
export type Target = Where | "nobody's";

/** What the table says of a route, a person and whose thing it is. */
export function expected(
  method: string,
  { permission, standing, stage, anyStage, random }: Rule,
  walker: string,
  target: Target,
): Outcome {
  const roles = permissions[permission];
  const held = heldBy(walker);
  if (roles !== 'everybody') {
    if (isVisitor(walker)) return method === 'GET' ? 'sign in' : 'signed out';
    if (roles !== 'signed in' && !held.some(({ role }) => includes(roles, role))) return 'refused';
  }
  if (target === "nobody's") return random;
  const stands = (hold: Hold) =>
    standing?.includes(hold.role) &&
    hold.at === target &&
    (anyStage || (hold.stage ?? stage) === stage);
  return standing === null || held.some(stands) ? 'allowed' : 'not found';
}

function includes(roles: readonly AppointedRole[], role: Hold['role']): boolean {
  return isAppointed(role) && roles.includes(role);
}
