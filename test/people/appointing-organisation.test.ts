import { beforeEach, describe, expect, test } from '@jest/globals';
import { organisations, stage } from '../support/cast.ts';
import { heading, mainText, open, send, tokenOf } from '../support/pages.ts';
import { act, addressesOf, england, hill, inviteTo, refusedAct, rowsOf } from './appointing.ts';

const staged = stage();
const ines = 'ines@hill.example';

const listPage = async () =>
  (await staged.browsers.nora.get(`${hill}/appointments`).expect(200)).text;

beforeEach(async () => {
  const { database } = staged;
  await database.deleteFrom('message').execute();
  await database.deleteFrom('invitation_link').execute();
  await database.deleteFrom('invitation').execute();
  await database.updateTable('organisation').set({ closed_on: null }).execute();
});

describe('the page of an organisation', () => {
  test('has a link to appoint people, for administrators alone', async () => {
    const link = `${hill}/appointments`;
    expect((await staged.browsers.nora.get(hill).expect(200)).text).toContain(link);
    for (const browser of [staged.browsers.lena, staged.browsers.alice, staged.service.visitor()])
      expect((await browser.get(hill).expect(200)).text).not.toContain(link);
  });

  test('says who leads and signs off, and not who does something else', async () => {
    const text = await listPage();
    expect(heading(text)).toBe('Hill NHS Trust Appoint people');
    const since = '22 November 2026';
    expect(rowsOf(text, 'Appointed')).toEqual([
      [
        ...['lena lena@leaders.example', 'Assessment lead', since],
        'End the appointment of lena as assessment lead',
      ],
      [
        ...['sam sam@leaders.example', 'Signatory', since],
        'End the appointment of sam as signatory',
      ],
    ]);
    expect(rowsOf(text, 'Invited')).toEqual([]);
  });

  test('offers to appoint an ICB analyst for a board, and for no trust', async () => {
    const board = '/organisations/QAA';
    const { text } = await staged.browsers.nora.get(`${board}/appointments`).expect(200);
    expect(mainText(text)).toContain(
      'ICB analyst Compares the trusts of the board that share their scores with it',
    );
    expect(text).toContain('value="icb-analyst"');
    expect(await listPage()).not.toContain('icb-analyst');
    await refusedAct(staged, 422, () =>
      inviteTo(staged, hill, { email: ines, role: 'icb-analyst' }),
    );
    const invited = await inviteTo(staged, board, { email: ines, role: 'icb-analyst' });
    expect(invited.headers.location).toBe(`${board}/appointments?done=invited`);
    expect(staged.service.mail.sent.at(-1)?.subject).toBe(
      'You are asked to compare the trusts of NHS Vale Integrated Care Board',
    );
  });

  test('says that nobody is appointed where nobody is', async () => {
    const { text } = await staged.browsers.nora.get('/organisations/QAA/appointments').expect(200);
    expect(mainText(text)).toContain('Nobody is appointed at present.');
  });
});

describe('an organisation', () => {
  test.each(['RZZ', 'raa', 'R', 'RAA%00', '%00', '..%2f'])(
    'that the register does not have is not found: %s',
    async (code) => {
      const { nora } = staged.browsers;
      await nora.get(`/organisations/${code}/appointments`).expect(404);
      await refusedAct(staged, 404, () =>
        inviteTo(staged, `/organisations/${code}`, { email: ines }),
      );
    },
  );

  test('that has closed appoints nobody any more, and shows who was', async () => {
    await inviteTo(staged, hill, { email: ines });
    const { sendings, withdrawal } = addressesOf(await listPage(), ines);
    const close = (closed_on: string) =>
      staged.database
        .updateTable('organisation')
        .set({ closed_on })
        .where('code', '=', organisations.hill.code)
        .execute();
    await close('2026-11-22');
    expect(mainText(await listPage())).toContain('Send the invitation');
    await close('2026-11-21');
    const text = await listPage();
    expect(mainText(text)).toContain('Hill NHS Trust has closed');
    expect(mainText(text)).not.toContain('Send the invitation');
    expect(Object.keys(addressesOf(text, ines))).toEqual(['withdrawal']);
    expect(rowsOf(text, 'Appointed')).toHaveLength(2);
    const refused = await refusedAct(staged, 422, () =>
      inviteTo(staged, hill, { email: 'other@hill.example' }),
    );
    expect(mainText(refused)).toContain('has closed, so nobody can be appointed');
    await refusedAct(staged, 422, () => act(staged, sendings as string));
    expect((await act(staged, withdrawal as string)).status).toBe(303);
  });
});

describe('only national administrators appoint people', () => {
  test('others are refused, whatever their role', async () => {
    const fields = { role: 'assessment-lead', email: ines, name: '' };
    for (const browser of [staged.browsers.alice, staged.browsers.lena, staged.browsers.sam]) {
      const { text } = await browser.get(`${hill}/appointments`).expect(403);
      expect(heading(text)).toBe('You cannot do this');
      const _csrf = await tokenOf(browser);
      for (const office of [hill, england])
        await refusedAct(staged, 403, () =>
          send(browser, `${office}/appointments`, { ...fields, _csrf }),
        );
    }
    const visitor = staged.service.visitor();
    await visitor
      .get(`${hill}/appointments`)
      .expect(303)
      .expect('Location', '/sign-in?return=%2Forganisations%2FRAA%2Fappointments');
    await refusedAct(staged, 401, () => send(visitor, `${hill}/appointments`, fields));
  });

  test('and only with a form of their own session', async () => {
    const { nora, lena } = staged.browsers;
    const _csrf = await tokenOf(lena);
    const fields = { role: 'signatory', email: ines, _csrf };
    await refusedAct(staged, 403, () => send(nora, `${hill}/appointments`, fields));
    expect(Object.keys(await open(nora, `${hill}/appointments`))).toEqual(['_csrf']);
  });
});
