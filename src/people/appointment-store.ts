import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import type { Invitation } from './invitation.ts';
import { findInvitation, listInvitations, scopeOf } from './invitation-store.ts';
import type { AppointedRole } from './permissions.ts';

/** Where a role is held: for an organisation, for one assessment of it, or for England. */
export interface Held {
  readonly organisationCode: string | null;
  readonly assessmentId: string | null;
}

/** A role that somebody holds. */
export interface Appointment {
  readonly id: string;
  readonly role: AppointedRole;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    /** Whether they are kept from signing in. */
    readonly disabled: boolean;
  };
  readonly appointedAt: string;
  /** Null while they hold it. */
  readonly endedAt: string | null;
}

export interface NewAppointment extends Held {
  readonly personId: string;
  readonly role: AppointedRole;
}

/** Who holds roles at present: of an organisation, of an assessment, or of England. */
export async function listAppointments(
  database: Database,
  where: Held,
): Promise<readonly Appointment[]> {
  const rows = await appointments(database, where)
    .where('appointment.ended_at', 'is', null)
    .orderBy('appointment.role')
    .orderBy('person.name')
    .execute();
  return rows.map(toAppointment);
}

/** An appointment of this place, held or ended; undefined when there is no such one. */
export async function findAppointment(
  database: Database,
  id: string,
  where: Held,
): Promise<Appointment | undefined> {
  const row = await appointments(database, where)
    .where('appointment.id', '=', id)
    .executeTakeFirst();
  return row && toAppointment(row);
}

/** The invitations to roles of this place that were neither accepted nor withdrawn. */
export async function listPending(
  database: Database,
  where: Held,
  roles: readonly AppointedRole[],
): Promise<readonly Invitation[]> {
  const pending: Invitation[] = [];
  for (const role of roles) {
    const scope = scopeOf({ ...where, purpose: role, name: null });
    pending.push(...(await listInvitations(database, scope, [role])));
  }
  return pending.filter(
    ({ acceptedAt, withdrawnAt, email }) => !acceptedAt && !withdrawnAt && email !== null,
  );
}

/** An invitation to one of these roles of this place; undefined when there is no such one. */
export async function findOffered(
  database: Database,
  id: string,
  where: Held,
  roles: readonly AppointedRole[],
): Promise<Invitation | undefined> {
  const invitation = await findInvitation(database, id);
  const { purpose, organisation, assessmentId } = invitation ?? {};
  const isOfHere =
    roles.some((role) => role === purpose) &&
    (organisation?.code ?? null) === where.organisationCode &&
    assessmentId === where.assessmentId;
  return isOfHere ? invitation : undefined;
}

function appointments(database: Database, { organisationCode, assessmentId }: Held) {
  return database
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select([
      'appointment.id',
      'appointment.role',
      'appointment.appointed_at',
      'appointment.ended_at',
      'person.id as person_id',
      'person.name',
      'person.email',
      'person.disabled_at',
    ])
    .where('appointment.organisation_code', 'is not distinct from', organisationCode)
    .where('appointment.assessment_id', 'is not distinct from', assessmentId);
}

type AppointmentRow = Awaited<
  ReturnType<ReturnType<typeof appointments>['executeTakeFirstOrThrow']>
>;

function toAppointment(row: AppointmentRow): Appointment {
  return {
    id: row.id,
    role: row.role,
    person: {
      id: row.person_id,
      name: row.name,
      email: row.email,
      disabled: row.disabled_at !== null,
    },
    appointedAt: row.appointed_at,
    endedAt: row.ended_at,
  };
}

/** Appoints somebody; false, and nothing more, where they hold the role already. */
export async function insertAppointment(
  database: Database,
  appointment: NewAppointment,
  now: string,
): Promise<boolean> {
  const { personId, role, organisationCode, assessmentId } = appointment;
  const held = await database
    .selectFrom('appointment')
    .select('id')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('organisation_code', 'is not distinct from', organisationCode)
    .where('assessment_id', 'is not distinct from', assessmentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (held) return false;
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: personId,
      role,
      organisation_code: organisationCode,
      assessment_id: assessmentId,
      appointed_at: now,
    })
    .execute();
  return true;
}

/** Ends an appointment of this place; false when there is no such one. */
export async function endAppointment(
  database: Database,
  id: string,
  where: Held,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('appointment')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('organisation_code', 'is not distinct from', where.organisationCode)
    .where('assessment_id', 'is not distinct from', where.assessmentId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
