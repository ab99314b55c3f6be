import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { stage } from '../support/cast.ts';
import { anotherAssessment, insertAction } from './planning.ts';

const world = stage();
const file = () =>
  world.browsers.sam.get(`/plans/${world.assessments.hill}/actions.csv`).expect(200);

describe('the plan as a file', () => {
  test('has a row for each action, under fixed names', async () => {
    const earlier = await anotherAssessment(world, 'Autumn 2025');
    await insertAction(world, {
      assessment_id: earlier,
      title: 'Left, over',
      due_on: '2026-01-31',
    });
    await insertAction(world, { title: 'Say “done”', item: 'A1', statement: 'A1-2' });
    const { headers, text } = await file();
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="plan-raa-autumn-2026.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(text.startsWith('\uFEFFAction,Owner,')).toBe(true);
    const start = 'Not yet started';
    expect(parse(text, { bom: true })).toEqual([
      ['Action', 'Owner', 'Due', 'Overdue', 'Status', 'Question', 'Statement', 'Cycle'],
      ['Left, over', 'Chief executive', '2026-01-31', 'Yes', start, '', '', 'Autumn 2025'],
      [
        'Say “done”',
        'Chief executive',
        '2027-01-31',
        'No',
        start,
        expect.stringMatching(/^A1 ./),
        expect.stringMatching(/^A1-2 ./),
        'Autumn 2026',
      ],
    ]);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1+1', '=cmd|" /C calc"!A0'])(
    'opens %j as text and not as a formula',
    async (formula) => {
      await insertAction(world, { title: formula, owner: formula });
      const rows = parse((await file()).text, { bom: true });
      const row = rows.find(([title = '']) => title === `'${formula}`);
      expect(row?.[1]).toBe(`'${formula}`);
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    },
  );
});
