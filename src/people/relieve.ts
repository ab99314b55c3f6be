import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { heldIn, type Office } from './appointment.ts';
import { endAppointment, findAppointment, listAppointments } from './appointment-store.ts';
import { nationalChain } from './audit.ts';
import { record } from './audit-store.ts';

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
  try {
    await transact(database, async (transaction) => {
      // First, since it keeps everybody waiting who ends another appointment at the same time.
      await record(transaction, {
        chain: nationalChain,
        at: now,
        actorId: by,
        act: 'end-appointment',
        subject: { appointment: appointmentId },
      });
      const appointment = found(await findAppointment(transaction, appointmentId, where));
      if (appointment.endedAt) throw new NotEnded(true);
      if (await isLastAdministrator(transaction, office, appointmentId)) throw new NotEnded(false);
      await endAppointment(transaction, appointmentId, where, now);
    });
    return true;
  } catch (error) {
    if (error instanceof NotEnded) return error.wasEnded;
    throw error;
  }
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

/** Undoes what was begun. */
class NotEnded extends Error {
  readonly wasEnded: boolean;

  constructor(wasEnded: boolean) {
    super('The appointment was not ended');
    this.wasEnded = wasEnded;
  }
}
