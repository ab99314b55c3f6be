import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { holdOpen } from '../../src/assessment/change-store.ts';
import { correctInvitedRole } from '../../src/invitations/correction.ts';
import { inviteLeaders } from '../../src/invitations/invite-leaders.ts';
import type { Invitee } from '../../src/invitations/list.ts';
import { sendInvitationAgain } from '../../src/invitations/sending.ts';
import {
  findInvitedAddress,
  invitedAddresses,
  updateInvitedRole,
} from '../../src/invitations/store.ts';
import { withdrawInvitation } from '../../src/invitations/withdrawal.ts';
import {
  findInvitation,
  listInvitations,
  markAccepted,
} from '../../src/people/invitation-store.ts';
import { findOrInsertPerson } from '../../src/people/person-store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { transact } from '../../src/shared/database.ts';
import { insertPlace } from '../../src/survey/respondent-store.ts';
import { findSurvey } from '../../src/survey/store.ts';
import type { Survey } from '../../src/survey/survey.ts';
import { readChain } from '../support/audit-chain.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const clock = () => today;
const now = today.toISOString();
const someone = (email: string): Invitee => ({ email, name: null, role: null });

onEachDatabase('the acts and stores of inviting', (database) => {
  let world: World;
  let hill: Survey;
  let dale: Survey;

  beforeAll(async () => {
    world = await buildWorld(database());
    hill = (await findSurvey(database(), world.assessments.hill)) as Survey;
    dale = (await findSurvey(database(), world.assessments.dale)) as Survey;
  });

  beforeEach(async () => {
    for (const table of ['message', 'invitation_link', 'invitation'] as const)
      await database().deleteFrom(table).execute();
  });

  const invite = (people: readonly Invitee[], survey = hill) =>
    inviteLeaders(database(), clock, survey, people, lead);
  const lead = people.lena;
  const idOf = async (email: string) =>
    (await findInvitedAddress(database(), hill.assessmentId, email))?.id ?? '';
  const messages = () => database().selectFrom('message').selectAll().execute();

  test('invite a list, and know its addresses until they are withdrawn', async () => {
    expect(await invite([someone('ann@x.example'), someone('ben@x.example')])).toEqual(new Set());
    const { assessmentId } = hill;
    expect(await invitedAddresses(database(), assessmentId)).toEqual(
      new Set(['ann@x.example', 'ben@x.example']),
    );
    expect(await invitedAddresses(database(), dale.assessmentId)).toEqual(new Set());
    await withdrawInvitation(database(), clock, hill, await idOf('ann@x.example'), lead);
    expect(await invitedAddresses(database(), assessmentId)).toEqual(new Set(['ben@x.example']));
    expect(await findInvitedAddress(database(), assessmentId, 'ann@x.example')).toMatchObject({
      withdrawn: true,
    });
    expect(await findInvitedAddress(database(), assessmentId, 'x@x.example')).toBeUndefined();
  });

  test('say who is invited already, and then invite nobody', async () => {
    await invite([someone('ann@x.example')]);
    const before = await messages();
    expect(await invite([someone('ben@x.example'), someone('ann@x.example')])).toEqual(
      new Set(['ann@x.example']),
    );
    expect(await messages()).toEqual(before);
    expect(
      await findInvitedAddress(database(), hill.assessmentId, 'ben@x.example'),
    ).toBeUndefined();
  });

  test('of lists in different orders at once, one is sent', async () => {
    const list = Array.from({ length: 40 }, (_, at) => someone(`p${at}@x.example`));
    const before = (await readChain(database(), hill.assessmentId)).length;
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, at) => invite(at % 2 ? list : list.toReversed())),
    );
    expect(results.filter((already) => already.size === 0)).toHaveLength(1);
    expect(results.filter((already) => already.size === 40)).toHaveLength(7);
    expect(await messages()).toHaveLength(40);
    expect(await readChain(database(), hill.assessmentId)).toHaveLength(before + 1);
  });

  test('put another role down, or none', async () => {
    const [role] = hill.questionnaire.roles;
    await invite([{ email: 'ann@x.example', name: 'Ann', role: role ?? null }]);
    const id = await idOf('ann@x.example');
    await updateInvitedRole(database(), id, 'data-lead');
    expect(await findInvitation(database(), id)).toMatchObject({ role: 'data-lead', name: 'Ann' });
    await updateInvitedRole(database(), id, null);
    expect(await findInvitation(database(), id)).toMatchObject({ role: null });
  });

  test('find no invitation of another survey', async () => {
    await invite([someone('ann@x.example')]);
    const id = await idOf('ann@x.example');
    for (const act of [
      () => withdrawInvitation(database(), clock, dale, id, lead),
      () => sendInvitationAgain(database(), clock, dale, id, lead),
      () => correctInvitedRole(database(), clock, dale, id, 'data-lead', lead),
    ])
      await expect(act()).rejects.toMatchObject({ kind: 'not-found' });
    const [invitation] = await listInvitations(database(), hill.assessmentId, ['respondent']);
    expect(invitation).toMatchObject({ withdrawnAt: null, role: null });
    expect(await messages()).toHaveLength(1);
  });

  test('of accepting and withdrawing at once, nobody keeps a place that was withdrawn', async () => {
    await invite(Array.from({ length: 6 }, (_, at) => someone(`stays${at}@x.example`)));
    for (let round = 0; round < 10; round++) {
      const email = `r${round}@x.example`;
      await invite([someone(email)]);
      const id = await idOf(email);
      const { id: personId } = await findOrInsertPerson(database(), { email, name: 'R', now });
      const accepting = transact(database(), async (transaction) => {
        if (!(await markAccepted(transaction, id, { personId, at: now }))) throw new Error('late');
        await insertPlace(transaction, hill.assessmentId, personId);
      }).catch(() => {});
      await Promise.all([accepting, withdrawInvitation(database(), clock, hill, id, lead)]);
      const place = await database()
        .selectFrom('respondent')
        .select('withdrawn_at')
        .where('person_id', '=', personId)
        .executeTakeFirst();
      expect(place?.withdrawn_at ?? now).toBe(now);
      expect((await findInvitation(database(), id))?.withdrawnAt).toBe(now);
    }
  });

  describe('and a survey that closes', () => {
    test('lets a list go out whole before it, or not at all after it', async () => {
      const survey = (await findSurvey(database(), world.assessments.board)) as Survey;
      const inviting = inviteLeaders(
        database(),
        clock,
        survey,
        Array.from({ length: 20 }, (_, at) => someone(`p${at}@x.example`)),
        lead,
      ).then(
        () => 20,
        () => 0,
      );
      const closing = closeSurvey(database(), clock, survey.assessmentId, null);
      const [sent] = await Promise.all([inviting, closing]);
      expect(await messages()).toHaveLength(sent);
      await expect(
        inviteLeaders(database(), clock, survey, [someone('ann@x.example')], lead),
      ).rejects.toMatchObject({ kind: 'too-late' });
      expect(
        await transact(database(), (transaction) => holdOpen(transaction, survey.assessmentId)),
      ).toBe(false);
    });

    test('is over at the end of its time, though nobody has closed it', async () => {
      const late = () => new Date(Date.parse(dale.closesAt) + 1);
      await expect(
        inviteLeaders(database(), late, dale, [someone('ann@x.example')], lead),
      ).rejects.toMatchObject({ kind: 'too-late' });
      const justInTime = () => new Date(dale.closesAt);
      expect(
        await inviteLeaders(database(), justInTime, dale, [someone('ann@x.example')], lead),
      ).toEqual(new Set());
    });
  });
});
