import type { Person } from './person.ts';

/**
 * What each kind of person may do: the one table. A permission opens a kind of page; which
 * record a person reaches through it is decided by loading the record through the person.
 */
const table = {
  'read public pages': ['visitor', 'leader'],
  'sign in': ['visitor', 'leader'],
  'sign out': ['leader'],
  'answer the questionnaire': ['leader'],
  'see own profile': ['leader'],
  'see shared results': ['leader'],
} as const satisfies Record<string, readonly Role[]>;

/** A visitor is anybody who is not signed in; a leader answers for an organisation. */
export type Role = 'visitor' | 'leader';
export type Permission = keyof typeof table;

export const permissions = Object.keys(table) as readonly Permission[];

export function rolesOf(person: Person | undefined): readonly Role[] {
  return person ? ['leader'] : ['visitor'];
}

export function may(roles: readonly Role[], permission: Permission): boolean {
  return table[permission].some((role: Role) => roles.includes(role));
}
