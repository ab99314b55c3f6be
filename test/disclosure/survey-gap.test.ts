import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { discloseQuestion } from '../../src/disclosure/survey-question.ts';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import { balanceWeights } from '../../src/scoring/balance.ts';
import { method } from '../../src/scoring/method.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey, type QuestionEstimate } from '../../src/scoring/survey.ts';
import { says, small } from '../scoring/small-questionnaire.ts';
import { determined } from './linear-attack.ts';
import { disclosed, group, resultOf } from './surveys.ts';

const gapsOf = (...people: Respondent[][]) => resultOf(disclosed(...people), 'A1').gaps;
const exact = (value: number) => ({ kind: 'exact', value });
const onlyWhich = { means: null, difference: null };

test('a gap between two families of six has both means and their difference', () => {
  // Executives 4, 4, 4, 4, 4, 3: 23/6 = 3.8333; operational 2: 1.8333 apart, of means 3.8 and 2.
  expect(
    gapsOf(group(5, 'executive', 4), group(1, 'executive', 3), group(6, 'operational', 2)),
  ).toEqual([
    { higher: 'executive', lower: 'operational', means: [exact(3.8), exact(2)], difference: 1.8 },
  ]);
});

test('a family of five has no gap, and neither has a family that leaves fewer than six', () => {
  expect(gapsOf(group(6, 'executive', 4), group(5, 'operational', 2))).toEqual([]);
  // Whoever knew the seven and all together would know the two digital people.
  expect(
    gapsOf(group(7, 'executive', 4), group(7, 'operational', 2), group(2, 'digital', 3)),
  ).toEqual([]);
});

test('only which is higher is shown where one of the two is near an end', () => {
  // Six people: exact from 1 + 4/6 = 1.67. The others are at 1.
  expect(gapsOf(group(6, 'executive', 4), group(6, 'operational', 1))).toEqual([
    { higher: 'executive', lower: 'operational', ...onlyWhich },
  ]);
});

test('no means are stated where they leave over a family that is near an end', () => {
  const two = [group(6, 'executive', 4), group(6, 'operational', 2)];
  // All together (4 + 2 + 5)/3 = 3.7: from this and the two means the digital people would be 5.
  expect(gapsOf(...two, group(6, 'digital', 5))).toEqual([
    { higher: 'executive', lower: 'operational', ...onlyWhich },
    { higher: 'digital', lower: 'executive', ...onlyWhich },
    { higher: 'digital', lower: 'operational', ...onlyWhich },
  ]);
  expect(gapsOf(...two, group(6, 'digital', 3))).toEqual([
    { higher: 'executive', lower: 'operational', means: [exact(4), exact(2)], difference: 2 },
    { higher: 'executive', lower: 'digital', means: [exact(4), exact(3)], difference: 1 },
    { higher: 'digital', lower: 'operational', means: [exact(3), exact(2)], difference: 1 },
  ]);
});

test('no means are stated where they leave over two small families that are near an end together', () => {
  const two = [group(6, 'executive', 4), group(6, 'operational', 2)];
  const rest = (level: 3 | 5) => [group(3, 'digital', level), group(3, 'clinical', level)];
  expect(gapsOf(...two, ...rest(5))).toEqual([
    { higher: 'executive', lower: 'operational', ...onlyWhich },
  ]);
  expect(gapsOf(...two, ...rest(3))).toEqual([
    { higher: 'executive', lower: 'operational', means: [exact(4), exact(2)], difference: 2 },
  ]);
});

describe('from all that is shown of any question', () => {
  /** Families of some size around a level of their own, where some people are one level higher. */
  const anyPeople = fc
    .array(
      fc.record({
        size: fc.constantFrom(0, 1, 3, 6, 7, 9),
        level: fc.constantFrom(1, 2, 3, 4, 5),
        higher: fc.nat(6),
      }),
      { minLength: 4, maxLength: 4 },
    )
    .map((groups) =>
      groups.flatMap(({ size, level, higher }, i) => {
        const family = families[i] as Family;
        const raised = Math.min(5, level + 1) as Answer;
        return Array.from({ length: size }, (_, at) =>
          says(family, 3, { A1: at < higher ? raised : (level as Answer) }),
        );
      }),
    );

  test('no family’s mean can be worked out but of six, and off the ends of the scale', () => {
    let stated = 0;
    fc.assert(
      fc.property(anyPeople, (people) => {
        const question = estimateSurvey(small, people).questions[0] as QuestionEstimate;
        const result = discloseQuestion(question, method);
        if (!result.shown) return;
        const given = question.families.flatMap(({ family, n }) => Array<Family>(n).fill(family));
        const total = new Map<string, number>();
        for (const [i, weight] of balanceWeights(given).entries())
          total.set(`${given[i]}`, (total.get(`${given[i]}`) ?? 0) + weight);
        const exact = result.value.gaps
          .filter(({ means }) => means !== null)
          .flatMap(({ higher, lower }) => [higher, lower]);
        stated += exact.length;
        const known = determined(
          question.families.map(({ family }) => family),
          [
            ...(result.value.estimate.kind === 'exact' ? [total] : []),
            ...exact.map((family) => new Map([[family as string, 1]])),
          ],
        );
        for (const { family, n, estimate } of question.families) {
          if (!known.has(family)) continue;
          expect(n).toBeGreaterThanOrEqual(6);
          expect(Math.abs(estimate - 3)).toBeLessThanOrEqual(2 - 4 / n + 1e-5);
        }
      }),
      { numRuns: 1000 },
    );
    expect(stated).toBeGreaterThan(50);
  });
});
