import type { Database } from '../shared/database.ts';
import { listAppointments } from './appointment-store.ts';

/** Where national administrators hold their role: in no organisation, and for no assessment. */
export const england = { organisationCode: null, assessmentId: null } as const;

/** The people who could appoint another national administrator. */
export async function ableAdministrators(database: Database): Promise<ReadonlySet<string>> {
  const holders = await listAppointments(database, england);
  return new Set(holders.flatMap(({ person }) => (person.disabled ? [] : [person.id])));
}

/** Whether nobody but this person could. */
export async function isOnlyAdministrator(database: Database, personId: string): Promise<boolean> {
  const able = await ableAdministrators(database);
  return able.size === 1 && able.has(personId);
}
