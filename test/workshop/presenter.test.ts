import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Name, stage } from '../support/cast.ts';
import { dump, expectCalm, heading, mainText, send, tokenOf } from '../support/pages.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { emptyRooms, formTo, type Presenter, presenterOf, seat, stepOf } from './presenting.ts';

const world = stage();
let workshop: string;
let fay: Presenter;
const everything = () => dump(world.database, ['workshop', 'agenda_item', 'agreement']);

async function prepare(step: string | null, more: object = {}): Promise<void> {
  await emptyRooms(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step, ...more });
  fay = presenterOf(world.browsers.fay, workshop);
}

beforeAll(() => closeHill(world));
beforeEach(() => prepare('A1'));

describe('the presenter’s page', () => {
  test('begins with where to join, the code, and how votes are treated', async () => {
    await prepare(null);
    await seat(world, workshop, 3);
    const text = mainText(await fay.page());
    expect(text).toContain('and enter the code ACD EFH');
    expect(text).toContain('3 devices have joined.');
    expect(text).toContain('You vote without a name.');
    expect(text).toContain('Begin: A1 Named executive');
    expect(await fay.page()).toContain('aria-label="QR code of the address to join"');
  });

  test('shows one question with its five levels, and names nobody', async () => {
    const html = await fay.page();
    expect(heading(html)).toContain('Is one executive accountable');
    for (const level of ['1 Unowned', '2 Installed', '3 Adopted', '4 Embedded', '5 Transforming'])
      expect(mainText(html)).toContain(level);
    expect(html).not.toContain('fay');
  });

  test('says nothing of the survey before the votes are revealed', async () => {
    expect(mainText(await fay.page())).not.toContain('What the survey said');
  });

  test('is one page with one live region, which says nothing by itself', async () => {
    const html = await fay.page();
    expect(html.match(/role="status"|aria-live/g)).toHaveLength(1);
    expect(html).toContain(`data-live="${fay.base}/changes"`);
    expect(html).toContain('data-revision="0.0"');
  });

  test('leads elsewhere before the workshop is open and after it has ended', async () => {
    await prepare(null, { opened: false });
    await world.browsers.fay.get(`${fay.base}/presenter`).expect('location', fay.base);
    await prepare(null);
    await fay.press('/steps');
    const token = await tokenOf(world.browsers.fay);
    await send(world.browsers.fay, `${fay.base}/end`, { _csrf: token }).expect(303);
    const { headers } = await world.browsers.fay.get(`${fay.base}/presenter`).expect(303);
    expect(headers.location).toBe(`${fay.base}/report`);
  });
});

describe('who may run a workshop', () => {
  const pages = ['presenter', 'changes', 'end'];
  const acts = ['steps', 'timer', 'agreements/A1', 'confirmation', 'owners', 'discussions', 'end'];

  test.each<[Name, number]>([
    ['lena', 404],
    ['leo', 404],
    ['sam', 403],
    ['alice', 403],
    ['charlie', 403],
  ])('%s may not, and changes nothing', async (name, status) => {
    const before = await everything();
    const browser = world.browsers[name];
    const token = await tokenOf(browser);
    for (const page of pages)
      expect((await browser.get(`${fay.base}/${page}`)).status).toBe(status);
    for (const act of acts) {
      const fields = { _csrf: token, ...(act === 'end' ? {} : { step: 'A2' }) };
      const answer = await send(browser, `${fay.base}/${act}`, fields);
      expect([act, answer.status]).toEqual([act, status]);
      expectCalm(world.service, answer);
    }
    expect(await everything()).toBe(before);
  });

  test('without a survey the lead may', async () => {
    const survey = { id: world.assessments.hill, without_survey: 1 };
    const set = (without_survey: 0 | 1) =>
      world.database
        .updateTable('assessment')
        .set({ without_survey })
        .where('id', '=', survey.id)
        .execute();
    await set(1);
    const lena = presenterOf(world.browsers.lena, workshop);
    expect((await lena.press('/steps', { step: 'A2' })).status).toBe(303);
    expect(await stepOf(world, workshop)).toBe('A2');
    await set(0);
  });
});

describe('moving on', () => {
  test('goes through the agenda, to what is confirmed together, and to the owners', async () => {
    const seen: (string | null)[] = [];
    for (let i = 0; i < 4; i += 1) {
      await fay.press('/steps', {
        step: /id="next" name="step" value="([^"]*)"/.exec(await fay.page())?.[1],
      });
      seen.push(await stepOf(world, workshop));
    }
    expect(seen).toEqual(['A2', 'B1', 'together', 'ownership']);
    expect(await fay.page()).toContain(`id="next" href="${fay.base}/end"`);
  });

  test('pressed twice moves once', async () => {
    const form = { ...formTo(await fay.page(), `${fay.base}/steps`), step: 'A2' };
    for (let i = 0; i < 2; i += 1) {
      const { headers } = await send(world.browsers.fay, `${fay.base}/steps`, form).expect(303);
      expect(headers.location).toBe(`${fay.base}/presenter`);
    }
    expect(await stepOf(world, workshop)).toBe('A2');
  });

  test('from a stale page stays where the workshop is, and says so', async () => {
    const stale = { ...formTo(await fay.page(), `${fay.base}/steps`), step: 'A2' };
    await fay.press('/steps', { step: 'B1' });
    const { headers } = await send(world.browsers.fay, `${fay.base}/steps`, stale).expect(303);
    expect(headers.location).toBe(`${fay.base}/presenter?done=moved`);
    expect(await stepOf(world, workshop)).toBe('B1');
    const { text } = await world.browsers.fay.get(String(headers.location)).expect(200);
    expect(mainText(text)).toContain('Somebody moved on from another device.');
  });

  test('from two devices at once goes to one of the two', async () => {
    const form = formTo(await fay.page(), `${fay.base}/steps`);
    const to = (step: string) =>
      send(world.browsers.fay, `${fay.base}/steps`, { ...form, step }).expect(303);
    const answers = await Promise.all([to('A2'), to('B1')]);
    const moved = answers.filter(({ headers }) => headers.location?.endsWith('?done=moved'));
    expect(moved).toHaveLength(1);
    expect(['A2', 'B1']).toContain(await stepOf(world, workshop));
  });

  test.each(['H1', 'M01', 'nowhere'])(
    'to %s, which is not on the agenda, is not possible',
    async (step) => {
      const { headers } = await fay.press('/steps', { step });
      expect(headers.location).toBe(`${fay.base}/presenter?done=left-out`);
      expect(await stepOf(world, workshop)).toBe('A1');
    },
  );

  test('back to the start shows the code again', async () => {
    await fay.press('/steps', { step: '' });
    expect(mainText(await fay.page())).toContain('and enter the code ACD EFH');
  });
});

describe('the timer', () => {
  const ends = async () =>
    (
      await world.database
        .selectFrom('workshop')
        .select('timer_ends_at')
        .where('id', '=', workshop)
        .executeTakeFirstOrThrow()
    ).timer_ends_at;

  test('begins with each question, as long as its pace, and not elsewhere', async () => {
    await fay.press('/steps', { step: 'A2' });
    expect(await ends()).toBe('2026-11-22T10:10:00.000Z');
    const html = await fay.page();
    expect(html).toContain(
      'data-timer-ends="2026-11-22T10:10:00.000Z" data-timer-now="2026-11-22T10:00:00.000Z">10:00<',
    );
    expect(mainText(html)).toContain('Until 10:10am');
    await fay.press('/steps', { step: 'together' });
    expect(await ends()).toBeNull();
  });

  test('can be stopped, started and lengthened; pressed twice, once', async () => {
    await fay.press('/timer', { act: 'start' });
    const form = { ...formTo(await fay.page(), `${fay.base}/timer`), act: 'add' };
    for (let i = 0; i < 2; i += 1)
      await send(world.browsers.fay, `${fay.base}/timer`, form).expect(303);
    expect(await ends()).toBe('2026-11-22T10:15:00.000Z');
    await fay.press('/timer', { act: 'stop' });
    expect(await ends()).toBeNull();
  });

  test('that is over is lengthened from now', async () => {
    await fay.press('/timer', { act: 'start' });
    world.service.setTime('2026-11-22T11:00:00Z');
    expect(await fay.page()).toContain('>00:00<');
    await fay.press('/timer', { act: 'add' });
    world.service.setTime('2026-11-22T10:00:00Z');
    expect(await ends()).toBe('2026-11-22T11:05:00.000Z');
  });

  test('takes nothing but what is on the page', async () => {
    expect((await fay.press('/timer', { act: 'forever' })).status).toBe(422);
    expect((await fay.press('/timer', { act: 'stop', step: 'A2' })).status).toBe(422);
  });
});
