import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { insertAction } from '../plan/planning.ts';
import { stage } from '../support/cast.ts';
import { mainText, plainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { agree, ended, joined, statements } from './reported.ts';

const world = stage();
let workshop: string;
const address = () => `/workshops/${workshop}/report`;
const report = async () => (await world.browsers.sam.get(address()).expect(200)).text;
const section = async (name: string) => {
  const parts = (await report()).split('<h2 ');
  return plainText(`<${parts.find((part) => part.includes(`>${name}</h2>`)) ?? ''}`);
};

beforeAll(async () => {
  await closeHill(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, {
    items: ['A2', 'A1', 'B1'],
    together: ['C1', 'C2'],
    capabilities: ['M01', 'M02'],
  });
});

describe('the report of a workshop', () => {
  test('is for who leads, facilitates or signs, and for nobody else', async () => {
    const { lena, fay, sam, leo, nora, alice, charlie } = world.browsers;
    for (const page of [address(), `${address()}.csv`]) {
      for (const browser of [lena, fay, sam]) await browser.get(page).expect(200);
      await leo.get(page).expect(404);
      for (const browser of [nora, alice, charlie]) await browser.get(page).expect(403);
      await world.service.visitor().get(page).expect(303);
    }
    expect((await lena.get(address())).text).toContain(
      `href="/surveys/${world.assessments.hill}/workshops"`,
    );
    expect((await sam.get(address())).text).not.toContain('/workshops"');
    for (const id of [newId(), 'nothing']) await sam.get(`/workshops/${id}/report`).expect(404);
  });

  test('is not there while the workshop is being prepared', async () => {
    const prepared = await insertWorkshop(world.database, world.assessments.hill, {
      code: 'PREPAR',
      number: 9,
      opened: false,
    });
    for (const page of ['report', 'report.csv'])
      await world.browsers.fay.get(`/workshops/${prepared}/${page}`).expect(404);
  });

  test('says while it runs that it does, and nothing of who has joined', async () => {
    const before = await report();
    expect(mainText(before)).toContain('This workshop is still running.');
    expect(mainText(before)).toContain('Open still 7 of 7 on the agenda');
    await joined(world, workshop, { executive: 7, digital: 6, clinical: 2 });
    expect(await report()).toBe(before);
  });

  test('says what was agreed, how and why, with evidence', async () => {
    const { statements: a2 } = statements({ 'A2-2': 'met', 'A2-3': 'met', 'A2-4': 'not-met' });
    a2['A2-2'] = {
      state: 'met',
      reason: null,
      grade: 2,
      reference: 'Board paper <b>12</b>',
      dated: '2026-03-03',
    };
    await agree(world, 'A2', {
      workshopId: workshop,
      content: { statements: a2 },
      method: 'majority',
      present: 14,
      dissenting: 3,
      reason: '<script>alert(1)</script> It is written down.',
    });
    await agree(world, 'A1', {
      workshopId: workshop,
      content: statements({ 'A1-2': 'met', 'A1-3': 'dont-know', 'A1-4': 'not-met' }),
    });
    await agree(world, 'C1', { workshopId: workshop, content: statements({ 'C1-2': 'met' }) });
    await agree(world, 'M01', {
      workshopId: workshop,
      content: { owner: 'chief-operating-officer' },
      method: 'chair',
      present: 9,
      dissenting: 7,
    });
    const html = await report();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<b>12');
    const agreed = await section('What was agreed');
    expect(agreed).toContain('A2 Division of roles: 3 Adopted');
    expect(agreed).toContain(
      'Discussed and agreed. By majority, 14 people present; fewer than six disagreed.',
    );
    expect(agreed).toContain('<script>alert(1)</script> It is written down.');
    expect(agreed).toContain('Dated document or link: Board paper <b>12</b> (3 March 2026)');
    expect(agreed).toContain('C1');
    expect(agreed).toMatch(
      /C1 .*: 2 Installed .*Confirmed together\. Unanimous, 12 people present\./,
    );
    expect(agreed).not.toContain('M01');
    const owners = await section('Who owns what');
    expect(owners).toContain('Chief operating officer');
    // Seven of nine disagreed: two agreed, which no number may say.
    expect(owners).toContain('Decided by the chair; six or more people disagreed');
    expect(owners).not.toMatch(/\b[79]\b/);
  });

  test('lists the agenda in its order, and what became of each item', async () => {
    const rows = [...(await section('The agenda')).matchAll(/(?:A1|A2|B1|C1|C2) /g)];
    expect(rows.map(([code]) => code.trim())).toEqual(['A2', 'A1', 'B1', 'C1', 'C2']);
    const agenda = await section('The agenda');
    expect(agenda).toMatch(/B1 .* Left open Nothing in this workshop C1 /);
    expect(agenda).toMatch(/when a system goes live Owner agreed Chief operating officer/);
  });

  test('says what is open, and that it carries over', async () => {
    const open = await section('What is open');
    expect(open).toMatch(/B1 [^:]*: not agreed/);
    expect(open).toMatch(/A1 Named executive: Level 2, could be 3 once one unknown is resolved\./);
    expect(open).not.toContain('A2 Division of roles');
    expect(open).toContain('it could be higher for C1.');
    expect(open).toContain('What is left when it ends carries over to the next workshop');
  });

  test('leaves open nothing that was agreed before', async () => {
    const other = await insertWorkshop(world.database, world.assessments.hill, {
      code: 'SECOND',
      number: 2,
      items: ['A2'],
      together: [],
      capabilities: ['M01'],
    });
    await ended(world, other, '2026-11-22T12:00:00.000Z');
    const { text } = await world.browsers.lena.get(`/workshops/${other}/report`).expect(200);
    expect(mainText(text)).toMatch(/A2 [^:]* Left as it was agreed before/);
    expect(mainText(text)).toContain('Left open 0 of 2 on the agenda');
    expect(mainText(text)).toContain('Nothing: everything on the agenda is agreed');
    expect(text).not.toContain('carries over');
  });

  test('says where something was changed or agreed since, and keeps what it said', async () => {
    const later = new Date('2026-11-24T09:30:00Z');
    const desk = { method: 'desk', present: null, dissenting: null } as const;
    await ended(world, workshop, '2026-11-22T12:05:00.000Z');
    await agree(
      world,
      'A1',
      { ...desk, basedOn: 1, content: statements({ 'A1-2': 'not-met' }) },
      later,
    );
    await agree(world, 'B1', { ...desk, content: statements({ 'B1-2': 'met' }) }, later);
    const since = 'since 24 November 2026 at 9:30am';
    expect(await section('What was agreed')).toMatch(
      new RegExp(`A1 Named executive: 2 Installed .*Changed since then : now 1 Unowned, ${since}`),
    );
    expect(await section('What is open')).toContain('What was left carries over');
    expect(await section('What is open')).toContain(`Agreed since: 2 Installed, ${since}`);
    expect(await section('The agenda')).toMatch(/B1 .*Left open Nothing in this workshop Agreed/);
  });

  test('says when it was, how long it took and who joined, below six in words', async () => {
    const text = mainText(await report());
    expect(text).toContain('Began 22 November 2026 at 10am Took 2 hours 5 minutes');
    expect(text).not.toContain('still running');
    const who = await section('Who took part');
    expect(who).toContain('Everybody 15');
    expect(who).toMatch(/Operational[a-z ]* (Fewer than six|Not shown)/);
    expect(who).toMatch(/Clinical[a-z ]* (Fewer than six|Not shown)/);
    expect(who).not.toMatch(/\b[0-5]\b/);
  });

  test('lists the actions of this workshop only', async () => {
    expect(await section('Actions')).toContain('No action was added in this workshop.');
    await insertAction(world, { title: 'Of the desk' });
    await insertAction(world, { workshop_id: workshop, title: '"<i>Do</i>" it', item: 'A1' });
    const actions = await section('Actions');
    expect(actions).toContain(
      '"<i>Do</i>" it About A1 Named executive Chief executive 31 January 2027 Not yet started',
    );
    expect(actions).not.toContain('Of the desk');
    expect(await report()).not.toContain('<i>Do');
  });

  test('is the same, page and file, whatever was voted', async () => {
    const file = async () => (await world.browsers.fay.get(`${address()}.csv`).expect(200)).text;
    const before = [await report(), await file()];
    const participants = await world.database.selectFrom('participant').selectAll().execute();
    const round = newId();
    await world.database
      .insertInto('round')
      .values({
        id: round,
        workshop_id: workshop,
        item: 'A2',
        number: 1,
        opened_at: today.toISOString(),
        revealed_at: today.toISOString(),
        tally: JSON.stringify({ 1: 3, 2: 5, 3: 4, 4: 2, 5: 1 }),
      })
      .execute();
    await world.database
      .insertInto('ballot')
      .values(participants.map(({ id }) => ({ round_id: round, participant_id: id, choice: '4' })))
      .execute();
    expect([await report(), await file()]).toEqual(before);
    for (const { id, label, device_hash } of participants)
      for (const text of before) {
        expect(text).not.toContain(id);
        expect(plainText(text)).not.toContain(String(label));
        expect(text).not.toContain(device_hash);
      }
  });
});
