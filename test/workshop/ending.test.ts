import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { dump, mainText, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';
import { emptyRooms, type Presenter, presenterOf } from './presenting.ts';
import { agree, statements } from './reported.ts';
import { type Hall, joinMany, openHall, openRound, reveal } from './rooms.ts';

const world = stage();
let hall: Hall;
let fay: Presenter;

beforeAll(() => closeHill(world));
beforeEach(async () => {
  await emptyRooms(world);
  hall = await openHall(world);
  fay = presenterOf(world.browsers.fay, hall.id);
});

async function end() {
  const token = await tokenOf(world.browsers.fay);
  return send(world.browsers.fay, `${fay.base}/end`, { _csrf: token }).expect(303);
}

const endings = async () =>
  (await actsIn(world.database, world.assessments.hill)).filter((act) => act === 'end-workshop');

describe('ending a workshop', () => {
  test('says first what is left, and that it carries over', async () => {
    await fay.press('/agreements/A1', {
      ...{ 'A1-2-state': 'met', method: 'chair', present: '8', dissenting: '1', act: 'save' },
    });
    const { text } = await world.browsers.fay.get(`${fay.base}/end`).expect(200);
    expect(mainText(text)).toContain('Of 7 points on the agenda, 6 are not agreed yet.');
    expect(mainText(text)).toContain('carries over to the next workshop: Division of roles');
    expect(mainText(text)).not.toContain('Named executive');
  });

  test('does not carry over what was agreed at the desk between preparing and starting it', async () => {
    const hour = 60 * 60_000;
    await world.database
      .updateTable('workshop')
      .set({ created_at: new Date(today.getTime() - 2 * hour).toISOString() })
      .execute();
    const content = statements({ 'A2-2': 'met' });
    await agree(world, 'A2', { content }, new Date(today.getTime() - hour));
    const page = () => world.browsers.fay.get(`${fay.base}/end`).expect(200);
    expect(mainText((await page()).text)).toContain('Of 7 points on the agenda, 6 are not agreed');
    await end();
    const list = `/surveys/${world.assessments.hill}/workshops`;
    const token = await tokenOf(world.browsers.fay);
    const { headers } = await send(world.browsers.fay, list, { _csrf: token }).expect(303);
    const next = await world.browsers.fay.get(headers.location as string).expect(200);
    expect(next.text).toContain('id="item-A1"');
    expect(next.text).not.toContain('id="item-A2"');
  });

  test('forgets all devices and votes, and keeps what was agreed', async () => {
    const [device] = await joinMany(hall, 5);
    await openRound(hall);
    await reveal(hall);
    await fay.press('/agreements/A1', {
      ...{ 'A1-2-state': 'met', method: 'chair', present: '8', dissenting: '1', act: 'save' },
    });
    const { headers } = await end();
    expect(headers.location).toBe(`${fay.base}/report`);
    expect(await dump(world.database, ['ballot'])).toBe('');
    expect(await dump(world.database, ['round'])).toContain('"tally":null');
    expect(await dump(world.database, ['participant'])).not.toMatch(/"device_hash":"/);
    expect(await dump(world.database, ['agreement'])).toContain('"item":"A1"');
    expect((await device?.get(hall.address))?.status).toBe(404);
  });

  test('twice, or from two devices at once, ends it once', async () => {
    const before = (await endings()).length;
    await Promise.all([end(), end()]);
    const after = await dump(world.database, ['workshop']);
    await end();
    expect(await dump(world.database, ['workshop'])).toBe(after);
    expect(await endings()).toHaveLength(before + 1);
  });

  test('leaves nothing to be done in it', async () => {
    const before = await fay.page();
    expect(before).toContain('Open the vote');
    const token = await tokenOf(world.browsers.fay);
    await end();
    const ended = await dump(world.database, ['workshop', 'agreement', 'agenda_item']);
    const post = (path: string, fields: object) =>
      send(world.browsers.fay, fay.base + path, { _csrf: token, ...fields });
    await post('/steps', { step: 'A2', from: 'A1' }).expect('location', `${fay.base}/presenter`);
    await post('/timer', { act: 'start', ends: '' }).expect(303);
    await post('/discussions', { item: 'C1' }).expect(409);
    await post('/owners', { 'owner-M01': 'nobody' }).expect(409);
    await post('/confirmation', { 'confirm-C1': 'yes' }).expect(409);
    expect(await dump(world.database, ['workshop', 'agreement', 'agenda_item'])).toBe(ended);
    const { headers } = await world.browsers.fay.get(`${fay.base}/end`).expect(303);
    expect(headers.location).toBe(`${fay.base}/report`);
  });
});
