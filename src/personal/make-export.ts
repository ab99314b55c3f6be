import { type Clock, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import {
  findPerson,
  listInvitationsOf,
  listMessagesTo,
  listRoles,
  signInsOf,
} from './access-store.ts';
import { listAuditOf, listDeeds } from './deed-store.ts';
import { type ExportDocument, schemaPath } from './export-document.ts';
import { listPlacesOf } from './place-store.ts';

/**
 * Everything that is kept about a person, for themselves.
 * @throws Problem "not-found" without such a person.
 */
export async function makeExport(
  database: Database,
  clock: Clock,
  personId: string,
): Promise<ExportDocument> {
  const person = found(await findPerson(database, personId));
  return {
    schema: schemaPath,
    schemaVersion: 1,
    madeAt: timestamp(clock),
    person,
    appointments: await listRoles(database, personId),
    invitations: await listInvitationsOf(database, person),
    ...(await signInsOf(database, personId)),
    messages: await listMessagesTo(database, person.email),
    places: [...(await listPlacesOf(database, personId))],
    deeds: [...(await listDeeds(database, personId))],
    audit: await listAuditOf(database, personId),
  };
}
