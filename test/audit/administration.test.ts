import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { nationalChain } from '../../src/people/audit.ts';
import { record } from '../../src/people/audit-store.ts';
import { newId } from '../../src/shared/ids.ts';
import { organisations, people, stage } from '../support/cast.ts';
import { errorsOn, mainText, tableRows } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const read = async (query = '') =>
  (await world.browsers.nora.get(`/administration/audit${query}`).expect(200)).text;
const rowsOf = async (query = '') => tableRows(await read(query)).slice(1);
const at = today.toISOString();

beforeAll(async () => {
  const { database, assessments } = world;
  await database.updateTable('person').set({ name: '=1+1' }).where('id', '=', people.leo).execute();
  const hill = { chain: assessments.hill, at };
  await record(database, {
    ...{ ...hill, actorId: people.lena, act: 'change-closing-date', subject: {} },
    ...{ before: { closesAt: null }, after: { closesAt: '2026-12-20T23:59:59.999Z' } },
  });
  await record(database, {
    ...{ ...hill, actorId: null, act: 'submit', subject: { respondent: newId() } },
  });
  await record(database, {
    ...{ ...hill, actorId: people.alice, act: 'accept-invitation' },
    subject: { invitation: newId() },
  });
  await record(database, {
    ...{ ...hill, actorId: people.fay, act: 'agree', subject: { item: 'A1', version: 1 } },
    after: { a: 'met E2' },
  });
  await record(database, {
    ...{ chain: nationalChain, at: '2026-11-20T10:00:00.000Z', actorId: people.leo },
    ...{ act: 'appoint', subject: { person: people.sam } },
    after: { role: 'signatory', organisation: 'RAA' },
  });
  await record(database, {
    ...{ chain: assessments.dale, at, actorId: people.leo, act: 'remind', subject: {} },
  });
});

describe('the page of the audit', () => {
  test('is for administrators and nobody else', async () => {
    for (const page of ['/administration/audit', '/administration/audit.csv']) {
      for (const name of ['lena', 'fay', 'sam', 'alice'] as const)
        await world.browsers[name].get(page).expect(403);
      await world.service.visitor().get(page).expect(303);
    }
  });

  test('shows every line of every chain, the newest first, with names', async () => {
    const rows = await rowsOf();
    expect(rows).toHaveLength(4);
    expect(rows.at(-1)?.[0]).toBe('20 November 2026 at 10am');
    expect(rows.at(-1)?.[1]).toContain(
      'Appointed somebody Person: sam Role: signatory Organisation: RAA Line: england 1',
    );
    expect(rows.at(-1)?.slice(2)).toEqual(['=1+1', 'England']);
    const moved = rows.find(([, what]) => what?.startsWith('Moved the closing date'));
    expect(moved?.[1]).toContain('Closes: from none to 20 December 2026 at 11:59pm');
    expect(moved?.slice(2)).toEqual(['lena', `${organisations.hill.name}, Autumn 2026`]);
  });

  test('says nothing of what leaders do as respondents, nor how often', async () => {
    for (const act of ['submit', 'accept-invitation']) {
      expect(await rowsOf(`?act=${act}`)).toEqual([]);
      expect(await read()).not.toContain(`value="${act}"`);
    }
    const text = await read();
    expect(text).not.toContain('alice');
    // A gap between positions would count them.
    expect(text).toMatch(/Line: [0-9a-f-]{36}\s*</);
    expect(text).not.toMatch(/Line: [0-9a-f-]{36} \d/);
  });

  test('does not say what an organisation agreed', async () => {
    const [agreed] = await rowsOf('?act=agree');
    expect(agreed?.[1]).toContain('Agreed the position on A1');
    expect(await read()).not.toContain('met E2');
  });

  test('shows the lines of an organisation, with what was done about its roles', async () => {
    expect((await rowsOf('?of=raa')).map(([, , who]) => who)).toEqual(['fay', 'lena', '=1+1']);
    expect(await rowsOf('?of=RBB')).toHaveLength(1);
    expect(await rowsOf('?of=England')).toHaveLength(1);
    expect(await rowsOf('?of=RZZ')).toHaveLength(0);
  });

  test('shows the lines of a day', async () => {
    expect(await rowsOf('?on-day=20&on-month=11&on-year=2026')).toHaveLength(1);
    expect(await rowsOf('?on-day=21&on-month=11&on-year=2026')).toHaveLength(0);
  });

  test.each([
    ['?of=not a code', '#of'],
    ['?on-day=31&on-month=2&on-year=2026', '#on-day'],
    ['?on-day=1', '#on-month'],
  ])('says what is wrong with a filter: %s', async (query, href) => {
    const { text } = await world.browsers.nora
      .get(`/administration/audit${query.replaceAll(' ', '%20')}`)
      .expect(422);
    expect(errorsOn(text).map(([, to]) => to)).toEqual([href]);
    await world.browsers.nora
      .get(`/administration/audit.csv${query.replaceAll(' ', '%20')}`)
      .expect(422);
  });

  test.each(['?page=0', '?page=2', '?page=x', '?page=1&page=2'])(
    'is not found where there is no such page: %s',
    async (query) => {
      await world.browsers.nora.get(`/administration/audit${query}`).expect(404);
      expect(world.service.logged).toEqual([]);
    },
  );

  test('says that nothing is like that', async () => {
    expect(mainText(await read('?act=sign-off'))).toContain('No line of the audit is like that.');
  });
});

describe('the file of the audit', () => {
  test('says the same, with what would be a formula marked as text, and is a line itself', async () => {
    const get = () => world.browsers.nora.get('/administration/audit.csv?of=england').expect(200);
    const { text, headers } = await get();
    expect(headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    const rows: string[][] = parse(text, { bom: true });
    expect(rows).toHaveLength(2);
    expect(rows[1]?.[3]).toBe("'=1+1");
    const again: string[][] = parse((await get()).text, { bom: true });
    expect(again[1]?.slice(1, 4)).toEqual([
      'Downloaded or printed the audit',
      'What: audit; As: national-administrator',
      'nora',
    ]);
  });
});

describe('the pages of the audit', () => {
  test('hold a hundred lines each', async () => {
    const { database, assessments } = world;
    for (let count = 0; count < 105; count++)
      await record(database, {
        ...{ chain: assessments.board, at, actorId: null, act: 'remind', subject: { count } },
      });
    const first = await read('?of=QAA');
    expect(tableRows(first).slice(1)).toHaveLength(100);
    const older = first.match(/href="(\/administration\/audit\?[^"]*page=2)"/)?.[1] ?? '';
    const { text } = await world.browsers.nora.get(older.replaceAll('&amp;', '&')).expect(200);
    expect(tableRows(text).slice(1)).toHaveLength(5);
    expect(text).toContain('page=1"');
    expect(text).not.toContain('page=3"');
  });
});
