import { beforeEach, describe, expect, test } from '@jest/globals';
import { appoint } from '../../src/people/appoint.ts';
import type { Appointee, Office } from '../../src/people/appointment.ts';
import {
  endAppointment,
  findAppointment,
  findOffered,
  insertAppointment,
  listAppointments,
  listPending,
} from '../../src/people/appointment-store.ts';
import { createAdministrator } from '../../src/people/create-administrator.ts';
import { markAccepted } from '../../src/people/invitation-store.ts';
import { relieve } from '../../src/people/relieve.ts';
import { withdrawAppointment } from '../../src/people/withdraw-appointment.ts';
import { transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const now = today.toISOString();
const clock = () => today;
const england: Office = { organisation: null, roles: ['national-administrator'], open: true };
const atHill: Office = {
  organisation: { code: 'RAA', name: 'Hill NHS Trust' },
  roles: ['assessment-lead', 'signatory'],
  open: true,
};
const hill = { organisationCode: 'RAA', assessmentId: null };
const nowhere = { organisationCode: null, assessmentId: null };

onEachDatabase('appointments', (database) => {
  let world: World | undefined;
  beforeEach(async () => {
    world ??= await buildWorld(database());
    const cast = Object.values(people);
    await database().deleteFrom('message').execute();
    await database().deleteFrom('invitation').execute();
    await database().deleteFrom('appointment').where('person_id', 'not in', cast).execute();
    await database().updateTable('appointment').set({ ended_at: null }).execute();
  });

  const names = async (where: typeof hill | typeof nowhere) =>
    (await listAppointments(database(), where)).map(({ role, person }) => `${person.name} ${role}`);
  const offer = (email: string, role: Appointee['role'] = 'signatory') =>
    appoint(database(), clock, atHill, { role, email, name: null }, people.nora);
  const chain = () => readChain(database(), 'england');

  test('are those of one organisation, of one assessment, or of England', async () => {
    expect(await names(hill)).toEqual(['lena assessment-lead', 'sam signatory']);
    expect(await names({ organisationCode: 'RBB', assessmentId: null })).toEqual([
      'leo assessment-lead',
    ]);
    expect(await names(nowhere)).toEqual(['nora national-administrator']);
    const assessmentId = (world as World).assessments.hill;
    expect(
      (await listAppointments(database(), { organisationCode: null, assessmentId })).map(
        ({ person }) => person,
      ),
    ).toEqual([{ id: people.fay, name: 'fay', email: 'fay@leaders.example', disabled: false }]);
  });

  test('are held once by a person, and found when they have ended', async () => {
    const appointment = { personId: people.bob, role: 'signatory' as const, ...hill };
    expect(await insertAppointment(database(), appointment, now)).toBe(true);
    expect(await insertAppointment(database(), appointment, now)).toBe(false);
    const { id = '' } =
      (await listAppointments(database(), hill)).find(({ person }) => person.name === 'bob') ?? {};
    expect(await endAppointment(database(), id, nowhere, now)).toBe(false);
    expect(await findAppointment(database(), id, nowhere)).toBeUndefined();
    expect(await endAppointment(database(), id, hill, now)).toBe(true);
    expect(await endAppointment(database(), id, hill, now)).toBe(false);
    expect(await findAppointment(database(), id, hill)).toMatchObject({ endedAt: now });
    expect(await names(hill)).not.toContain('bob signatory');
    await database().deleteFrom('appointment').where('id', '=', id).execute();
  });

  test('that are offered are pending until they are accepted or withdrawn', async () => {
    expect(await offer('one@hill.example')).toBeNull();
    expect(await offer('two@hill.example')).toBeNull();
    expect(await offer('lead@hill.example', 'assessment-lead')).toBeNull();
    const roles = atHill.roles;
    const addresses = async () =>
      (await listPending(database(), hill, roles)).map(({ email }) => email);
    expect(await addresses()).toEqual([
      'lead@hill.example',
      'one@hill.example',
      'two@hill.example',
    ]);
    expect(await listPending(database(), nowhere, england.roles)).toEqual([]);
    const [lead, one] = await listPending(database(), hill, roles);
    expect(await findOffered(database(), lead?.id ?? '', hill, ['signatory'])).toBeUndefined();
    expect(await findOffered(database(), lead?.id ?? '', nowhere, roles)).toBeUndefined();
    expect(await findOffered(database(), lead?.id ?? '', hill, roles)).toEqual(lead);
    await withdrawAppointment(database(), clock, atHill, lead?.id ?? '', people.nora);
    await markAccepted(database(), one?.id ?? '', { personId: people.bob, at: now });
    expect(await addresses()).toEqual(['two@hill.example']);
  });

  test('are offered once to an address, however often at once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => offer('one@hill.example')));
    const rows = await database().selectFrom('invitation').selectAll().execute();
    expect(rows.map(({ email, withdrawn_at }) => [email, withdrawn_at])).toEqual([
      ['one@hill.example', null],
    ]);
    expect(firstBroken(await chain())).toBeNull();
  });

  test('cannot be withdrawn while they are accepted: one of the two wins', async () => {
    for (let round = 0; round < 5; round++) {
      const email = `${round}@hill.example`;
      await offer(email);
      const [pending] = await listPending(database(), hill, ['signatory']);
      const id = pending?.id ?? '';
      const [accepted, withdrawn] = await Promise.all([
        transact(database(), (transaction) =>
          markAccepted(transaction, id, { personId: people.bob, at: now }),
        ),
        withdrawAppointment(database(), clock, atHill, id, people.nora).then(
          () => true,
          () => false,
        ),
      ]);
      expect(accepted).not.toBe(withdrawn);
      const row = await database()
        .selectFrom('invitation')
        .select(['accepted_at', 'withdrawn_at'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect([row.accepted_at !== null, row.withdrawn_at !== null]).toEqual([accepted, withdrawn]);
    }
  });

  describe('of national administrators', () => {
    test('are never all ended, not even by two at once', async () => {
      for (let round = 0; round < 5; round++) {
        const personId = people.bob;
        const appointment = { personId, role: 'national-administrator' as const, ...nowhere };
        await insertAppointment(database(), appointment, now);
        const both = await listAppointments(database(), nowhere);
        expect(both).toHaveLength(2);
        const length = (await chain()).length;
        const ended = await Promise.all(
          both.map(({ id }) => relieve(database(), clock, england, id, people.nora)),
        );
        expect(ended.filter(Boolean)).toHaveLength(1);
        expect(await names(nowhere)).toHaveLength(1);
        expect(await chain()).toHaveLength(length + 1);
        await database().updateTable('appointment').set({ ended_at: null }).execute();
        await database().deleteFrom('appointment').where('person_id', '=', personId).execute();
      }
    });

    test('are created once for an address, however often at once', async () => {
      const email = `${newId()}@england.example`;
      const length = (await chain()).length;
      const kept = await Promise.all(
        Array.from({ length: 4 }, () => createAdministrator(database(), clock, email)),
      );
      expect(kept.filter((reason) => reason === null)).toHaveLength(1);
      expect(kept.filter((reason) => reason === 'already')).toHaveLength(3);
      expect(await names(nowhere)).toEqual([
        `${email} national-administrator`,
        'nora national-administrator',
      ]);
      const lines = await chain();
      expect(lines).toHaveLength(length + 1);
      expect(lines.at(-1)).toMatchObject({ actorId: null, act: 'create-administrator' });
      expect(JSON.stringify(lines)).not.toContain(email);
    });

    test('are created of people there are, who keep their name and use up an invitation', async () => {
      const email = 'alice@leaders.example';
      await appoint(
        database(),
        clock,
        england,
        { role: 'national-administrator', email, name: null },
        people.nora,
      );
      expect(await createAdministrator(database(), clock, email)).toBeNull();
      expect(await names(nowhere)).toContain('alice national-administrator');
      expect(await listPending(database(), nowhere, england.roles)).toEqual([]);
      await database().deleteFrom('appointment').where('person_id', '=', people.alice).execute();
    });

    test('are not created of somebody who is disabled', async () => {
      const disable = (disabled_at: string | null) =>
        database().updateTable('person').set({ disabled_at }).where('name', '=', 'bob').execute();
      await disable(now);
      const length = (await chain()).length;
      expect(await createAdministrator(database(), clock, 'bob@leaders.example')).toBe('disabled');
      expect(await names(nowhere)).toEqual(['nora national-administrator']);
      expect(await chain()).toHaveLength(length);
      await disable(null);
    });
  });
});
