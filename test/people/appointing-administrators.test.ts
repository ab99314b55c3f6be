import { describe, expect, test } from '@jest/globals';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import { errorsOn, heading, mainText, send } from '../support/pages.ts';
import { field } from '../support/service.ts';
import { act, addressesOf, england, inviteTo, linkTo, refusedAct, rowsOf } from './appointing.ts';

const staged = stage();
const nadia = 'nadia@england.example';

const page = async () => (await staged.browsers.nora.get(england).expect(200)).text;

describe('the page of national administrators', () => {
  test('lists them, and asks for no role', async () => {
    const text = await page();
    expect(rowsOf(text, 'Appointed')).toEqual([
      [
        'nora nora@leaders.example',
        '22 November 2026',
        'End the appointment of nora as national administrator',
      ],
    ]);
    expect(text).not.toContain('type="radio"');
  });

  test('invites another one, who administers once they accept', async () => {
    const { status, headers } = await inviteTo(staged, england, { email: nadia, name: 'Nadia' });
    expect([status, headers.location]).toEqual([303, '/administration?done=invited']);
    expect(rowsOf(await page(), 'Invited').map((row) => row.slice(0, 2))).toEqual([
      [`${nadia} Nadia`, 'Sent'],
    ]);
    expect(staged.service.mail.sent.at(-1)?.subject).toBe(
      'You are asked to administer Assess your digital operations leadership',
    );
    const browser = staged.service.visitor();
    const accepted = await send(browser, linkTo(staged, nadia), { address: nadia, name: 'Nadia' });
    expect([accepted.status, accepted.headers.location]).toEqual([303, england]);
    await browser.get(england).expect(200);
    expect(rowsOf(await page(), 'Appointed')).toHaveLength(2);
  });

  test('shows itself again with what was typed where something is wrong', async () => {
    const fields = { email: 'nowhere', name: 'Nia' };
    const text = await refusedAct(staged, 422, () => inviteTo(staged, england, fields));
    expect(heading(text)).toBe('Administration');
    expect(errorsOn(text)).toEqual([[expect.stringMatching(/correct format/), '#email']]);
    expect([field(text, 'email'), field(text, 'name')]).toEqual(['nowhere', 'Nia']);
    expect(mainText(text)).toContain('Autumn 2026');
  });

  test('appoints nobody to the roles of an organisation', async () => {
    await refusedAct(staged, 422, () =>
      inviteTo(staged, england, { email: 'x@hill.example', role: 'assessment-lead' }),
    );
  });

  test('sends an invitation again and withdraws it', async () => {
    const email = 'nell@england.example';
    await inviteTo(staged, england, { email });
    const { sendings = '', withdrawal = '' } = addressesOf(await page(), email);
    const sent = staged.service.mail.sent.length;
    expect((await act(staged, sendings)).headers.location).toBe('/administration?done=sent');
    expect(staged.service.mail.sent).toHaveLength(sent + 1);
    expect((await act(staged, withdrawal)).headers.location).toBe('/administration?done=withdrawn');
    expect(rowsOf(await page(), 'Invited')).toEqual([]);
  });

  test('ends an appointment, which takes the page away at once', async () => {
    const email = 'olga@england.example';
    await inviteTo(staged, england, { email });
    const browser = staged.service.visitor();
    await send(browser, linkTo(staged, email), { address: email, name: 'Olga' }).expect(303);
    await browser.get(england).expect(200);
    const { end = '' } = addressesOf(await page(), email);
    expect((await act(staged, end)).headers.location).toBe('/administration?done=ended');
    await browser.get(england).expect(403);
    const lines = await readChain(staged.database, 'england');
    expect(lines.at(-1)).toMatchObject({ act: 'end-appointment', actorId: people.nora });
  });

  test('never shows a word of its address', async () => {
    const { nora } = staged.browsers;
    for (const done of ['%3Cb%3E', '__proto__', 'constructor', 'invited&done=sent', '']) {
      const { text } = await nora.get(`/administration?done=${done}`).expect(200);
      expect(text).not.toContain('nhsuk-notification-banner');
    }
  });
});

describe('the administration page', () => {
  test('lists cycles with their state, and how many organisations take part', async () => {
    staged.service.setTime('2026-11-22T10:00:00Z');
    expect(rowsOf(await page(), 'Cycles')).toEqual([
      [
        ...['Autumn 2026', '1 October 2026', '31 March 2027', 'Open', '3'],
        expect.stringMatching(/^No day set/),
      ],
    ]);
  });

  test('leads to the page of an organisation, and to a new cycle', async () => {
    const text = await page();
    expect(text).toMatch(/<form action="\/organisations" method="get"/);
    expect(text).toContain('href="/cycles/new"');
    const { nora } = staged.browsers;
    const { text: found } = await nora.get('/organisations?q=hill').expect(200);
    expect(found).toContain('href="/organisations/RAA"');
  });

  test('is linked from the home of administrators alone', async () => {
    const link = 'href="/administration"';
    expect((await staged.browsers.nora.get('/assessments').expect(200)).text).toContain(link);
    expect((await staged.browsers.lena.get('/assessments').expect(200)).text).not.toContain(link);
  });
});
