import { describe, expect, test } from '@jest/globals';
import { changeBetween, intervalOf } from '../../../src/benchmark/beside/change.ts';
import { commonQuestions } from '../../../src/benchmark/beside/common-questions.ts';
import { comparison } from '../../../src/benchmark/beside/comparison.ts';
import { type OwnInCycle, seriesOf } from '../../../src/benchmark/beside/series.ts';
import type { Dimension, Questionnaire } from '../../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import { exactly, measures } from './comparing.ts';

const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const first = questionnaire.dimensions[0] as Dimension;

/** The own values of a cycle, all alike but for those that are given. */
function cycle(
  name: string,
  value: number,
  {
    se = null as number | null,
    changes = {} as Record<string, unknown>,
    asks = questionnaire,
    levels = null as OwnInCycle['levels'],
  } = {},
): OwnInCycle {
  const own = measures.map((code) => ({ code, own: changes[code] ?? exactly({ value, se }) }));
  const [read] = comparison.parse({ bases: [{ basis: 'survey', own, groups: [] }] }).bases;
  return { cycle: name, questionnaire: asks, own: read?.own ?? [], levels };
}

/** The questionnaire as it might have been before: another last question of the first dimension. */
const other: Questionnaire = {
  ...questionnaire,
  dimensions: [
    {
      ...first,
      questions: first.questions.map((question, at) =>
        at === first.questions.length - 1 ? { ...question, text: 'Something else?' } : question,
      ),
    },
    ...questionnaire.dimensions.slice(1),
  ],
};

describe('a change between cycles', () => {
  const point = (value: number, se: number | null = null) => ({ value, se });

  test.each([
    ['the agreed basis: half a level is one', 2, 2.5, null, 'agreed', 0.5, 'changed'],
    ['the agreed basis: less is none', 2, 2.4, null, 'agreed', 0.5, 'none'],
    ['the overall: a quarter of a level is one', 2, 2.25, null, 'agreed', 0.25, 'changed'],
    // 1.96 · √(0.3² + 0.3²) = 0.83
    ['the survey basis: chance explains 0.8', 2, 2.8, 0.3, 'survey', 0.5, 'none'],
    ['the survey basis: it does not explain 0.9', 2, 2.9, 0.3, 'survey', 0.5, 'changed'],
    ['the survey basis without a standard error: unknown', 2, 4, null, 'survey', 0.5, 'unknown'],
  ] as const)('%s', (_what, before, after, se, basis, least, kind) => {
    expect(changeBetween(point(before, se), point(after, se), basis, least).kind).toBe(kind);
    expect(changeBetween(point(after, se), point(before, se), basis, least).kind).toBe(kind);
  });

  test('is told first only from 2.73 standard errors', () => {
    // √(0.2² + 0.2²) = 0.283: 0.7 is 2.47 of them, 0.8 is 2.83.
    const change = (after: number) =>
      changeBetween(point(2, 0.2), point(after, 0.2), 'survey', 0.5);
    expect(change(2.7)).toEqual({ kind: 'changed', difference: 0.7, headline: false });
    expect(change(2.8)).toEqual({ kind: 'changed', difference: 0.8, headline: true });
  });

  test('an interval is 1.96 standard errors each way to one decimal, and ends where the scale does', () => {
    expect(intervalOf(point(3, 0.5))).toEqual({ low: 2, high: 4 });
    expect(intervalOf(point(3.2, 0.1))).toEqual({ low: 3, high: 3.4 });
    expect(intervalOf(point(1.2, 0.5))?.low).toBe(1);
    expect(intervalOf(point(4.9, 0.5))?.high).toBe(5);
    expect(intervalOf(point(3))).toBeNull();
  });
});

describe('a series', () => {
  test('of one cycle has nothing to compare with', () => {
    const { finding, table } = seriesOf([cycle('Spring', 2)], 'agreed');
    expect(finding).toBe('There is no earlier cycle to compare with.');
    expect(table.columns).toEqual(['Dimension', 'Spring']);
  });

  test('judges an agreed change by the exact scores, and shows them to one decimal', () => {
    const exact = (value: number) => ({ overall: exactly({ value }), B: exactly({ value }) });
    // 0.22 apart and 0.3 by what is shown; then 0.26 apart and 0.2 by what is shown.
    const near = [
      cycle('Autumn', 2, { changes: exact(2.44) }),
      cycle('Spring', 2, { changes: exact(2.66) }),
    ];
    const far = [
      cycle('Autumn', 2, { changes: exact(2.35) }),
      cycle('Spring', 2, { changes: exact(2.61) }),
    ];
    const overall = (cycles: readonly OwnInCycle[]) =>
      seriesOf(cycles, 'agreed')
        .table.rows.at(-1)
        ?.map(({ text }) => text);
    expect(overall(near)).toEqual(['Overall', '2.4', '2.7', 'No clear change']);
    expect(overall(far)).toEqual(['Overall', '2.4', '2.6', 'Higher by 0.3']);
    expect(
      seriesOf(near, 'agreed')
        .marks.at(-1)
        ?.map((mark) => mark?.value),
    ).toEqual([2.4, 2.7]);
  });

  test('gives each cycle its value and interval, and says what has changed since the last', () => {
    const { finding, table, marks } = seriesOf(
      [
        cycle('Spring', 2, { se: 0.1 }),
        cycle('Autumn', 2, {
          se: 0.1,
          changes: { A: exactly({ value: 3, se: 0.1 }), B: exactly({ value: 1.4, se: 0.2 }) },
        }),
      ],
      'survey',
    );
    expect(table.columns).toEqual([
      ...['Dimension', 'Spring', 'Spring, probably between'],
      ...['Autumn', 'Autumn, probably between', 'Since Spring'],
    ]);
    const said = table.rows.map((row) => row.map(({ text }) => text));
    expect(said[0]).toEqual([
      ...['Accountable ownership', '2.0', '1.8 and 2.2', '3.0', '2.8 and 3.2', 'Higher by 1.0'],
    ]);
    expect(said[1]?.at(-1)).toBe('Lower by 0.6');
    expect(said[2]?.at(-1)).toBe('No clear change');
    // 0.6 is 2.68 standard errors of its difference: a change, and no headline.
    expect(finding).toBe('Since Spring, Accountable ownership is higher.');
    expect(marks[0]?.[1]?.value).toBe(3);
  });

  test('has no interval on the agreed basis', () => {
    const { table, finding } = seriesOf([cycle('Spring', 2), cycle('Autumn', 2.4)], 'agreed');
    expect(table.columns).toEqual(['Dimension', 'Spring', 'Autumn', 'Since Spring']);
    expect(finding).toBe('Since Spring, no dimension has changed by half a level or more.');
  });

  test('compares nothing with what is only a bound, or not shown', () => {
    const bound = { shown: true, value: { kind: 'above', limit: 4.2 } };
    const hidden = { shown: false, why: 'too-few-people' };
    const { table } = seriesOf(
      [
        cycle('Spring', 2, { se: 0.1, changes: { A: bound, B: hidden } }),
        cycle('Autumn', 4, { se: 0.1 }),
      ],
      'survey',
    );
    const said = table.rows.map((row) => row.map(({ text }) => text));
    expect(said[0]?.slice(1, 3)).toEqual(['above 4.2', 'Not shown']);
    expect(said[1]?.slice(1, 3)).toEqual(['Not shown', 'Not shown']);
    expect(said.map((row) => row.at(-1)).slice(0, 3)).toEqual([
      ...['Not compared', 'Not compared', 'Higher by 2.0'],
    ]);
  });

  test('never speaks of arrows, good or bad', () => {
    const { table, finding } = seriesOf([cycle('Spring', 2), cycle('Autumn', 4)], 'agreed');
    expect(JSON.stringify([table, finding])).not.toMatch(/[↑↓▲▼]|better|worse|improv|declin/i);
  });
});

describe('where a questionnaire has changed', () => {
  test('a question with another word is another question', () => {
    const codes = first.questions.map(({ code }) => code);
    expect(commonQuestions(first, other)).toEqual({ codes: codes.slice(0, -1), all: false });
    expect(commonQuestions(first, questionnaire)).toEqual({ codes, all: true });
    const shorter = { ...first, questions: first.questions.slice(1) };
    const before = { ...questionnaire, dimensions: [shorter] };
    expect(commonQuestions(first, before)).toEqual({ codes: codes.slice(1), all: false });
    expect(commonQuestions(shorter, questionnaire)).toEqual({ codes: codes.slice(1), all: false });
  });

  test('a survey is compared where the same is asked, and nowhere else', () => {
    const before = cycle('Spring', 2, { se: 0.1, asks: other });
    const { table } = seriesOf([before, cycle('Autumn', 3, { se: 0.1 })], 'survey');
    const said = table.rows.map((row) => row.map(({ text }) => text));
    expect(said[0]?.[1]).toBe('Not compared: other questions');
    expect(said[0]?.at(-1)).toBe('Not compared');
    expect(said[1]?.at(-1)).toBe('Higher by 1.0');
    expect(said.at(-1)?.at(-1)).toBe('Not compared');
  });

  test('an agreed score is worked out again from the questions that both ask', () => {
    const levels = (last: number) =>
      new Map(first.questions.map(({ code }, at, all) => [code, at === all.length - 1 ? last : 2]));
    const { table } = seriesOf(
      [
        cycle('Spring', 3, { asks: other, levels: levels(5) }),
        cycle('Autumn', 3.5, { levels: levels(1) }),
      ],
      'agreed',
    );
    expect(table.rows[0]?.map(({ text }) => text)).toEqual([
      ...['Accountable ownership', '2.0', '2.0', 'No clear change'],
    ]);
    expect(table.rows[1]?.map(({ text }) => text).slice(1)).toEqual([
      '3.0',
      '3.5',
      'Higher by 0.5',
    ]);
  });
});
