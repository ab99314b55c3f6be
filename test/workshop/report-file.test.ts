import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { insertAction } from '../plan/planning.ts';
import { stage } from '../support/cast.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { agree, ended, joined, statements } from './reported.ts';

const world = stage();
let workshop: string;
const file = () => world.browsers.sam.get(`/workshops/${workshop}/report.csv`).expect(200);

type Row = Record<string, string>;

async function rows(part: string): Promise<Row[]> {
  const all: Row[] = parse((await file()).text, { bom: true, columns: true });
  return all.filter((row) => row.Part === part);
}

beforeAll(async () => {
  await closeHill(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill);
  await joined(world, workshop, { executive: 8, operational: 6, clinical: 3 });
});

describe('the report of a workshop as a file', () => {
  test('names the workshop, and is not kept by a cache', async () => {
    expect((await file()).headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="workshop-raa-autumn-2026-1.csv"',
      'cache-control': 'no-store',
    });
  });

  test('has a row for each item of the agenda and each action', async () => {
    await agree(world, 'A1', {
      workshopId: workshop,
      content: statements({ 'A1-2': 'met', 'A1-3': 'not-met' }),
      method: 'chair',
      present: 14,
      dissenting: 2,
      reason: 'Two lines,\nwith "quotes"',
    });
    await agree(world, 'M01', { workshopId: workshop, content: { owner: 'nobody' } });
    await insertAction(world, { workshop_id: workshop, item: 'A1', statement: 'A1-3' });
    const agenda = await rows('Agenda');
    expect(agenda.map(({ Code, Outcome }) => [Code, Outcome])).toEqual([
      ['A1', 'Discussed and agreed'],
      ['A2', 'Left open'],
      ['B1', 'Left open'],
      ['C1', 'Left open'],
      ['C2', 'Left open'],
      ['M01', 'Owner agreed'],
      ['M02', 'Left open'],
    ]);
    expect(agenda[0]).toMatchObject({
      What: 'A1 Named executive',
      'Agreed level or owner': '2 Installed',
      Explanation: expect.stringMatching(/^Level 2\. Level 3 is held by: /),
      'How it was agreed': 'Decided by the chair, 14 people present; fewer than six disagreed',
      Reason: 'Two lines,\nwith "quotes"',
    });
    expect(agenda[5]?.['Agreed level or owner']).toBe('Nobody');
    expect(await rows('Action')).toMatchObject([
      {
        Code: 'A1-3',
        What: 'Appoint somebody',
        'Action owned by': 'Chief executive',
        'Action due': '2027-01-31',
        'Action status': 'Not yet started',
      },
    ]);
  });

  test('says who joined once it has ended, below six in words', async () => {
    expect(await rows('Attendance')).toEqual([]);
    await ended(world, workshop, '2026-11-22T12:00:00.000Z');
    const attendance = await rows('Attendance');
    expect(attendance.map(({ What }) => What)).toEqual([
      'Everybody',
      ...['Executive', 'Operational', 'Digital', 'Clinical'].map((name) =>
        expect.stringMatching(`^${name}`),
      ),
    ]);
    expect(attendance[0]?.Outcome).toBe('17');
    for (const { Outcome = '' } of attendance) expect(Outcome).not.toMatch(/^[0-5]$/);
    const { text } = await world.browsers.sam.get(`/workshops/${workshop}/report`).expect(200);
    for (const { What, Outcome } of attendance)
      expect(text).toMatch(new RegExp(`${What}</th>\\s*<td[^>]*>${Outcome}</td>`));
  });

  test('says of a small room only that it was small', async () => {
    await world.database.deleteFrom('participant').execute();
    await joined(world, workshop, { executive: 2, digital: 3 });
    for (const { Outcome } of await rows('Attendance')) expect(Outcome).toBe('Fewer than six');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1'])(
    'opens %j as text and not as a formula',
    async (formula) => {
      const stored = await world.database
        .selectFrom('agreement')
        .select(({ fn }) => fn.max('version').as('version'))
        .where('item', '=', 'A2')
        .executeTakeFirst();
      await agree(world, 'A2', {
        basedOn: stored?.version ?? 0,
        workshopId: workshop,
        content: statements({ 'A2-2': 'met' }),
        reason: formula,
      });
      await insertAction(world, { workshop_id: workshop, title: formula, owner: formula });
      expect((await rows('Agenda'))[1]?.Reason).toBe(`'${formula}`);
      const action = (await rows('Action')).find(({ What }) => What === `'${formula}`);
      expect(action?.['Action owned by']).toBe(`'${formula}`);
      for (const cell of (parse((await file()).text, { bom: true }) as string[][]).flat())
        expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    },
  );
});
