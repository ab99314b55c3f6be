import { beforeAll, expect, test } from '@jest/globals';
import { accept, takeRole } from '../../src/people/accept.ts';
import type { Invitation, Offer } from '../../src/people/invitation.ts';
import { masked } from '../../src/people/invitation.ts';
import {
  countRefusal,
  findInvitation,
  findInvitationByToken,
  insertInvitationLink,
  listInvitations,
  markAccepted,
  markWithdrawn,
  renewInvitation,
  upsertInvitation,
} from '../../src/people/invitation-store.ts';
import { invite } from '../../src/people/invite.ts';
import { newSecret } from '../../src/people/session.ts';
import { transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { takePlace } from '../../src/survey/take-place.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';

const clock = () => today;
const now = today.toISOString();

test.each([
  ['morgan@hill.example', 'm…n@hill.example'],
  ['al@hill.example', '…@hill.example'],
  ['a@hill.example', '…@hill.example'],
  ['bob@hill.example', 'b…b@hill.example'],
])('%s is shown as %s', (email, shown) => {
  expect(masked(email)).toBe(shown);
});

onEachDatabase('the stores of invitations', (database) => {
  let world: World;
  let number = 0;

  beforeAll(async () => {
    world = await buildWorld(database());
  });

  const offer = (values: Partial<Offer> = {}): Offer => ({
    purpose: 'respondent',
    organisationCode: 'RAA',
    assessmentId: world.assessments.hill,
    email: `p${++number}@hill.example`,
    name: 'Ann',
    ...values,
  });
  const made = async (values: Partial<Offer> = {}): Promise<Invitation> => {
    const id = await upsertInvitation(database(), offer(values), today);
    return (await findInvitation(database(), id)) as Invitation;
  };

  test('keep an invitation for 30 days, with its organisation', async () => {
    expect(await made({ email: 'ann@hill.example', role: 'data-lead' })).toEqual({
      id: expect.any(String),
      purpose: 'respondent',
      organisation: { code: 'RAA', name: 'Hill NHS Trust' },
      assessmentId: world.assessments.hill,
      email: 'ann@hill.example',
      name: 'Ann',
      role: 'data-lead',
      expiresAt: '2026-12-22T10:00:00.000Z',
      acceptedAt: null,
      withdrawnAt: null,
    });
    expect(await findInvitation(database(), newId())).toBeUndefined();
  });

  test('keep one for an address and a purpose, and another for another purpose', async () => {
    const first = await made();
    const email = first.email ?? '';
    expect((await made({ email, name: 'Ben' })).id).toBe(first.id);
    expect((await made({ email, purpose: 'facilitator' })).id).not.toBe(first.id);
    const listed = await listInvitations(database(), world.assessments.hill, ['respondent']);
    expect(listed.filter((each) => each.email === email)).toMatchObject([{ name: 'Ben' }]);
  });

  test('open one that was withdrawn again, with the family it had first', async () => {
    const { id, email } = await made({ role: 'data-lead', family: 'digital' });
    await markWithdrawn(database(), id, now);
    expect((await findInvitation(database(), id))?.withdrawnAt).toBe(now);
    const again = await made({ email: email ?? '', role: 'chief-executive', family: 'executive' });
    expect(again).toMatchObject({ id, withdrawnAt: null, role: 'chief-executive' });
    const { first_family } = await database()
      .selectFrom('invitation')
      .select('first_family')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(first_family).toBe('digital');
  });

  test('find one by the secret of its link until five refusals, acceptance or withdrawal', async () => {
    const link = async (id: string) => {
      const token = newSecret();
      await insertInvitationLink(database(), { invitationId: id, token, now });
      return token;
    };
    const found = async (token: string) => (await findInvitationByToken(database(), token))?.id;

    const refused = await made();
    const [first, second] = [await link(refused.id), await link(refused.id)];
    await Promise.all(Array.from({ length: 4 }, () => countRefusal(database(), first)));
    expect(await found(first)).toBe(refused.id);
    await countRefusal(database(), first);
    expect(await found(first)).toBeUndefined();
    expect(await found(second)).toBe(refused.id);

    await markAccepted(database(), refused.id, { personId: people.alice, at: now });
    expect(await found(second)).toBeUndefined();

    const withdrawn = await made();
    const token = await link(withdrawn.id);
    await markWithdrawn(database(), withdrawn.id, now);
    expect(await found(token)).toBeUndefined();
    expect(await found(newSecret())).toBeUndefined();
  });

  test('give it its time again', async () => {
    const { id } = await made();
    const later = new Date('2026-12-20T10:00:00Z');
    expect(await renewInvitation(database(), id, later)).toBe('2027-01-19T10:00:00.000Z');
    expect((await findInvitation(database(), id))?.expiresAt).toBe('2027-01-19T10:00:00.000Z');
  });

  test('are used once, of many at the same moment', async () => {
    const invitation = await made();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => accept(database(), clock, invitation, 'Ann', takePlace)),
    );
    const [accepted, ...more] = results.filter((each) => each !== null);
    expect(more).toEqual([]);
    expect(accepted).toMatchObject({
      isNew: true,
      next: `/assessments/${world.assessments.hill}/notice`,
    });
    const persons = await database()
      .selectFrom('person')
      .select('id')
      .where('email', '=', invitation.email)
      .execute();
    expect(persons).toEqual([{ id: accepted?.personId }]);
  });

  test('are left alone when what they are for cannot be given', async () => {
    const invitation = await made();
    const tables = ['person', 'invitation', 'audit', 'audit_chain'] as const;
    const before = await dump(database(), tables);
    const failing = accept(database(), clock, invitation, 'Ann', async () => {
      throw new Error('No');
    });
    await expect(failing).rejects.toThrow('No');
    expect(await dump(database(), tables)).toBe(before);
  });

  test('cannot be used when withdrawn since they were read, expired, or of nobody', async () => {
    const withdrawn = await made();
    await markWithdrawn(database(), withdrawn.id, now);
    expect(await accept(database(), clock, withdrawn, 'Ann', takePlace)).toBeNull();
    const expired = await made();
    const late = () => new Date(expired.expiresAt);
    expect(await accept(database(), late, expired, 'Ann', takePlace)).toBeNull();
    const erased = { ...(await made()), email: null };
    expect(await accept(database(), clock, erased, 'Ann', takePlace)).toBeNull();
  });

  test('appoint once, however often a role is offered', async () => {
    const email = 'alice@leaders.example';
    for (let time = 0; time < 2; time++) {
      const values = { email, purpose: 'assessment-lead' as const, assessmentId: null };
      const id = await upsertInvitation(database(), offer(values), today);
      const invitation = (await findInvitation(database(), id)) as Invitation;
      const taken = takeRole('assessment-lead', '/assessments');
      expect(await accept(database(), clock, invitation, '', taken)).toMatchObject({
        personId: people.alice,
        isNew: false,
      });
    }
    const held = await database()
      .selectFrom('appointment')
      .select(['role', 'organisation_code', 'assessment_id'])
      .where('person_id', '=', people.alice)
      .execute();
    expect(held).toEqual([
      { role: 'assessment-lead', organisation_code: 'RAA', assessment_id: null },
    ]);
  });

  test('invite with their mails, or with neither', async () => {
    const messages = () => dump(database(), ['message', 'invitation']);
    const before = await messages();
    const failing = transact(database(), async (transaction) => {
      await invite(transaction, [offer(), offer()], today);
      throw new Error('No');
    });
    await expect(failing).rejects.toThrow('No');
    expect(await messages()).toBe(before);
    const ids = await transact(database(), (transaction) =>
      invite(transaction, [offer(), offer()], today),
    );
    const waiting = await database()
      .selectFrom('message')
      .select(['invitation_id', 'kind', 'due_at', 'sent_at'])
      .execute();
    expect(waiting.map(({ invitation_id }) => invitation_id).sort()).toEqual([...ids].sort());
    for (const message of waiting)
      expect(message).toMatchObject({ kind: 'invitation', due_at: now, sent_at: null });
  });
});
