import { beforeAll, describe, expect, test } from '@jest/globals';
import { isCapability } from '../../src/position/agreement.ts';
import { listAgenda } from '../../src/workshop/agenda/agenda-store.ts';
import { press } from '../invitations/inviting.ts';
import { stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, heading, mainText } from '../support/pages.ts';
import { type Agent, field } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn, pressed } from '../survey/leading.ts';

const world = stage();
const listOf = () => `/surveys/${world.assessments.hill}/workshops`;
let fay: Agent;
let base: string;

const workshops = () => world.database.selectFrom('workshop').selectAll().execute();
const everything = () => dump(world.database, ['workshop', 'agenda_item', 'audit']);
const idOf = (address: string) => address.slice('/workshops/'.length);
const agenda = () => listAgenda(world.database, idOf(base));
/** The codes of one part of the agenda, in its order. */
const codes = async (together: boolean) =>
  (await agenda()).filter((item) => item.together === together).map(({ item }) => item);
/** The codes of the items on the page, in its order. */
const shown = (html: string) => [...html.matchAll(/id="item-([A-Z]\d+)"/g)].map(([, code]) => code);

beforeAll(async () => {
  fay = world.browsers.fay;
});

describe('before the survey has closed', () => {
  test('no workshop can be prepared, and the page says when', async () => {
    const { text } = await fay.get(listOf()).expect(200);
    expect(mainText(text)).toContain('can be prepared when the survey has closed');
    expect(text).not.toContain(`action="${listOf()}"`);
    const before = await everything();
    const answer = await pressed(fay, listOf(), 409);
    expect(mainText(answer.text)).toContain('The survey has not closed yet');
    expect(await everything()).toBe(before);
  });
});

describe('preparing a workshop', () => {
  beforeAll(async () => {
    await closeHill(world);
  });

  test('is done once, however often it is asked for', async () => {
    const page = await fay.get(listOf()).expect(200);
    expect(page.text).toContain('Prepare a workshop');
    const answers = await Promise.all([press(fay, listOf()), press(fay, listOf())]);
    const again = await pressed(fay, listOf(), 303);
    const [row, ...others] = await workshops();
    expect(others).toEqual([]);
    for (const { headers } of [...answers, again])
      expect(headers.location).toBe(`/workshops/${row?.id}`);
    expect(row).toMatchObject({ number: 1, pace: 'usual', minutes: 120, opened_at: null });
    expect(row?.code).toMatch(/^[34679ACDEFHJKMNPRTWXY]{6}$/);
    expect((await actsIn(world.database, world.assessments.hill)).slice(-2)).toEqual([
      'close-survey',
      'prepare-workshop',
    ]);
    base = again.headers.location as string;
  });

  test('shows the agenda in its order, with reasons and the time it takes', async () => {
    const { text } = await fay.get(base).expect(200);
    expect(heading(text)).toBe('Hill NHS Trust, Autumn 2026 Workshop 1: agenda');
    expect(shown(text)).toEqual((await agenda()).map(({ item }) => item));
    expect(mainText(text)).toContain('Gate question');
    expect(mainText(text)).toMatch(/the agenda takes about .* of the 2 hours/);
    expect(mainText(text)).toContain('What comes after this line will probably not fit in 2 hours');
    expect(text.match(/class="app-agenda-limit"/g)).toHaveLength(1);
  });

  test('has a button for everything that can be done with an item', async () => {
    const { text } = await fay.get(base).expect(200);
    const buttonsOf = (code: string | undefined) => {
      const item = text.match(new RegExp(`<li[^>]*id="item-${code}"[\\s\\S]*?</li>`))?.[0] ?? '';
      return [...item.matchAll(/<button[^>]*>([^<]*)</g)].map(([, words]) => words);
    };
    const own = await codes(false);
    const [together] = await codes(true);
    expect(buttonsOf(own[0])).toEqual(['Move down', 'Confirm together', 'Remove']);
    expect(buttonsOf(own[1])).toEqual(['Move up', 'Move down', 'Confirm together', 'Remove']);
    expect(buttonsOf(own.at(-1))).toEqual(['Move up', 'Confirm together', 'Remove']);
    expect(buttonsOf(together)).toContain(
      isCapability(together ?? '') ? 'Remove' : 'Discuss by itself',
    );
  });

  test('moves, and comes back to what was moved', async () => {
    const [first, second] = await codes(false);
    const { headers } = await pressed(fay, `${base}/agenda`, 303, { item: second, place: '0' });
    expect(headers.location).toBe(`${base}#item-${second}`);
    expect((await codes(false)).slice(0, 2)).toEqual([second, first]);
    await pressed(fay, `${base}/agenda`, 303, { item: second, place: '0' });
    expect((await codes(false)).slice(0, 2)).toEqual([second, first]);
  });

  test('confirms together, discusses by itself, removes and adds', async () => {
    const [first] = (await codes(false)) as [string];
    await pressed(fay, `${base}/agenda`, 303, { item: first, act: 'together' });
    expect(await codes(true)).toContain(first);
    await pressed(fay, `${base}/agenda`, 303, { item: first, act: 'apart' });
    expect((await codes(false)).at(-1)).toBe(first);
    await pressed(fay, `${base}/agenda`, 303, { item: first, act: 'remove' });
    expect((await agenda()).some(({ item }) => item === first)).toBe(false);
    const page = await fay.get(base).expect(200);
    expect(page.text).toContain(`<option value="${first}">`);
    await pressed(fay, `${base}/agenda`, 303, { item: first, act: 'add' });
    const added = (await agenda()).find(({ item }) => item === first);
    expect(added).toMatchObject({ together: false, reasons: ['chosen'] });
  });

  test('refuses to add nothing, and forms that are none of the page’s', async () => {
    const before = await everything();
    for (const item of ['', 'Z9']) {
      const { text } = await pressed(fay, `${base}/agenda`, 422, { act: 'add', item });
      expect(errorsOn(text)).toEqual([['Choose what to add to the agenda', '#add']]);
    }
    for (const odd of [{}, { item: 'A1' }, { item: 'A1', place: '-1' }, { item: 'A1', act: 'x' }])
      expectCalm(world.service, await pressed(fay, `${base}/agenda`, 422, odd));
    expect(await everything()).toBe(before);
  });

  test('changes pace and length, and keeps what was typed wrong', async () => {
    const wrong = { pace: 'brisk', minutes: '5 <b>' };
    const { text } = await pressed(fay, `${base}/timing`, 422, wrong);
    expect(errorsOn(text)).toEqual([
      ['How long it may last must be a number of minutes from 15 to 480', '#minutes'],
    ]);
    expect(field(text, 'minutes')).toBe('5 &lt;b&gt;');
    const { headers } = await pressed(fay, `${base}/timing`, 303, {
      pace: 'brisk',
      minutes: '480',
    });
    const page = await fay.get(headers.location as string).expect(200);
    expect(mainText(page.text)).toContain('of the 8 hours that there are');
    expect(page.text).toMatch(/value="brisk" checked/);
    expect((await workshops())[0]).toMatchObject({ pace: 'brisk', minutes: 480 });
  });

  test('belongs to who facilitates: who leads sees the list only', async () => {
    const { lena, leo, sam, charlie } = world.browsers;
    const list = await lena.get(listOf()).expect(200);
    expect(mainText(list.text)).toContain('Being prepared');
    expect(list.text).not.toContain(`href="${base}"`);
    expect(list.text).not.toContain('<form action="/surveys');
    const before = await everything();
    for (const path of [base, `${base}/guide`, `${base}/cards`]) {
      await lena.get(path).expect(404);
      await leo.get(path).expect(404);
      await charlie.get(path).expect(403);
      await sam.get(path).expect(403);
    }
    await leo.get(listOf()).expect(404);
    for (const path of [listOf(), `${base}/agenda`, `${base}/timing`, `${base}/opening`]) {
      const fields = path.endsWith('/agenda') ? { item: 'A1', act: 'remove' } : {};
      await pressed(lena, path, 404, fields);
      await pressed(leo, path, 404, fields);
    }
    expect(await everything()).toBe(before);
  });
});
