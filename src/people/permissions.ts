import type { Person } from './person.ts';

/**
 * What each kind of person may do: the one table. A permission opens a kind of page; which
 * record a person reaches through it is decided by loading the record through the person.
 */
const table = {
  'read public pages': ['visitor', 'leader'],
  'sign in': ['visitor', 'leader'],
  'accept an invitation': ['visitor', 'leader'],
  'join with a code': ['visitor', 'leader'],
  'sign out': ['leader'],
  'manage own sessions': ['leader'],
  'answer the questionnaire': ['leader'],
  'see own profile': ['leader'],
  'see a benchmark': ['leader'],
  'see survey results': ['leader'],
  'lead a survey': ['assessment-lead'],
  'see the agreed position': ['assessment-lead', 'facilitator', 'signatory'],
  'agree the position': ['assessment-lead'],
  'sign off': ['signatory'],
  'reopen the position': ['assessment-lead', 'signatory'],
  'see the plan': ['assessment-lead', 'facilitator', 'signatory'],
  'keep the plan': ['assessment-lead'],
  'run a workshop': ['facilitator', 'assessment-lead'],
  'vote in a workshop': ['visitor', 'leader'],
  'see the trusts of an ICB': ['icb-analyst'],
  'administer cycles': ['national-administrator'],
  'publish releases': ['national-administrator'],
  'appoint people': ['national-administrator'],
  'read the audit': ['national-administrator'],
} as const satisfies Record<string, readonly Role[]>;

/** Roles that somebody is appointed to. */
export const appointedRoles = [
  'national-administrator',
  'assessment-lead',
  'signatory',
  'facilitator',
  'icb-analyst',
] as const;
export type AppointedRole = (typeof appointedRoles)[number];

/** A visitor is anybody who is not signed in; a leader anybody who is. */
export type Role = 'visitor' | 'leader' | AppointedRole;
export type Permission = keyof typeof table;

/** What is only done by somebody who has shown who they are within the last quarter of an hour. */
const confirmed: readonly Permission[] = [
  'administer cycles',
  'publish releases',
  'appoint people',
];

export function needsConfirming(permission: Permission): boolean {
  return confirmed.includes(permission);
}

export const permissions = Object.keys(table) as readonly Permission[];

export function rolesOf(person: Person | undefined): readonly Role[] {
  return person ? ['leader', ...person.roles] : ['visitor'];
}

export function may(roles: readonly Role[], permission: Permission): boolean {
  return table[permission].some((role: Role) => roles.includes(role));
}
