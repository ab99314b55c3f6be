import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distribution, fewSomeMany, roundedShare } from '../../src/disclosure/shares.ts';
import { method } from '../../src/scoring/method.ts';

const wrongs = [undefined, null, Number.NaN, Infinity, '0.3', {}];
const withRules = (changes: Record<string, unknown>) => ({
  disclosure: { ...method.disclosure, ...changes } as typeof method.disclosure,
});

describe('a share in a word', () => {
  test.each([
    [0, 'few'],
    [0.299, 'few'],
    [0.3, 'some'],
    [0.1 + 0.2, 'some'],
    [0.59, 'some'],
    [0.6, 'many'],
    // Binary arithmetic has these below 0.3 and 0.6.
    [0.7 - 0.4, 'some'],
    [2 * (0.7 - 0.4), 'many'],
    [1, 'many'],
  ])('%p is %p', (share, word) => {
    expect(fewSomeMany(share)).toBe(word);
  });

  test.each([...wrongs, -0.1, 1.1])('%p is none', (wrong) => {
    expect(fewSomeMany(wrong as number)).toBeNull();
  });

  test.each(wrongs)('nor is any where a bound is %p', (wrong) => {
    for (const bound of ['someShare', 'manyShare'])
      expect(fewSomeMany(0.5, withRules({ [bound]: wrong }))).toBeNull();
  });
});

describe('a rounded share', () => {
  test.each([
    [0, 0],
    [0.04, 0],
    [0.05, 0.1],
    [0.15, 0.2],
    [0.25, 0.3],
    [0.3, 0.3],
    [1 / 3, 0.3],
    [0.949, 0.9],
    [0.95, 1],
    [1, 1],
  ])('%p is %p', (share, near) => {
    expect(roundedShare(share, 0.1)).toBe(near);
  });

  test('never passes 1', () => {
    expect(roundedShare(1, 0.3)).toBe(0.9);
    expect(roundedShare(1, 0.4)).toBe(1);
  });

  test.each([...wrongs, -0.1, 1.1])('%p is none', (wrong) => {
    expect(roundedShare(wrong as number, 0.1)).toBeNull();
    expect(roundedShare(0.5, wrong as number)).toBeNull();
    expect(roundedShare(0.5, 0)).toBeNull();
  });
});

const levels = (...shares: readonly unknown[]) =>
  shares.map((share, i) => ({ level: i + 1, share: share as number }));
const few = { shown: false, why: 'too-few-people' };
const bound = { shown: false, why: 'only-a-bound' };

describe('how answers spread over the levels', () => {
  test('is shown rounded from ten', () => {
    const exact = levels(0, 1 / 12, 1 / 4, 7 / 12, 1 / 12);
    expect(distribution(exact, 9)).toEqual(few);
    expect(distribution(exact, 10)).toEqual({
      shown: true,
      value: levels(0, 0.1, 0.3, 0.6, 0.1),
    });
  });

  test('takes shares that have been rounded to six decimals', () => {
    const third = 0.333333;
    expect(distribution(levels(third, third, third, 0, 0), 12).shown).toBe(true);
    const sixth = 0.166667;
    expect(distribution(levels(sixth, sixth, sixth, 3 * sixth, 0), 12).shown).toBe(true);
  });

  test('is withheld where one level holds all, or seems to', () => {
    expect(distribution(levels(0, 0, 1, 0, 0), 30)).toEqual(bound);
    expect(distribution(levels(0, 0, 0.96, 0.04, 0), 30)).toEqual(bound);
    expect(distribution(levels(0, 0, 0.94, 0.06, 0), 30).shown).toBe(true);
  });

  test('a k that is raised counts, with one more', () => {
    const exact = levels(0.5, 0.5, 0, 0, 0);
    expect(distribution(exact, 14, withRules({ k: 14 }))).toEqual(few);
    expect(distribution(exact, 15, withRules({ k: 14 })).shown).toBe(true);
  });

  test.each(wrongs)('is withheld where the count or a threshold is %p', (wrong) => {
    const exact = levels(0.5, 0.5, 0, 0, 0);
    expect(distribution(exact, wrong as number).shown).toBe(false);
    for (const part of ['k', 'distribution', 'shareStep'])
      expect(distribution(exact, 100, withRules({ [part]: wrong })).shown).toBe(false);
  });

  test.each([...wrongs, -0.5, 1.5])('is withheld where a share is %p', (wrong) => {
    expect(distribution(levels(wrong, 0.5, 0.5, 0, 0), 100)).toEqual(bound);
  });

  test('is withheld where shares are not those of a whole, or there are none', () => {
    expect(distribution(levels(0.5, 0.4, 0, 0, 0), 100)).toEqual(bound);
    expect(distribution([], 100)).toEqual(bound);
  });

  test('never says more than the step, whatever the shares', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 5, maxLength: 5 }).filter((n) => n.some(Boolean)),
        fc.integer({ min: 0, max: 40 }),
        (counts, n) => {
          const all = counts.reduce((sum, count) => sum + count);
          const disclosed = distribution(levels(...counts.map((count) => count / all)), n);
          if (!disclosed.shown) {
            expect(Object.keys(disclosed)).toEqual(['shown', 'why']);
            return;
          }
          expect(n).toBeGreaterThanOrEqual(10);
          for (const { share } of disclosed.value) {
            expect(String(share)).toMatch(/^0(\.[1-9])?$/);
          }
        },
      ),
    );
  });
});
