import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { levels } from '../../src/questionnaire/answer.ts';
import { families } from '../../src/questionnaire/questionnaire.ts';
import { largestWeight } from '../../src/scoring/largest-weight.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { questionCodes, says, saysOnly, small } from './small-questionnaire.ts';

const scope = (code: string) =>
  small.dimensions.filter((dimension) => dimension.code === code).map((d) => d.questions);

describe('the largest weight', () => {
  test('is that of the balanced weights where all answer: families of 1 and 5 make 0.2', () => {
    const people = [says('executive', 3), ...Array.from({ length: 5 }, () => says('digital', 3))];
    expect(largestWeight(people, scope('A'))).toBe(0.2);
  });

  test('is larger for somebody who answers where few others do', () => {
    // Five of one family. A1 is answered by one (weight 1), A2 by two (1/2), A3 and A4 by all (1/5).
    // The one of A1 who is in all four: (1 + 1/2 + 1/5 + 1/5) / 4 = 1.9 / 4 = 0.475.
    const people = [
      saysOnly('digital', { A1: 2, A2: 2, A3: 2, A4: 2 }),
      saysOnly('digital', { A1: 'dont-know', A2: 3, A3: 3, A4: 3 }),
      ...Array.from({ length: 3 }, () => saysOnly('digital', { A3: 4, A4: 4 })),
    ];
    expect(largestWeight(people, scope('A'))).toBe(0.475);
    // With B, which only the first two answer in B1 (1/2), and nothing in B2 and B3:
    // (0.475 + 0.5) / 2 = 0.4875.
    const more = people.map((person, i): Respondent => {
      return i < 2 ? { ...person, answers: new Map(person.answers).set('B1', 1) } : person;
    });
    expect(largestWeight(more, [...scope('A'), ...scope('B')])).toBe(0.4875);
  });

  test('is 1, which guards most, where nobody gave a level', () => {
    expect(largestWeight([], scope('A'))).toBe(1);
    expect(largestWeight([says('digital', 'dont-know')], scope('A'))).toBe(1);
    expect(largestWeight([says('digital', 3)], [])).toBe(1);
  });

  test('bounds what one person can change in any score', () => {
    const answer = fc.constantFrom(...levels, 'dont-know' as const);
    const person = fc
      .tuple(
        fc.constantFrom(...families),
        fc.array(answer, { minLength: questionCodes.length, maxLength: questionCodes.length }),
      )
      .map(([family, answers]) => {
        return says(family, 1, Object.fromEntries(questionCodes.map((c, i) => [c, answers[i]])));
      });
    const holding = (level: 1 | 5, { family, answers }: Respondent) =>
      saysOnly(
        family,
        Object.fromEntries(
          [...answers].map(([code, a]) => [code, typeof a === 'number' ? level : a]),
        ),
      );
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 8 }), (people) => {
        const most = { overall: 0, dimensions: [0, 0, 0, 0] };
        for (const [i, one] of people.entries()) {
          const low = estimateSurvey(small, people.with(i, holding(1, one)));
          const high = estimateSurvey(small, people.with(i, holding(5, one)));
          const move = (a: number | null, b: number | null) => ((b ?? 0) - (a ?? 0)) / 4;
          most.overall = Math.max(most.overall, move(low.overall.value, high.overall.value));
          most.dimensions = most.dimensions.map((before, d) =>
            Math.max(
              before,
              move(low.dimensions[d]?.score ?? null, high.dimensions[d]?.score ?? null),
            ),
          );
        }
        // The largest weight is reached by somebody, and by nobody exceeded.
        const survey = estimateSurvey(small, people);
        if (survey.overall.value !== null)
          expect(most.overall).toBeCloseTo(survey.overall.maxWeight, 5);
        survey.dimensions.forEach((dimension, d) => {
          if (dimension.score !== null)
            expect(most.dimensions[d]).toBeCloseTo(dimension.maxWeight, 5);
        });
      }),
    );
  });
});
