import { beforeAll, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { pageOf } from '../invitations/inviting.ts';
import { stage } from '../support/cast.ts';
import { dump, expectCalm, heading, mainText, send } from '../support/pages.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { emptied, invited, many, participationOn, pressed, trustLedByLena } from './leading.ts';

const world = stage();
const hill = () => `/surveys/${world.assessments.hill}`;
const text = async (address: string) => (await world.browsers.lena.get(address).expect(200)).text;

describe('the page of a survey', () => {
  test('tells a lead who has invited nobody what to do next, and what six people are for', async () => {
    await emptied(world);
    const page = await text(hill());
    expect(heading(page)).toBe('Autumn 2026 Hill NHS Trust');
    expect(mainText(page)).toContain('open until 31 March 2027 at 11:59pm');
    expect(mainText(page)).toContain('Nobody is invited yet: that is what to do next.');
    expect(mainText(page)).toContain('only when six people or more have submitted');
    expect(page).toContain(`href="${hill()}/invitations/new"`);
    expect(page).not.toContain('Remind those who have not finished');
    expect(await participationOn(world.browsers.lena, hill())).toEqual([
      ['Everybody', '0', 'Fewer than six', 'Fewer than six'],
    ]);
  });

  test('says how many are invited while they are fewer than six, and then no more', async () => {
    await invited(world.database, world.assessments.hill, many(5, 'early'));
    expect(mainText(await text(hill()))).toContain('5 people are invited so far.');
    await invited(world.database, world.assessments.hill, many(1, 'sixth'));
    expect(mainText(await text(hill()))).not.toContain('invited so far');
  });

  test('shows how many take part, and by family as far as that tells of nobody', async () => {
    const id = await emptied(world);
    await world.database.deleteFrom('invitation').execute();
    await invited(world.database, id, [
      ...many(7, 'done', { family: 'clinical', far: 'submitted' }),
      ...many(2, 'begun', { family: 'clinical', far: 'started' }),
      ...many(6, 'open', { family: 'digital', far: 'started' }),
      ...many(6, 'calm', { family: 'digital', far: 'accepted' }),
      ...many(6, 'lone', { far: 'invited' }),
      ...many(2, 'boss', { family: 'executive', far: 'submitted' }),
    ]);
    expect(await participationOn(world.browsers.lena, hill())).toEqual([
      ['Everybody', '29', '17', '9'],
      ['Digital', '12', '6', 'Not shown'],
      ['Clinical', '9', 'Not shown', 'Not shown'],
    ]);
  });

  test('names nobody who was invited', async () => {
    const page = await text(hill());
    for (const name of ['done', 'begun', 'open', 'calm', 'lone', 'boss'])
      expect(page).not.toContain(`${name}1`);
  });

  test('does not change when a role is corrected, and only in one sentence when one is withdrawn', async () => {
    const { lena } = world.browsers;
    const before = await text(hill());
    const page = await pageOf(lena, `${hill()}/invitations`, 'begun1@leaders.example');
    await pressed(lena, `${page}/role`, 303, { role: 'chief-executive' });
    expect(await text(hill())).toBe(before);
    const sentence = (who: string) =>
      `    <p>${who} withdrawn. They stay in the numbers, so that withdrawing somebody does not show how far they were.</p>\n`;
    for (const [email, who] of [
      ['begun1@leaders.example', '1 person of the invited was'],
      ['done1@leaders.example', '2 people of the invited were'],
    ] as const) {
      const withdrawn = await pageOf(lena, `${hill()}/invitations`, email);
      await pressed(lena, `${withdrawn}/withdrawal`, 303);
      const after = await text(hill());
      expect(after).toContain(sentence(who));
      expect(after.replace(sentence(who), '')).toBe(before);
    }
  });

  test('shows one who had a place before there were invitations among everybody', async () => {
    await answerAs(world.database, world.assessments.dale, crowd(9, 3));
    expect(await participationOn(world.browsers.leo, `/surveys/${world.assessments.dale}`)).toEqual(
      [['Everybody', '11', '6 or more', '6 or more']],
    );
  });

  test('names the facilitator, and who was asked to be one', async () => {
    expect(mainText(await text(hill()))).toContain('Facilitator fay Change the facilitator');
  });

  test('says nothing was done for a word that is none of its own', async () => {
    for (const done of ['', 'x', '<b>', 'constructor', 'opened&done=x'])
      expect(await text(`${hill()}?done=${encodeURIComponent(done)}`)).toBe(await text(hill()));
  });
});

describe('the pages of a survey', () => {
  const id = '00000000-0000-7000-a000-000000000001';
  const gets = (base: string) =>
    ['', '/closing-date', '/closure', '/facilitator', '/history'].map((path) => base + path);
  const posts = (base: string) =>
    [
      '/closing-date',
      '/closure',
      '/facilitator',
      '/reminders',
      `/facilitator/appointments/${id}/end`,
      `/facilitator/invitations/${id}/withdrawal`,
    ].map((path) => base + path);
  let dale: string;

  beforeAll(async () => {
    dale = `/surveys/${world.assessments.dale}`;
    await trustLedByLena(world.database, 'RM9');
  });

  test('are not found by who leads another organisation, or where there is no survey', async () => {
    for (const base of [dale, `/surveys/${id}`, '/surveys/1', '/surveys/%2e']) {
      for (const page of gets(base))
        expectCalm(world.service, await world.browsers.lena.get(page).expect(404));
      for (const page of posts(base)) await pressed(world.browsers.lena, page, 404);
    }
  });

  test('are refused to everybody who leads no survey, of this one or not', async () => {
    for (const name of ['alice', 'charlie', 'fay', 'sam', 'nora'] as const) {
      for (const page of gets(dale)) await world.browsers[name].get(page).expect(403);
      for (const page of posts(dale)) await pressed(world.browsers[name], page, 403);
    }
  });

  test('ask who is not signed in to sign in', async () => {
    const visitor = world.service.visitor();
    for (const page of gets(dale)) {
      const { headers } = await visitor.get(page).expect(303);
      expect(headers.location).toBe(`/sign-in?return=${encodeURIComponent(page)}`);
    }
    for (const page of posts(dale)) await send(visitor, page, {}).expect(401);
  });

  test('change nothing when they are read', async () => {
    const tables = ['assessment', 'invitation', 'invitation_link', 'message', 'audit'] as const;
    const before = await dump(world.database, tables);
    for (const page of gets(dale)) {
      await world.browsers.leo.get(page).expect(200);
      await world.browsers.leo.head(page).expect(200);
    }
    await world.browsers.lena.get('/organisations/RM9/assessments/new').expect(200);
    expect(await dump(world.database, tables)).toBe(before);
  });

  test('refuse a form without its token', async () => {
    for (const page of posts(dale)) await send(world.browsers.leo, page, {}).expect(403);
  });
});

describe('the page of a survey that is over', () => {
  test('says that the results are being made until they are, and offers no way to go on', async () => {
    world.service.setTime('2027-03-31T23:00:00.000Z');
    const lena = await world.service.as('00000000-0000-7000-9000-00000000000e');
    const page = await lena.get(hill()).expect(200);
    expect(mainText(page.text)).toContain('ended on 31 March 2027 at 11:59pm');
    expect(mainText(page.text)).toContain('results are being made');
    for (const path of ['invitations/new', 'join-codes', 'closing-date', 'closure', 'results'])
      expect(page.text).not.toContain(`href="${hill()}/${path}"`);
    expect(page.text).not.toContain('Remind those');

    const closing = () => new Date('2027-03-31T23:00:20.000Z');
    await closeSurvey(world.database, closing, world.assessments.hill, null);
    const closed = (await lena.get(hill()).expect(200)).text;
    expect(mainText(closed)).toContain('closed on 31 March 2027 at 11:59pm');
    expect(closed).toContain(`href="${hill()}/results"`);
    for (const path of ['invitations/new', 'join-codes', 'closing-date', 'closure'])
      expect(closed).not.toContain(`href="${hill()}/${path}"`);
    expect(mainText((await lena.get('/assessments').expect(200)).text)).toContain(
      'closed on 31 March 2027',
    );
  });
});
