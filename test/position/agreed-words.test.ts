import { describe, expect, test } from '@jest/globals';
import { agreedWords } from '../../src/position/agreed-words.ts';

describe('how something was agreed', () => {
  test.each([
    ['desk', null, null, 'Desk agreement by the assessment lead'],
    ['unanimous', 14, 0, 'Unanimous, 14 people present'],
    ['unanimous', 5, 0, 'Unanimous, fewer than six people present'],
    ['majority', 14, 2, 'By majority, 14 people present; fewer than six disagreed'],
    ['majority', 4, 1, 'By majority, fewer than six people present; fewer than six disagreed'],
    ['majority', 14, 6, 'By majority, 14 people present; 6 disagreed'],
    ['chair', 14, 0, 'Decided by the chair, 14 people present; fewer than six disagreed'],
    ['chair', 10, 7, 'Decided by the chair; six or more people disagreed'],
  ] as const)('%s, %p present, %p against', (method, present, dissenting, words) => {
    expect(agreedWords(method, present, dissenting)).toBe(words);
  });

  test('never has two numbers between which fewer than six people lie, nor a number below six', () => {
    for (let present = 1; present <= 30; present += 1)
      for (let against = 0; against <= present; against += 1)
        for (const method of ['majority', 'chair'] as const) {
          const numbers = [...agreedWords(method, present, against).matchAll(/\d+/g)].map(Number);
          expect(numbers.filter((number) => number < 6)).toEqual([]);
          const [all = 0, some] = numbers;
          if (some !== undefined) expect(all - some).toBeGreaterThanOrEqual(6);
        }
  });
});
