import { describe, expect, test } from '@jest/globals';
import { gapsOf } from '../../../src/benchmark/icb/gaps.ts';
import { spreadOf } from '../../../src/benchmark/icb/spread.ts';
import { capabilityName } from '../../../src/position/version.ts';
import { named, questionnaire } from './board-rows.ts';

const codes = ['RA1', 'RA2', 'RA3', 'RM1', 'RX1', 'RC1'];
const sharing = (scores: readonly (number | null)[]) =>
  scores.map((score, at) => named(codes[at] ?? '', [score, 3]));

describe('how the trusts of a board are spread', () => {
  test('is shown from five trusts on that share', () => {
    expect(spreadOf(sharing([2, 2, 2, 2]), questionnaire)).toBeNull();
    expect(spreadOf(sharing([2, 2, 2, 2, 2]), questionnaire)).not.toBeNull();
  });

  test('counts how many are at each level, and how many are not scored', () => {
    const spread = spreadOf(sharing([1, 1.9, 2, 3.9, 5, null]), questionnaire);
    expect(spread?.levels.map(({ name, range }) => `${name}, ${range}`)).toEqual([
      ...['1 Unowned, 1.0 to 1.9', '2 Installed, 2.0 to 2.9', '3 Adopted, 3.0 to 3.9'],
      ...['4 Embedded, 4.0 to 4.9', '5 Transforming, 5.0'],
    ]);
    expect(spread?.rows[0]?.counts.map(({ count }) => count)).toEqual([2, 1, 1, 0, 1]);
    expect(spread?.rows[0]?.counts.map(({ percent }) => percent)).toEqual([33, 17, 17, 0, 17]);
    expect(spread?.rows[0]?.unscored).toBe(1);
    for (const { counts, unscored } of spread?.rows ?? [])
      expect(counts.reduce((sum, { count }) => sum + count, unscored)).toBe(6);
  });

  test('says in which dimension most are low', () => {
    expect(spreadOf(sharing([2, 2, 2.9, 3, 4]), questionnaire)?.caption).toBe(
      '3 of the 5 trusts that share are below level 3, Adopted, in Accountable ownership, and fewer in the others',
    );
    const all = codes.slice(0, 5).map((code) => named(code, [3, 2, 2, 2, 3]));
    expect(spreadOf(all, questionnaire)?.caption).toBe(
      'All 5 trusts that share are below level 3, Adopted, in 3 of 8 dimensions, and fewer in the others',
    );
    expect(spreadOf(sharing([3, 3, 3, 3, 4]), questionnaire)?.caption).toBe(
      'None of the 5 trusts that share is below level 3, Adopted',
    );
  });
});

describe('the gaps of a board', () => {
  const with_ = (code: string, ...unowned: string[]) => named(code, [2], { unowned });

  test('are capabilities that two trusts or more agreed nobody owns, the most common first', () => {
    const gaps = gapsOf(
      [with_('RA2', 'M02', 'M05'), with_('RA1', 'M02', 'M01', 'M05'), with_('RM1', 'M05')],
      questionnaire,
    );
    expect(gaps).toEqual([
      {
        name: capabilityName(questionnaire, 'M05'),
        trusts: ['RA1 NHS Trust', 'RA2 NHS Trust', 'RM1 NHS Trust'],
      },
      { name: capabilityName(questionnaire, 'M02'), trusts: ['RA1 NHS Trust', 'RA2 NHS Trust'] },
    ]);
  });

  test('are none where each lacks something else', () => {
    expect(gapsOf([with_('RA1', 'M01'), with_('RA2', 'M02')], questionnaire)).toEqual([]);
  });
});
