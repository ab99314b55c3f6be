import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { heldIn, type Office } from './appointment.ts';
import { endAppointment, findAppointment, listAppointments } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { holdChain, record } from './audit-store.ts';

/**
 * Ends an appointment: whoever held it has lost the role with their next request. Nothing more
 * where it has ended already.
 * @param by the administrator who ends it.
 * @returns false, and nothing is changed, where it is the last national administrator's.
 * @throws Problem "not-found" when the office has no such appointment.
 */
export async function relieve(
  database: Database,
  clock: Clock,
  office: Office,
  appointmentId: string,
  by: string,
): Promise<boolean> {
  const now = timestamp(clock);
  const where = heldIn(office);
  return transact(database, async (transaction) => {
    // First, since it keeps everybody waiting who ends another appointment at the same time.
    await holdChain(transaction, nationalChain);
    const { role, endedAt } = found(await findAppointment(transaction, appointmentId, where));
    if (endedAt) return true;
    if (await isLastAdministrator(transaction, office, appointmentId)) return false;
    if (!(await endAppointment(transaction, appointmentId, where, now))) return true;
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: by,
      act: 'end-appointment',
      subject: { appointment: appointmentId },
      before: { role, organisation: where.organisationCode },
    });
    return true;
  });
}

/** Whether nobody but the holder of this appointment could appoint people for the service. */
export async function isLastAdministrator(
  database: Database,
  office: Office,
  appointmentId: string,
): Promise<boolean> {
  if (office.organisation) return false;
  const holders = await listAppointments(database, heldIn(office));
  return !holders.some(({ id, person }) => id !== appointmentId && !person.disabled);
}
