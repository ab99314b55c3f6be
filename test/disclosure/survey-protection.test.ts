import { describe, expect, test } from '@jest/globals';
import { shown, type WithheldReason, withheld } from '../../src/disclosure/disclosed.ts';
import type { LevelEstimate } from '../../src/disclosure/survey.ts';
import { protectDerived } from '../../src/disclosure/survey-protection.ts';
import type { Derived } from '../../src/disclosure/survey-range.ts';
import { method } from '../../src/scoring/method.ts';

type Said = number | 'above' | 'below' | WithheldReason;

/** Of eight people, if not said otherwise: 1/8 each, so only "below 1.5" or "above 4.5". */
function measure(code: string, said: Said, n = 8, parts: readonly Derived[] = []): Derived {
  const estimate =
    typeof said === 'number'
      ? shown<LevelEstimate>({ kind: 'exact', value: said, se: null })
      : said === 'below' || said === 'above'
        ? shown<LevelEstimate>({ kind: said, value: said === 'below' ? 1.5 : 4.5 })
        : withheld<LevelEstimate>(said);
  return { code, n, maxWeight: 1 / n, estimate, parts };
}

/** Questions of one dimension, "A1" and so on, each said of so many people. */
function questions(code: string, ...all: readonly (Said | readonly [Said, number])[]): Derived[] {
  return all.map((one, i) => {
    const [said, n] = typeof one === 'object' ? one : [one, 8];
    return measure(`${code}${i + 1}`, said, n);
  });
}

/** What is said in the end of the overall, and of everything below it. */
function protectedFrom(overall: Said, ...dimensions: readonly Derived[]): Record<string, Said> {
  const said: Record<string, Said> = {};
  const visit = ({ code, estimate, parts }: Derived) => {
    const exact = estimate.shown && estimate.value.kind === 'exact' ? estimate.value.value : null;
    said[code] = exact ?? (estimate.shown ? (estimate.value.kind as Said) : estimate.why);
    parts.forEach(visit);
  };
  visit(protectDerived(measure('overall', overall, 8, dimensions), method));
  return said;
}

const exactDimension = (code: string) => measure(code, 3, 8, questions(code, 3, 3, 3));

describe('questions of an exact dimension', () => {
  test('are all shown where all are exact, and so is the overall', () => {
    expect(protectedFrom(3, exactDimension('A'), exactDimension('B'))).toEqual({
      ...{ overall: 3, A: 3, A1: 3, A2: 3, A3: 3, B: 3, B1: 3, B2: 3, B3: 3 },
    });
  });

  test.each([
    ['too-few-people', 5, 3],
    ['below', 8, 2.6],
    ['above', 8, 3.4],
  ] as const)('lose the one with the fewest answers where one alone is %s', (said, n, mean) => {
    const four = questions('A', [3, 9], [3, 7], [said, n], [3, 9]);
    expect(protectedFrom(3, measure('A', mean, 8, four))).toMatchObject({
      ...{ A: mean, A1: 3, A2: 'protects-another', A3: said, A4: 3 },
    });
  });

  test('lose the later one of two with as few answers', () => {
    const four = questions('A', ['too-few-people', 5], [3, 7], [3, 7], [3, 8]);
    expect(protectedFrom(3, measure('A', 3, 8, four))).toMatchObject({
      ...{ A2: 3, A3: 'protects-another', A4: 3 },
    });
  });

  test('lose nothing more where two are not exact', () => {
    const four = questions('A', 'too-few-people', 3, 'above', 3);
    expect(protectedFrom(3, measure('A', 3, 8, four))).toMatchObject({ A: 3, A2: 3, A4: 3 });
  });

  test('lose another where those who answered the hidden ones may be fewer than six', () => {
    // Both by the same five people, the mean of whose two answers would be left.
    const five = questions('A', ['too-few-people', 5], ['too-few-people', 5], [3, 9], [3, 8]);
    expect(protectedFrom(3, measure('A', 3, 9, five))).toMatchObject({
      ...{ A: 3, A3: 3, A4: 'protects-another' },
    });
    const eight = questions('A', ['too-few-people', 5], ['above', 8], [3, 9], [3, 8]);
    expect(protectedFrom(3, measure('A', 3.4, 9, eight))).toMatchObject({ A3: 3, A4: 3 });
  });

  test('take the overall along where it leaves two dimensions and fewer than six people', () => {
    const alone = (code: string, n: number) =>
      measure(code, 3, 8, questions(code, ['too-few-people', n]));
    expect(protectedFrom(3, alone('A', 5), alone('B', 5))).toMatchObject({
      ...{ overall: 'protects-another', A: 'protects-another', B: 'protects-another' },
    });
    // Above 4.5, of eight people.
    const eight = measure('B', 4.6, 8, questions('B', 'above'));
    expect(protectedFrom(3.8, alone('A', 5), eight)).toMatchObject({
      ...{ overall: 3.8, A: 'protects-another', B: 'protects-another' },
    });
  });

  test('take the dimension along where there is no other, and then the overall', () => {
    const one = measure('B', 3, 8, questions('B', ['too-few-people', 5]));
    expect(protectedFrom(3, exactDimension('A'), one)).toMatchObject({
      ...{ overall: 'protects-another', A: 3, B: 'protects-another', B1: 'too-few-people' },
    });
  });
});

describe('a range is no more than what the rest leaves of it', () => {
  test('two questions that are "above 4.5" are not pinned to 5 by their dimension', () => {
    // 5 and 5 beside 2 and 2: the mean 3.5 leaves at least 4 · 3.45 − 2 · 2.05 − 5 = 4.7 of each,
    // where by itself each may be at 4.5. Beside one 2 less it is open again.
    const four = [...questions('A', [2, 9], [2, 8]), ...questions('AA', 'above', 'above')];
    expect(protectedFrom(3.5, measure('A', 3.5, 8, four))).toMatchObject({
      ...{ A: 3.5, A1: 2, A2: 'protects-another', AA1: 'above', AA2: 'above' },
    });
  });

  test('and stay as they are where the rest leaves room', () => {
    // 4.6 and 4.6: 4 · 3.25 − 2 · 2.05 − 5 = 3.9.
    const four = questions('A', 2, 2, 'above', 'above');
    expect(protectedFrom(3.3, measure('A', 3.3, 8, four))).toMatchObject({ A1: 2, A2: 2 });
  });

  test('nor are two questions of one person each by the dimension they are in', () => {
    // 1 and 1: 4 · 2.05 − 2 · 2.95 − 1 = 1.3 at most, where one person could have said 5.
    const four = questions('A', 3, 3, ['too-few-people', 1], ['too-few-people', 1]);
    expect(protectedFrom(2, measure('A', 2, 8, four))).toMatchObject({
      ...{ A: 2, A1: 'protects-another', A2: 'protects-another' },
    });
  });

  test('the overall goes where it would pin questions of two dimensions', () => {
    // Each has one question, "above" and truly 5, and is withheld for it: both are 5 by the overall.
    const alone = (code: string) => measure(code, 5, 8, questions(code, 'above'));
    expect(protectedFrom(5, alone('A'), alone('B'))).toMatchObject({
      ...{ overall: 'protects-another', A: 'protects-another', B: 'protects-another' },
    });
    // Of 4.6 and 4.6 it leaves 2 · 4.55 − 5 = 4.1 at least.
    const lower = (code: string) => measure(code, 4.6, 8, questions(code, 'above'));
    expect(protectedFrom(4.6, lower('A'), lower('B'))).toMatchObject({ overall: 4.6 });
  });
});

describe('the overall', () => {
  test('is withheld where one dimension alone is not exact', () => {
    const bound = measure('B', 'above', 8, questions('B', 'above', 'above', 3));
    expect(protectedFrom(3, exactDimension('A'), bound, exactDimension('C'))).toMatchObject({
      ...{ overall: 'protects-another', A: 3, B: 'above', C: 3 },
    });
  });

  test('is shown where two are not', () => {
    const bound = (code: string) => measure(code, 'above', 8, questions(code, 'above', 'above', 4));
    expect(protectedFrom(3.8, exactDimension('A'), bound('B'), bound('C'))).toMatchObject({
      ...{ overall: 3.8, B: 'above', C: 'above' },
    });
  });

  test('protects nothing where there is none', () => {
    expect(protectedFrom('not-scored', exactDimension('A'))).toMatchObject({
      ...{ overall: 'not-scored', A: 3, A1: 3, A2: 3, A3: 3 },
    });
  });
});

describe('a whole that is not exact cannot be worked out from parts that all are', () => {
  test('one question goes with its dimension', () => {
    const bound = measure('A', 'too-few-people', 8, questions('A', 3, [3, 6], 3));
    expect(protectedFrom('not-scored', bound)).toMatchObject({
      ...{ A: 'too-few-people', A1: 3, A2: 'protects-another', A3: 3 },
    });
  });

  test('one dimension goes with the overall, and one question with that', () => {
    const fewer = measure('B', 3, 7, questions('B', 3, 3, 3));
    expect(protectedFrom('below', exactDimension('A'), fewer, exactDimension('C'))).toMatchObject({
      ...{ overall: 'below', A: 3, B: 'protects-another', B2: 3, B3: 'protects-another', C: 3 },
    });
  });
});
