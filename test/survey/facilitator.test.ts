import { describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { linkTo, press } from '../invitations/inviting.ts';
import { stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, mainText, send } from '../support/pages.ts';
import { field, today } from '../support/service.ts';
import { actsIn, pressed } from './leading.ts';

const world = stage();
const hill = () => `/surveys/${world.assessments.hill}`;
const page = () => `${hill()}/facilitator`;
const tables = ['appointment', 'invitation', 'invitation_link', 'message', 'audit'] as const;
const pageText = async () => mainText((await world.browsers.lena.get(page()).expect(200)).text);

/** The address to which the button on somebody's row leads. */
async function buttonOf(name: string): Promise<string> {
  const { text } = await world.browsers.lena.get(page()).expect(200);
  const rows = text.split('nhsuk-summary-list__row').filter((row) => row.includes(`>${name}<`));
  const action = rows[0]?.match(/action="([^"]*)"/)?.[1];
  if (!action) throw new Error(`${name} has no button`);
  return action;
}

describe('the facilitator of a survey', () => {
  test('is nobody who leads, since comments are not for the lead', async () => {
    const before = await dump(world.database, tables);
    const { text } = await pressed(world.browsers.lena, page(), 422, {
      email: 'LENA@leaders.example',
      name: '',
    });
    expect(errorsOn(text)).toMatchObject([
      [expect.stringContaining('cannot facilitate its workshop'), '#email'],
    ]);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('is named by their address, and is one once they accept', async () => {
    expect(await pageText()).toContain('fay fay@leaders.example Since 22 November 2026 End access');
    const { headers } = await pressed(world.browsers.lena, page(), 303, {
      email: ' Frank@Leaders.example ',
      name: 'Frank  Foster',
    });
    expect(headers).toMatchObject({ location: `${page()}?done=named` });
    expect((await actsIn(world.database, world.assessments.hill)).at(-1)).toBe('name-facilitator');
    await world.service.deliverMail();
    const mail = world.service.mail.sent.at(-1);
    expect(mail).toMatchObject({
      to: 'frank@leaders.example',
      subject: 'You are asked to facilitate the workshop of Hill NHS Trust',
    });
    expect(await pageText()).toContain('frank@leaders.example Sent Withdraw');
    const dashboard = await world.browsers.lena.get(hill()).expect(200);
    expect(mainText(dashboard.text)).toContain('(has not accepted yet)');

    const frank = world.service.visitor();
    const link = linkTo(world.service, 'frank@leaders.example');
    await send(frank, link, { address: 'frank@leaders.example', name: 'Frank Foster' }).expect(303);
    expect(mainText((await frank.get('/assessments').expect(200)).text)).toContain(
      'You facilitate Hill NHS Trust',
    );
    expect(await pageText()).toContain('Frank Foster frank@leaders.example Since');
    expect(await pageText()).not.toContain('Invited, not accepted yet');
    await frank.get(hill()).expect(403);
    await frank.get(page()).expect(403);

    // Not before the survey has closed, and then at once.
    expect((await frank.get(`${hill()}/results`)).text).not.toContain('<table');
    await pressed(world.browsers.lena, await buttonOf('Frank Foster'), 303);
    expect((await actsIn(world.database, world.assessments.hill)).at(-1)).toBe('end-facilitator');
    await frank.get(`${hill()}/results`).expect(404);
    expect(mainText((await frank.get('/assessments').expect(200)).text)).not.toContain(
      'facilitate',
    );
  });

  test('can be named again after their access has ended', async () => {
    await pressed(world.browsers.lena, page(), 303, { email: 'frank@leaders.example' });
    await world.service.deliverMail();
    const frank = world.service.visitor();
    const link = linkTo(world.service, 'frank@leaders.example');
    await send(frank, link, { address: 'frank@leaders.example' }).expect(303);
    expect(await pageText()).toContain('Frank Foster frank@leaders.example Since');
  });

  test('is not asked twice', async () => {
    await pressed(world.browsers.lena, page(), 303, { email: 'gail@leaders.example' });
    await world.service.deliverMail();
    const before = await dump(world.database, tables);
    for (const [email, message] of [
      ['fay@leaders.example', 'Whoever has this address facilitates this workshop already'],
      [
        'GAIL@leaders.example',
        'This address is invited already. To send a new invitation, withdraw that one first',
      ],
    ] as const) {
      const answer = await press(world.browsers.lena, page(), { email, name: 'Kept' });
      expect(answer.status).toBe(422);
      expect(errorsOn(answer.text)).toEqual([[message, '#email']]);
      expect(field(answer.text, 'name')).toBe('Kept');
    }
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('who has not accepted can be withdrawn, and their link opens nothing any more', async () => {
    await world.service.deliverMail();
    const link = linkTo(world.service, 'gail@leaders.example');
    const button = await buttonOf('gail@leaders.example');
    const { headers } = await pressed(world.browsers.lena, button, 303);
    expect(headers).toMatchObject({ location: `${page()}?done=withdrawn` });
    await world.service.visitor().get(link).expect(404);
    expect(await pageText()).not.toContain('gail');
    const acts = await actsIn(world.database, world.assessments.hill);
    expect(acts.at(-1)).toBe('end-facilitator');
    // Again is calm, and leaves no line.
    await pressed(world.browsers.lena, button, 303);
    expect(await actsIn(world.database, world.assessments.hill)).toEqual(acts);
    await pressed(world.browsers.lena, page(), 303, { email: 'gail@leaders.example' });
    expect(await pageText()).toContain('gail@leaders.example');
  });

  test('who has accepted is not withdrawn by a page from before', async () => {
    await pressed(world.browsers.lena, page(), 303, { email: 'hugh@leaders.example' });
    await world.service.deliverMail();
    const button = await buttonOf('hugh@leaders.example');
    const link = linkTo(world.service, 'hugh@leaders.example');
    const hugh = world.service.visitor();
    await send(hugh, link, { address: 'hugh@leaders.example', name: 'Hugh' }).expect(303);
    await world.service.deliverMail();
    const before = await dump(world.database, tables);
    const answer = await pressed(world.browsers.lena, button, 409);
    expect(mainText(answer.text)).toContain('End their access instead');
    expect(await dump(world.database, tables)).toBe(before);
    const end = await buttonOf('Hugh');
    await pressed(world.browsers.lena, end, 303);
    const ended = await dump(world.database, tables);
    await pressed(world.browsers.lena, end, 303);
    expect(await dump(world.database, tables)).toBe(ended);
  });

  test.each([
    ['no address', { email: '', name: 'A' }, 'Enter their work email address', '#email'],
    [
      'a wrong address',
      { email: 'nobody', name: 'A' },
      'Enter an email address in the correct format, like name@example.com',
      '#email',
    ],
    [
      'a long name',
      { email: 'a@leaders.example', name: 'n'.repeat(101) },
      'The name must be 100 characters or fewer',
      '#name',
    ],
    [
      'a name of two lines',
      { email: 'a@leaders.example', name: 'A\nBcc: b@leaders.example' },
      'The name contains characters that cannot be shown. Type it again without them',
      '#name',
    ],
  ])('is not asked with %s, and what was typed stays', async (_what, fields, message, href) => {
    const before = await dump(world.database, tables);
    const answer = await press(world.browsers.lena, page(), fields);
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text)).toEqual([[message, href]]);
    expect(field(answer.text, 'email')).toBe(fields.email);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('is not asked with several addresses or names at once', async () => {
    const before = await dump(world.database, tables);
    const answer = await press(world.browsers.lena, page(), {
      email: ['a', 'b'],
      name: ['A', 'B'],
    });
    expect(answer.status).toBe(422);
    expectCalm(world.service, answer);
    expect(errorsOn(answer.text)).toEqual([
      ['Enter their work email address', '#email'],
      ['The name must be text', '#name'],
    ]);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('may be called anything, which stays text', async () => {
    const name = '<script>alert(1)</script> & "co"';
    await pressed(world.browsers.lena, page(), 303, { email: 'x@leaders.example', name });
    expect(await pageText()).toContain(name);
    for (const address of [page(), hill()]) {
      const { text } = await world.browsers.lena.get(address).expect(200);
      expect(text).not.toContain('<script>alert');
    }
  });

  test('of another survey is out of reach, with whatever id', async () => {
    const dale = `/surveys/${world.assessments.dale}/facilitator`;
    const ends = [await buttonOf('fay'), await buttonOf('gail@leaders.example')];
    const before = await dump(world.database, tables);
    for (const end of ends) {
      await pressed(world.browsers.leo, end, 404);
      await pressed(world.browsers.leo, end.replace(page(), dale), 404);
    }
    for (const end of ['appointments/1/end', 'invitations/x/withdrawal'])
      await pressed(world.browsers.lena, `${page()}/${end}`, 404);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('can be named after the survey has closed, and sees its results', async () => {
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    await pressed(world.browsers.lena, page(), 303, { email: 'iris@leaders.example' });
    await world.service.deliverMail();
    const iris = world.service.visitor();
    const link = linkTo(world.service, 'iris@leaders.example');
    await send(iris, link, { address: 'iris@leaders.example', name: 'Iris' }).expect(303);
    await iris.get(`${hill()}/results`).expect(200);
  });
});
