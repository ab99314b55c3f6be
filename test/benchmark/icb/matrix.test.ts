import { describe, expect, test } from '@jest/globals';
import { matricesOf } from '../../../src/benchmark/icb/matrix.ts';
import { named, questionnaire } from './board-rows.ts';

const matrices = (...trusts: Parameters<typeof matricesOf>[0]) => matricesOf(trusts, questionnaire);

describe('the matrix of a board', () => {
  test('has a table for each type that shares, in one order, and trusts by name', () => {
    const tables = matrices(
      named('RX1', [2]),
      named('RA2', [2]),
      named('RZ9', [2], { trustType: null }),
      named('RA1', [2]),
      named('RM1', [2]),
    );
    expect(tables.map(({ words, rows }) => [words, rows.map(({ code }) => code)])).toEqual([
      ['acute trusts', ['RA1', 'RA2']],
      ['mental health trusts', ['RM1']],
      ['ambulance trusts', ['RX1']],
      ['trusts of unknown type', ['RZ9']],
    ]);
  });

  test('shows the scores that are shared as they are, and says what is not scored', () => {
    const [table] = matrices(named('RA1', [2, 3.4, null]));
    expect(table?.rows[0]?.cells.map(({ words }) => words).slice(0, 4)).toEqual([
      ...['2.0', '3.4'],
      ...['Not scored: too little of it is agreed', 'Not scored: too little of it is agreed'],
    ]);
    expect(table?.rows[0]).toMatchObject({ secured: '2 Installed', signedOn: '10 July 2026' });
  });

  test('marks scores by the bounds of the method, which belong to the ends', () => {
    const [table] = matrices(named('RA1', [2.5, 2.6, 3.4, 3.5, null]));
    expect(table?.rows[0]?.cells.map(({ band }) => band).slice(0, 5)).toEqual([
      ...['low', 'middle', 'middle', 'high', null],
    ]);
  });

  test('gives the range of each type over its named trusts alone', () => {
    const [acute, ambulance] = matrices(
      named('RA1', [2.1, 3, null, null]),
      named('RA2', [3.4, 3, 1.5, null]),
      named('RX1', [5]),
    );
    expect(acute?.ranges?.slice(0, 4)).toEqual([
      ...['2.1 to 3.4', 'All 3.0', '1.5, one scored', 'None scored'],
    ]);
    expect(ambulance?.ranges).toBeNull();
  });

  test('says where the trusts of a type differ most', () => {
    const [table] = matrices(named('RA1', [2.1, 1, 3]), named('RA2', [2.5, 3, 3.4]));
    expect(table?.caption).toBe(
      '2 acute trusts share. They differ most in Adoption as an operational discipline: 1.0 to 3.0',
    );
  });

  test.each([
    [0.4, 'In no dimension do they differ by 0.5 of a level or more'],
    [0.5, 'They differ most in Accountable ownership: 2.6 to 3.1'],
  ])('does not make much of little: %s', (difference, words) => {
    const [table] = matrices(named('RA1', [2.6, 3]), named('RA2', [2.6 + difference, 3]));
    expect(table?.caption).toContain(words);
  });

  test('says that one trust stands alone, and that nothing is scored', () => {
    const [alone] = matrices(named('RA1', [2]));
    expect(alone?.caption).toBe(
      'One of the acute trusts shares, so there is nothing like it to compare it with',
    );
    const [none] = matrices(named('RA1', [null]), named('RA2', [null]));
    expect(none?.caption).toBe('2 acute trusts share: no dimension is scored by two of them');
  });

  test('has no number over types, and no mean', () => {
    const tables = matrices(named('RA1', [1]), named('RA2', [2]), named('RX1', [4]));
    const said = JSON.stringify(tables);
    for (const mean of ['1.5', '2.3', '2.33', '2.5']) expect(said).not.toContain(mean);
    expect(said).not.toContain('1.0 to 4.0');
  });
});
