import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import { heading, mainText, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import {
  act,
  addressesOf,
  england,
  hill,
  inviteTo,
  linkTo,
  refusedAct,
  rowsOf,
} from './appointing.ts';

const staged = stage();
let invitee: string;
let sendings: string;
let withdrawal: string;

const page = async () => (await staged.browsers.nora.get(`${hill}/appointments`).expect(200)).text;
const invited = async () => rowsOf(await page(), 'Invited').filter(([who]) => who === invitee);
const lastLine = async () => (await readChain(staged.database, 'england')).at(-1);
const invitation = () =>
  staged.database
    .selectFrom('invitation')
    .selectAll()
    .where('email', '=', invitee)
    .executeTakeFirstOrThrow();

beforeEach(async () => {
  invitee = `${newId()}@hill.example`;
  await inviteTo(staged, hill, { email: invitee });
  ({ sendings = '', withdrawal = '' } = addressesOf(await page(), invitee));
});

function accept(link = linkTo(staged, invitee)) {
  return send(staged.service.visitor(), link, { address: invitee, name: 'Ines Vale' });
}

test('an invitation goes out by itself, the first time and again', async () => {
  const { nora } = staged.browsers;
  const _csrf = await tokenOf(nora);
  const email = `${newId()}@hill.example`;
  const goesOut = async (times: number) => {
    const isOut = () => staged.service.mail.sent.filter(({ to }) => to === email).length === times;
    while (!isOut()) await wait(10);
  };
  const fields = { role: 'signatory', email, name: '', _csrf };
  await send(nora, `${hill}/appointments`, fields).expect(303);
  await goesOut(1);
  await send(nora, addressesOf(await page(), email).sendings ?? '', { _csrf }).expect(303);
  await goesOut(2);
});

describe('sending an invitation again', () => {
  test('sends another mail, and gives the invitation its whole time again', async () => {
    const first = linkTo(staged, invitee);
    const later = '2026-11-22T16:00:00.000Z';
    staged.service.setTime(later);
    await staged.database.updateTable('session').set({ confirmed_at: later }).execute();
    const { status, headers } = await act(staged, sendings);
    expect([status, headers.location]).toEqual([303, `${hill}/appointments?done=sent`]);
    expect((await invitation()).expires_at).toBe('2026-12-22T16:00:00.000Z');
    expect(await lastLine()).toMatchObject({
      actorId: people.nora,
      act: 'resend-invitation',
      subject: { invitation: (await invitation()).id },
    });
    const second = linkTo(staged, invitee);
    expect(second).not.toBe(first);
    expect((await accept(second)).status).toBe(303);
    staged.service.setTime(today.toISOString());
  });

  test('opens one again that had expired', async () => {
    await staged.database
      .updateTable('invitation')
      .set({ expires_at: today.toISOString() })
      .where('email', '=', invitee)
      .execute();
    expect((await invited())[0]?.[2]).toBe('Expired on 22 November 2026');
    await act(staged, sendings);
    expect((await invited())[0]?.[2]).toBe('Sent');
    expect((await accept()).status).toBe(303);
  });

  test('is refused once it was accepted or withdrawn', async () => {
    await accept();
    const text = await refusedAct(staged, 409, () => act(staged, sendings));
    expect(heading(text)).toBe('This was changed in the meantime');
    await staged.database
      .updateTable('invitation')
      .set({ accepted_at: null, withdrawn_at: today.toISOString() })
      .where('email', '=', invitee)
      .execute();
    await refusedAct(staged, 409, () => act(staged, sendings));
  });
});

describe('withdrawing an invitation', () => {
  test('takes it from the list, and its link opens nothing any more', async () => {
    const { status, headers } = await act(staged, withdrawal);
    expect([status, headers.location]).toEqual([303, `${hill}/appointments?done=withdrawn`]);
    expect(await invited()).toEqual([]);
    const link = linkTo(staged, invitee);
    await staged.service.visitor().get(link).expect(404);
    expect((await accept(link)).status).toBe(404);
    expect(await lastLine()).toMatchObject({
      actorId: people.nora,
      act: 'withdraw-appointment',
      subject: { invitation: (await invitation()).id },
    });
  });

  test('twice is calm, and leaves one line in the audit', async () => {
    await act(staged, withdrawal);
    const before = await lastLine();
    expect((await act(staged, withdrawal)).status).toBe(303);
    expect(await lastLine()).toEqual(before);
  });

  test('is refused once it was accepted, and the person keeps the role', async () => {
    await accept();
    const text = await refusedAct(staged, 409, () => act(staged, withdrawal));
    expect(mainText(text)).toContain('End the appointment instead');
  });

  test('can be undone by inviting the address again', async () => {
    await act(staged, withdrawal);
    expect((await inviteTo(staged, hill, { email: invitee })).status).toBe(303);
    expect(await invited()).toHaveLength(1);
    expect((await accept()).status).toBe(303);
  });
});

describe('an invitation', () => {
  test('is found under its own office alone', async () => {
    const id = (await invitation()).id;
    for (const office of [england, '/organisations/RBB'])
      for (const what of ['sendings', 'withdrawal'])
        await refusedAct(staged, 404, () => act(staged, `${office}/invitations/${id}/${what}`));
    for (const other of [newId(), 'x', '%00'])
      await refusedAct(staged, 404, () => act(staged, `${hill}/invitations/${other}/withdrawal`));
  });

  test('to answer the questionnaire or to facilitate is not among them', async () => {
    const id = newId();
    await staged.database
      .insertInto('invitation')
      .values({
        id,
        purpose: 'respondent',
        scope: staged.assessments.hill,
        organisation_code: 'RAA',
        assessment_id: staged.assessments.hill,
        email: `${id}@hill.example`,
        created_at: today.toISOString(),
        expires_at: '2026-12-22T10:00:00.000Z',
      })
      .execute();
    expect(await page()).not.toContain(id);
    await refusedAct(staged, 404, () => act(staged, `${hill}/invitations/${id}/withdrawal`));
    await refusedAct(staged, 404, () => act(staged, `${hill}/invitations/${id}/sendings`));
  });

  test('is neither sent nor withdrawn by anybody but an administrator', async () => {
    const { lena } = staged.browsers;
    const _csrf = await tokenOf(lena);
    for (const address of [sendings, withdrawal]) {
      await refusedAct(staged, 403, () => send(lena, address, { _csrf }));
      await refusedAct(staged, 401, () => send(staged.service.visitor(), address, {}));
    }
  });
});
