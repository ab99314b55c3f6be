import { beforeAll, describe, expect, test } from '@jest/globals';
import { changeReleaseDay } from '../../src/cycles/change-release-day.ts';
import { openCycle } from '../../src/cycles/open-cycle.ts';
import { correctInvitedRole } from '../../src/invitations/correction.ts';
import { inviteLeaders } from '../../src/invitations/invite-leaders.ts';
import { endJoinCode, openJoinCode } from '../../src/invitations/join-code-opening.ts';
import { withdrawInvitation } from '../../src/invitations/withdrawal.ts';
import { appoint } from '../../src/people/appoint.ts';
import type { Office } from '../../src/people/appointment.ts';
import { type ChainedLine, nationalChain } from '../../src/people/audit.ts';
import { relieve } from '../../src/people/relieve.ts';
import { withdrawAppointment } from '../../src/people/withdraw-appointment.ts';
import { addAction } from '../../src/plan/add-action.ts';
import { changeAction } from '../../src/plan/change-action.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { askForSignOff } from '../../src/position/sign-off/ask-sign-off.ts';
import { reopenPosition } from '../../src/position/sign-off/reopen-position.ts';
import { returnPosition } from '../../src/position/sign-off/return-position.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { shareResults } from '../../src/results/share.ts';
import { findResults } from '../../src/results/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { changeClosingDate } from '../../src/survey/change-closing-date.ts';
import { endFacilitator } from '../../src/survey/facilitator-end.ts';
import { nameFacilitator } from '../../src/survey/facilitator-name.ts';
import { findSurvey } from '../../src/survey/store.ts';
import { clock, sign, upTo } from '../position/signing.ts';
import { readChain } from '../support/audit-chain.ts';
import { closesAt, organisations, people, stage } from '../support/cast.ts';
import { answerAs, crowd } from '../support/surveys.ts';

const world = stage();
const hill: Office = {
  organisation: organisations.hill,
  roles: ['assessment-lead', 'signatory'],
  open: true,
};
const survey = async () => found(await findSurvey(world.database, world.assessments.hill));

/** Does something, and gives back the lines that it left in a chain. */
async function linesOf(
  act: () => Promise<unknown>,
  chain = world.assessments.hill,
): Promise<Partial<ChainedLine>[]> {
  const from = (await readChain(world.database, chain)).length;
  await act();
  const lines = (await readChain(world.database, chain)).slice(from);
  return lines.map(({ act, before, after }) => ({
    act,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  }));
}

const idOf = async (table: 'invitation' | 'appointment' | 'join_code' | 'sign_off_request') =>
  (await world.database.selectFrom(table).select('id').orderBy('id', 'desc').execute())[0]?.id ??
  '';

describe('the audit says what was so before and what is so now', () => {
  const { lena, nora, sam } = people;

  test('of roles', async () => {
    const { database } = world;
    const after = { role: 'signatory', organisation: 'RAA' };
    const appointee = { role: 'signatory', email: 'sid@hill.example', name: null } as const;
    const appointing = () => appoint(database, clock, hill, appointee, nora);
    expect(await linesOf(appointing, nationalChain)).toEqual([{ act: 'appoint', after }]);
    const invitation = await idOf('invitation');
    const withdrawing = () => withdrawAppointment(database, clock, hill, invitation, nora);
    expect(await linesOf(withdrawing, nationalChain)).toEqual([
      { act: 'withdraw-appointment', before: after },
    ]);
    expect(await linesOf(withdrawing, nationalChain)).toEqual([]);
    const { id } = await database
      .selectFrom('appointment')
      .select('id')
      .where('person_id', '=', sam)
      .executeTakeFirstOrThrow();
    const ending = () => relieve(database, clock, hill, id, nora);
    expect(await linesOf(ending, nationalChain)).toEqual([
      { act: 'end-appointment', before: after },
    ]);
    expect(await linesOf(ending, nationalChain)).toEqual([]);
  });

  test('of facilitators', async () => {
    const { database } = world;
    const details = { role: 'facilitator', organisation: 'RAA' };
    const frank = { email: 'frank@hill.example', name: 'Frank' };
    expect(
      await linesOf(async () => nameFacilitator(database, clock, await survey(), frank, lena)),
    ).toEqual([{ act: 'name-facilitator', after: details }]);
    const { id } = await database
      .selectFrom('appointment')
      .select('id')
      .where('person_id', '=', people.fay)
      .executeTakeFirstOrThrow();
    expect(
      await linesOf(async () => endFacilitator(database, clock, await survey(), id, lena)),
    ).toEqual([{ act: 'end-facilitator', before: details }]);
  });

  test('of cycles', async () => {
    const { database, cycle } = world;
    const wanted = {
      ...{ name: 'Spring 2030', firstDay: '2030-01-01', lastDay: '2030-03-31' },
      releasesOn: '2030-05-01',
    };
    const opened = await linesOf(() => openCycle(database, clock, wanted, nora), nationalChain);
    expect(opened).toMatchObject([
      {
        act: 'open-cycle',
        after: { opensAt: '2030-01-01T00:00:00.000Z', releasesOn: '2030-05-01' },
      },
    ]);
    const moving = () => changeReleaseDay(database, clock, cycle, '2027-05-09', nora);
    expect(await linesOf(moving, nationalChain)).toEqual([
      {
        act: 'change-release-day',
        before: { releasesOn: null },
        after: { releasesOn: '2027-05-09' },
      },
    ]);
  });

  test('of a survey', async () => {
    const { database } = world;
    const sooner = '2026-12-20T23:59:59.999Z';
    expect(
      await linesOf(async () => changeClosingDate(database, clock, await survey(), sooner, lena)),
    ).toEqual([{ act: 'change-closing-date', before: { closesAt }, after: { closesAt: sooner } }]);
    const invitee = { email: 'ida@hill.example', name: null, role: null };
    await inviteLeaders(database, clock, await survey(), [invitee], lena);
    const { id } = await database
      .selectFrom('invitation')
      .select('id')
      .where('email', '=', invitee.email)
      .executeTakeFirstOrThrow();
    const correcting = async (role: string | null) =>
      linesOf(async () => correctInvitedRole(database, clock, await survey(), id, role, lena));
    expect(await correcting('data-lead')).toEqual([
      { act: 'correct-role', before: { role: null }, after: { role: 'data-lead' } },
    ]);
    expect(await correcting(null)).toEqual([
      { act: 'correct-role', before: { role: 'data-lead' }, after: { role: null } },
    ]);
    expect(
      await linesOf(async () => withdrawInvitation(database, clock, await survey(), id, lena)),
    ).toEqual([
      { act: 'withdraw-invitation', before: { withdrawn: false }, after: { withdrawn: true } },
    ]);
    const wanted = { places: 10, hours: 2 };
    expect(
      await linesOf(async () => openJoinCode(database, clock, await survey(), wanted, lena)),
    ).toEqual([
      { act: 'create-join-code', after: { places: 10, expiresAt: '2026-11-22T12:00:00.000Z' } },
    ]);
    const code = await idOf('join_code');
    expect(
      await linesOf(async () => endJoinCode(database, clock, await survey(), code, lena)),
    ).toEqual([{ act: 'end-join-code', before: { running: true }, after: { running: false } }]);
  });
});

describe('the audit of a closed survey says what was so before and what is so now', () => {
  const { lena, sam } = people;

  beforeAll(async () => {
    await answerAs(world.database, world.assessments.hill, crowd(9, 3));
  });

  test('of closing and sharing', async () => {
    const { database, assessments } = world;
    expect(await linesOf(() => closeSurvey(database, clock, assessments.hill, lena))).toEqual([
      { act: 'close-survey', before: { closed: false }, after: { closed: true } },
    ]);
    const share = async (on: boolean) => {
      const results = found(await findResults(database, { id: lena }, assessments.hill));
      await shareResults(database, clock, results, { on, by: lena });
    };
    expect(await linesOf(() => share(true))).toEqual([
      { act: 'share-results', before: { shared: false }, after: { shared: true } },
    ]);
    expect(await linesOf(() => share(true))).toEqual([]);
    expect(await linesOf(() => share(false))).toEqual([
      { act: 'stop-sharing-results', before: { shared: true }, after: { shared: false } },
    ]);
  });

  test('of what is agreed: its statements, and nothing that was typed', async () => {
    const { database, assessments } = world;
    const agree = (level: number, basedOn: number) =>
      recordAgreements(
        database,
        clock,
        assessments.hill,
        [{ ...upTo('A1', level), basedOn, reason: 'Somebody said so' }],
        lena,
      );
    const [first] = await linesOf(() => agree(2, 0));
    expect(first?.before).toBeUndefined();
    expect(Object.values(first?.after ?? {})).toContain('met E0');
    const [second] = await linesOf(() => agree(1, 1));
    expect(second?.before).toEqual(first?.after);
    expect(second?.after).not.toEqual(first?.after);
    expect(JSON.stringify([first, second])).not.toContain('Somebody');
  });

  test('of actions: days and how far they are, and nothing that was typed', async () => {
    const { database, assessments } = world;
    const content = {
      ...{ title: 'Do it', owner: 'Somebody', dueOn: '2027-01-01', item: 'A1', statement: null },
    };
    const id = newId();
    const added = await linesOf(() =>
      addAction(database, clock, assessments.hill, { id, ...content, workshopId: null }, lena),
    );
    const details = { dueOn: '2027-01-01', item: 'A1', statement: null };
    const after = { ...details, status: 'not-started' };
    expect(added).toEqual([{ act: 'add-action', after }]);
    const change = { ...content, dueOn: '2027-02-01', status: 'done', basedOn: 1 } as const;
    expect(
      await linesOf(async () => changeAction(database, clock, await survey(), id, change, lena)),
    ).toEqual([
      {
        act: 'change-action',
        before: after,
        after: { ...details, dueOn: '2027-02-01', status: 'done' },
      },
    ]);
  });

  test('of signing off', async () => {
    const { database } = world;
    const asked = { act: 'ask-sign-off', after: { request: 'open' } };
    expect(await linesOf(async () => askForSignOff(database, clock, await survey(), lena))).toEqual(
      [asked],
    );
    const request = await idOf('sign_off_request');
    const returned = { request, reason: 'Not yet' };
    expect(
      await linesOf(async () => returnPosition(database, clock, await survey(), returned, sam)),
    ).toEqual([
      { act: 'return-position', before: { request: 'open' }, after: { request: 'returned' } },
    ]);
    const signed = {
      ...{ act: 'sign-off', before: { request: 'open', signed: false } },
      after: { request: 'signed', signed: true },
    };
    expect(
      await linesOf(async () =>
        sign(database, await survey(), { asks: lena, signs: sam, share: false }),
      ),
    ).toEqual([asked, signed]);
    const { id: signOff } = await database
      .selectFrom('sign_off')
      .select('id')
      .executeTakeFirstOrThrow();
    const reopened = { signOff, reason: 'Something was forgotten' };
    expect(
      await linesOf(async () => reopenPosition(database, clock, await survey(), reopened, lena)),
    ).toEqual([{ act: 'reopen-position', before: { signed: true }, after: { signed: false } }]);
  });

  test('and nowhere a name, an address or a text', async () => {
    const audit = await world.database.selectFrom('audit').selectAll().execute();
    expect(audit.length).toBeGreaterThan(15);
    expect(JSON.stringify(audit)).not.toMatch(/@|Frank|Do it|Somebody|Not yet|forgotten/);
  });
});
