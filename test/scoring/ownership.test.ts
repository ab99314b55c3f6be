import { describe, expect, test } from '@jest/globals';
import type { Family } from '../../src/questionnaire/questionnaire.ts';
import { mapOwnership, whoOwns } from '../../src/scoring/ownership.ts';
import { small } from './small-questionnaire.ts';

const times = (n: number, answer: string) => Array<string>(n).fill(answer);

describe('who owns a capability', () => {
  test('is one role at 60 %: three of five', () => {
    expect(whoOwns(['coo', 'coo', 'coo', 'cio', 'nobody'])).toEqual({
      n: 5,
      status: 'one-owner',
      owner: 'coo',
      roles: [
        { role: 'coo', share: 0.6 },
        { role: 'cio', share: 0.2 },
      ],
      shared: 0,
      nobody: 0.2,
    });
  });

  test('is contested below that, with the roles named most first and ties by code', () => {
    expect(whoOwns(['cio', 'ccio', 'coo', 'coo', 'shared'])).toMatchObject({
      status: 'contested',
      owner: null,
      roles: [
        { role: 'coo', share: 0.4 },
        { role: 'ccio', share: 0.2 },
        { role: 'cio', share: 0.2 },
      ],
      shared: 0.2,
    });
  });

  test('is nobody or shared where 60 % say so, and contested where neither has it', () => {
    expect(whoOwns([...times(3, 'nobody'), ...times(2, 'shared')]).status).toBe('nobody');
    expect(whoOwns([...times(3, 'shared'), ...times(2, 'nobody')]).status).toBe('shared');
    expect(whoOwns([...times(2, 'shared'), ...times(2, 'nobody'), 'coo']).status).toBe('contested');
  });

  test("takes shares of those who answered other than don't know", () => {
    expect(whoOwns([...times(2, 'coo'), ...times(2, 'dont-know')])).toMatchObject({
      n: 2,
      status: 'one-owner',
      roles: [{ role: 'coo', share: 1 }],
    });
  });

  test('is null, without shares, where fewer than half of the respondents say', () => {
    const nothing = { status: null, owner: null, roles: [], shared: null, nobody: null };
    expect(whoOwns([...times(2, 'coo'), ...times(3, 'dont-know')])).toEqual({ n: 2, ...nothing });
    expect(whoOwns(['coo', 'coo', undefined, undefined, undefined])).toEqual({ n: 2, ...nothing });
    expect(whoOwns(['coo', 'coo', undefined, 'dont-know']).status).toBe('one-owner');
    expect(whoOwns([])).toEqual({ n: 0, ...nothing });
    expect(whoOwns(times(3, 'dont-know'))).toEqual({ n: 0, ...nothing });
  });
});

describe('the ownership map', () => {
  const respondent = (family: Family, ownership: Record<string, string>) => ({
    family,
    answers: new Map(),
    ownership: new Map(Object.entries(ownership)),
  });
  const map = mapOwnership(small.ownership.capabilities, [
    respondent('executive', { M01: 'coo', M02: 'nobody', M03: 'cio', M04: 'dont-know' }),
    respondent('executive', { M01: 'coo', M02: 'nobody', M03: 'coo', M04: 'dont-know' }),
    respondent('digital', { M01: 'cio', M02: 'nobody', M03: 'shared', M04: 'cio' }),
    respondent('digital', { M01: 'coo', M02: 'nobody', M03: 'cio', M04: 'dont-know' }),
  ]);

  test('has a clarity index: the mean share of the role named most', () => {
    // M01 3/4, M02 0 (nobody), M03 2/4; M04 has one answer of four and the others none: left out.
    // (0.75 + 0 + 0.5) / 3 = 0.416667.
    expect(map.clarity).toBe(0.416667);
    expect(map.capabilities.slice(0, 5).map(({ status }) => status)).toEqual([
      'one-owner',
      'nobody',
      'contested',
      null,
      null,
    ]);
  });

  test('says what each family names, for those that have respondents', () => {
    expect(map.capabilities[0]?.families).toMatchObject([
      { family: 'executive', n: 2, status: 'one-owner', owner: 'coo' },
      { family: 'digital', n: 2, status: 'contested', owner: null },
    ]);
    expect(map.capabilities[3]?.families).toMatchObject([
      { family: 'executive', n: 0, status: null },
      { family: 'digital', n: 1, status: 'one-owner', owner: 'cio' },
    ]);
  });

  test('has no clarity index where nobody says anything', () => {
    const empty = mapOwnership(small.ownership.capabilities, []);
    expect(empty.clarity).toBeNull();
    expect(empty.capabilities).toHaveLength(12);
  });
});
