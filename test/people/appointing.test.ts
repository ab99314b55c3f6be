import { beforeEach, describe, expect, test } from '@jest/globals';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import { errorsOn, mainText, send } from '../support/pages.ts';
import { field, today } from '../support/service.ts';
import { hill, inviteTo, linkTo, refusedAct, rowsOf } from './appointing.ts';

const staged = stage();
const ines = 'ines@hill.example';

const listPage = async () =>
  (await staged.browsers.nora.get(`${hill}/appointments`).expect(200)).text;
const chain = () => readChain(staged.database, 'england');
const invited = async () => rowsOf(await listPage(), 'Invited');

beforeEach(async () => {
  const { database } = staged;
  await database.deleteFrom('message').execute();
  await database.deleteFrom('invitation').execute();
  const cast = Object.values(people);
  await database.deleteFrom('appointment').where('person_id', 'not in', cast).execute();
  await database.deleteFrom('session').where('person_id', 'not in', cast).execute();
  await database.deleteFrom('person').where('id', 'not in', cast).execute();
  staged.service.setTime(today.toISOString());
});

describe('appointing somebody', () => {
  test('sends an invitation to the address, which is in the list until it is accepted', async () => {
    const fields = { email: ' Ines@Hill.example ', name: 'Ines  Vale', role: 'signatory' };
    const { status, headers } = await inviteTo(staged, hill, fields);
    expect([status, headers.location]).toEqual([303, `${hill}/appointments?done=invited`]);
    const mail = staged.service.mail.sent.at(-1);
    expect(mail).toMatchObject({
      to: ines,
      subject: 'You are asked to sign off the assessment of Hill NHS Trust',
    });
    const { text } = await staged.browsers.nora.get(headers.location as string).expect(200);
    expect(mainText(text)).toContain('The invitation is on its way');
    expect(rowsOf(text, 'Invited').map((row) => row.slice(0, 3))).toEqual([
      ['ines@hill.example Ines Vale', 'Signatory', 'Sent'],
    ]);
    expect(rowsOf(text, 'Appointed')).toHaveLength(2);
  });

  test('leaves one line in the national audit, with the id of the invitation', async () => {
    await inviteTo(staged, hill, { email: ines });
    const { id } = await staged.database
      .selectFrom('invitation')
      .select('id')
      .where('email', '=', ines)
      .executeTakeFirstOrThrow();
    const lines = await chain();
    expect(lines.at(-1)).toMatchObject({
      at: today.toISOString(),
      actorId: people.nora,
      act: 'appoint',
      subject: { invitation: id },
    });
    expect(firstBroken(lines)).toBeNull();
  });

  test('makes a lead of them as soon as they accept, and of nobody before', async () => {
    await inviteTo(staged, hill, { email: ines });
    const known = staged.database.selectFrom('person').select('id').where('email', '=', ines);
    expect(await known.execute()).toEqual([]);
    const browser = staged.service.visitor();
    const link = linkTo(staged, ines);
    const accepted = await send(browser, link, { address: ines, name: 'Ines Vale' });
    expect(accepted.status).toBe(303);
    const { text } = await browser.get('/assessments').expect(200);
    expect(mainText(text)).toContain('You lead Hill NHS Trust');
    expect(await invited()).toEqual([]);
    expect(rowsOf(await listPage(), 'Appointed').map(([who]) => who)).toContain(
      'Ines Vale ines@hill.example',
    );
    expect((await chain()).at(-1)).toMatchObject({ act: 'accept-appointment' });
  });

  test.each([
    ['no address', { email: ' ' }, ['Enter their work email address', '#email']],
    ['something else', { email: 'ines' }, [/in the correct format/, '#email']],
    ['no role', { role: '', email: ines }, [/Choose/, '#role-assessment-lead']],
    [
      'a role that is not of an organisation',
      { role: 'national-administrator', email: ines },
      [/Choose/, '#role-assessment-lead'],
    ],
    ['a facilitator', { role: 'facilitator', email: ines }, [/Choose/, '#role-assessment-lead']],
    ['a long name', { email: ines, name: 'x'.repeat(101) }, [/100 characters/, '#name']],
  ])('is refused with %s, on the same page', async (_what, fields, [message, href]) => {
    const text = await refusedAct(staged, 422, () => inviteTo(staged, hill, fields));
    expect(errorsOn(text)).toEqual([[expect.stringMatching(message as RegExp), href]]);
    expect(field(text, 'email')).toBe(fields.email);
    expect(rowsOf(text, 'Appointed')).toHaveLength(2);
  });

  test('says everything that is wrong at once, and keeps what was typed', async () => {
    const fields = { role: '', email: '"><b>x', name: `<i>${'x'.repeat(100)}` };
    const text = await refusedAct(staged, 422, () => inviteTo(staged, hill, fields));
    expect(errorsOn(text).map(([, href]) => href)).toEqual([
      '#role-assessment-lead',
      '#email',
      '#name',
    ]);
    expect(text).toContain('value="&#34;&gt;&lt;b&gt;x"');
    expect(text).not.toContain('<b>x');
  });

  test('is refused with fields that the form does not have', async () => {
    const extra = { email: ines, organisationCode: 'RBB' };
    await refusedAct(staged, 422, () => inviteTo(staged, hill, extra));
  });

  test('is refused with several addresses or names at once, in plain words', async () => {
    const fields = { email: [ines, 'x@hill.example'], name: ['A', 'B'] };
    const text = await refusedAct(staged, 422, () => inviteTo(staged, hill, fields));
    expect(errorsOn(text)).toEqual([
      ['Enter their work email address', '#email'],
      ['The name must be text', '#name'],
    ]);
  });

  test('says so where the address holds the role already, and allows another role', async () => {
    const text = await refusedAct(staged, 422, () =>
      inviteTo(staged, hill, { email: 'LENA@leaders.example' }),
    );
    expect(errorsOn(text)).toEqual([
      ['Whoever has this address holds this role already', '#email'],
    ]);
    const { status } = await inviteTo(staged, hill, {
      email: 'lena@leaders.example',
      role: 'signatory',
    });
    expect(status).toBe(303);
  });

  test('says so where the address is invited already, and sends nothing', async () => {
    await inviteTo(staged, hill, { email: ines });
    const text = await refusedAct(staged, 422, () => inviteTo(staged, hill, { email: ines }));
    expect(errorsOn(text)[0]?.[0]).toMatch(/^This address is invited already/);
    expect(await invited()).toHaveLength(1);
  });

  test('works again once an invitation has expired', async () => {
    staged.service.setTime('2026-10-22T10:00:00Z');
    await inviteTo(staged, hill, { email: ines });
    const link = linkTo(staged, ines);
    staged.service.setTime(today.toISOString());
    expect((await invited())[0]?.[2]).toBe('Expired on 21 November 2026');
    await staged.service.visitor().get(link).expect(404);
    expect((await inviteTo(staged, hill, { email: ines })).status).toBe(303);
    expect((await invited()).map((row) => row[2])).toEqual(['Sent']);
  });

  test('twice at once invites once', async () => {
    const answers = await Promise.all([1, 2].map(() => inviteTo(staged, hill, { email: ines })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await staged.database.selectFrom('message').select('id').execute()).toHaveLength(1);
  });
});
