import { describe, expect, test } from '@jest/globals';
import { discloseSurvey } from '../../src/disclosure/survey.ts';
import { estimateSurvey, type QuestionEstimate } from '../../src/scoring/survey.ts';
import { small } from '../scoring/small-questionnaire.ts';
import { disclosed, group, questionOf, resultOf } from './surveys.ts';

const spread = (...shares: number[]) => shares.map((share, i) => ({ level: i + 1, share }));

describe('what is shown of a question', () => {
  test('is the estimate with its agreement, and from ten people its error and distribution', () => {
    // Eight of ten say 3 and two, of the other family, 4. Weights: the two 0.2 (the cap) each,
    // the eight 0.6/8 = 0.075: 3 · 0.6 + 4 · 0.4 = 3.4. Variance 1.6/9: rwg 0.91.
    const ten = disclosed(group(8, 'executive', 3), group(2, 'clinical', 4));
    expect(resultOf(ten, 'A1')).toEqual({
      // Nobody differs from their own family.
      estimate: { kind: 'exact', value: 3.4, se: 0.1 },
      agreement: 'strong',
      distribution: { shown: true, value: spread(0, 0, 0.6, 0.4, 0) },
      gaps: [],
    });
    const nine = disclosed(group(7, 'executive', 3), group(2, 'clinical', 4));
    expect(resultOf(nine, 'A1')).toEqual({
      estimate: { kind: 'exact', value: 3.4, se: null },
      agreement: 'strong',
      distribution: { shown: false, why: 'too-few-people' },
      gaps: [],
    });
  });

  test('counts those with a level there, not the respondents', () => {
    const unsure = { A1: 'dont-know' } as const;
    const nobody = questionOf(
      disclosed(group(5, 'executive', 3), group(5, 'digital', 4, unsure)),
      'A1',
    );
    expect(nobody.result).toEqual({ shown: false, why: 'too-few-people' });
    const six = questionOf(
      disclosed(group(6, 'executive', 3), group(5, 'digital', 4, unsure)),
      'A1',
    );
    expect(six.result).toMatchObject({ value: { estimate: { value: 3 } } });
  });

  test('is only a bound near an end, and then nothing says how the answers spread', () => {
    // Ten people, 0.1 each: exact from 1.4. Nine say 1 and one says 4: 1.3.
    const people = [group(9, 'digital', 1), group(1, 'digital', 4)];
    expect(resultOf(disclosed(...people), 'A1')).toEqual({
      estimate: { kind: 'below', value: 1.4 },
      // Squares 9 − 10 · 0.09 = 8.1, over 9: 0.9 of 2: rwg 0.55.
      agreement: 'moderate',
      distribution: { shown: false, why: 'only-a-bound' },
      gaps: [],
    });
  });
});

describe('unanimous answers', () => {
  test.each([
    [1, 'below'],
    [5, 'above'],
  ] as const)('at %p are never exact', (level, kind) => {
    for (const size of [6, 9, 10, 30]) {
      const survey = disclosed(group(size, 'executive', level));
      expect(resultOf(survey, 'A1').estimate.kind).toBe(kind);
      expect(JSON.stringify(survey)).not.toContain('"exact"');
    }
  });

  test.each([6, 9, 10, 30])(
    'in the middle look like those of people who differ: %p people',
    (size) => {
      const differing = [
        ...group(1, 'executive', 3, { A1: 2 }),
        ...group(1, 'executive', 3, { A1: 4 }),
        ...group(size - 2, 'executive', 3),
      ];
      const unanimous = disclosed(group(size, 'executive', 3));
      expect(unanimous).toEqual(disclosed(differing));
      expect(resultOf(unanimous, 'A1')).toMatchObject({
        estimate: { kind: 'exact', value: 3, se: null },
        agreement: 'strong',
        distribution: { shown: false },
      });
    },
  );

  test('within each family cannot be read from the distribution beside their means', () => {
    // 1/12 each; half of all say 4 and half say 2.
    const small = disclosed(group(6, 'executive', 4), group(6, 'operational', 2));
    expect(resultOf(small, 'A1')).toEqual({
      estimate: { kind: 'exact', value: 3, se: null },
      agreement: 'split',
      distribution: { shown: false, why: 'protects-another' },
      gaps: [
        {
          ...{ higher: 'executive', lower: 'operational', difference: 2 },
          means: [
            { kind: 'exact', value: 4 },
            { kind: 'exact', value: 2 },
          ],
        },
      ],
    });
    // Neither where there are enough of them: each family may be at one level.
    const many = disclosed(group(10, 'executive', 4), group(10, 'operational', 2));
    expect(resultOf(many, 'A1').distribution).toEqual({ shown: false, why: 'protects-another' });
    // Five executives say 4 and five 5, the others 2 and 3: 4.5 and 2.5, and nobody is told apart.
    const mixed = [
      ...[group(5, 'executive', 4), group(5, 'executive', 5)],
      ...[group(5, 'operational', 2), group(5, 'operational', 3)],
    ];
    expect(resultOf(disclosed(...mixed), 'A1')).toMatchObject({
      distribution: { value: spread(0, 0.3, 0.3, 0.3, 0.3) },
      gaps: [{ difference: 2 }],
    });
    // With nine of one family these would have a distribution of their own by subtraction.
    const nine = disclosed(...mixed.slice(0, 3), group(4, 'operational', 3));
    expect(resultOf(nine, 'A1')).toMatchObject({
      distribution: { shown: false, why: 'protects-another' },
      gaps: [{ means: [{ value: 4.5 }, { value: 2.4 }] }],
    });
  });

  test('within each family do not show in the error, which is never 0', () => {
    // No means are stated: the digital people at 1 are near the end.
    const both = disclosed(group(6, 'executive', 4), group(6, 'digital', 1));
    expect(resultOf(both, 'A1')).toMatchObject({
      estimate: { kind: 'exact', value: 2.5, se: 0.1 },
      distribution: { value: spread(0.5, 0, 0, 0.5, 0) },
      gaps: [{ means: null }],
    });
  });
});

describe('a question that is malformed is withheld', () => {
  const results = estimateSurvey(small, [...group(8, 'executive', 3), ...group(8, 'digital', 4)]);
  const families = [{ family: 'executive' as const, n: 8, estimate: 3 }];
  test.each<[string, object]>([
    ['no count', { n: undefined }],
    ['a count that is no whole number', { n: 16.5 }],
    ['a count that is not that of its families', { n: 17 }],
    ['no largest weight', { maxWeight: undefined }],
    ['a weight that is not a number', { maxWeight: Number.NaN }],
    ['no estimate', { estimate: undefined }],
    ['no families, as in results from before there were any', { families: undefined }],
    ['a family missing', { families }],
    ['a family twice', { families: [...families, ...families] }],
    ['a family without people', { families: [{ ...families[0], n: 0 }] }],
    ['no distribution', { distribution: undefined }],
    ['no gaps', { gaps: undefined }],
    ['no agreement', { agreement: undefined }],
  ])('with %s', (_what, change) => {
    const questions = results.questions.map((question) =>
      question.code === 'A1' ? ({ ...question, ...change } as QuestionEstimate) : question,
    );
    const survey = discloseSurvey({ ...results, questions });
    expect(questionOf(survey, 'A1').result).toEqual({ shown: false, why: 'too-few-people' });
    // And it cannot be worked out from its dimension.
    expect(questionOf(survey, 'A4').result).toEqual({ shown: false, why: 'protects-another' });
    expect(questionOf(survey, 'B1').result.shown).toBe(true);
  });

  test('and so is a distribution whose shares are not those of a whole', () => {
    const questions = results.questions.map((question) => ({ ...question, distribution: [] }));
    expect(resultOf(discloseSurvey({ ...results, questions }), 'A1')).toMatchObject({
      estimate: { se: null },
      distribution: { shown: false },
    });
  });
});
