import { describe, expect, test } from '@jest/globals';
import { disclosedSurvey } from '../../src/disclosure/survey.ts';
import { findingsOf } from '../../src/results/findings.ts';
import { method } from '../../src/scoring/method.ts';

type Estimate = readonly ['exact' | 'above' | 'below', number];

/** Questions as a release keeps them, named by what they are. */
function surveyOf(
  questions: Readonly<
    Record<
      string,
      {
        readonly at?: Estimate;
        readonly agreement?: string;
        readonly gaps?: readonly (number | null)[];
        readonly blind?: boolean;
        readonly hidden?: boolean;
      }
    >
  >,
) {
  const stored = Object.entries(questions).map(
    ([code, { at: [kind, value] = ['exact', 3], agreement = null, ...more }]) => ({
      code,
      result: more.hidden
        ? { shown: false, why: 'protects-another' }
        : {
            shown: true,
            value: {
              estimate: kind === 'exact' ? { kind, value, se: null } : { kind, value },
              agreement,
              distribution: { shown: false, why: 'too-few-people' },
              gaps: (more.gaps ?? []).map((difference) => ({
                ...{ higher: 'digital', lower: 'clinical', difference },
                means: difference && [
                  { kind: 'exact', value: Number((1 + difference).toFixed(1)) },
                  { kind: 'exact', value: 1 },
                ],
              })),
            },
          },
      dontKnow: {
        shown: true,
        value: { words: 'many', share: null, blindSpot: more.blind ?? false },
      },
    }),
  );
  return { questions: disclosedSurvey.shape.questions.parse(stored) };
}

const codes = (items: readonly { code: string }[]) => items.map(({ code }) => code);

describe('the findings of a survey', () => {
  test('are strengths from the threshold on, where agreement is strong, the highest first', () => {
    const { strong } = findingsOf(
      surveyOf({
        'just-there': { at: ['exact', 3.5], agreement: 'strong' },
        'nearly-there': { at: ['exact', 3.4], agreement: 'strong' },
        'only-moderate': { at: ['exact', 4.5], agreement: 'moderate' },
        'only-split': { at: ['exact', 4], agreement: 'split' },
        'without-a-label': { at: ['exact', 4] },
        high: { at: ['exact', 4.6], agreement: 'strong' },
        'beyond-a-limit': { at: ['above', 4.2], agreement: 'strong' },
        'below-a-limit': { at: ['below', 3.8], agreement: 'strong' },
      }),
    );
    expect(codes(strong)).toEqual(['beyond-a-limit', 'high', 'just-there']);
  });

  test('are work to do up to the threshold, where agreement is at least moderate', () => {
    const { work } = findingsOf(
      surveyOf({
        'just-there': { at: ['exact', 2.5], agreement: 'moderate' },
        'nearly-there': { at: ['exact', 2.6], agreement: 'strong' },
        'only-weak': { at: ['exact', 1.5], agreement: 'weak' },
        low: { at: ['exact', 1.2], agreement: 'strong' },
        'beyond-a-limit': { at: ['below', 1.8], agreement: 'moderate' },
        'above-a-limit': { at: ['above', 2.2], agreement: 'strong' },
      }),
    );
    expect(codes(work)).toEqual(['beyond-a-limit', 'low', 'just-there']);
  });

  test('are what lies apart: split before weak', () => {
    const { apart } = findingsOf(
      surveyOf({
        a: { agreement: 'weak' },
        b: { agreement: 'split' },
        c: { agreement: 'strong' },
        d: { agreement: 'moderate' },
        e: { agreement: 'split' },
      }),
    );
    expect(codes(apart)).toEqual(['b', 'e', 'a']);
  });

  test('are gaps, the widest first and those of unknown width last', () => {
    const { gaps } = findingsOf(
      surveyOf({ a: { gaps: [null] }, b: { gaps: [1] }, c: {}, d: { gaps: [null, 2.5] } }),
    );
    expect(codes(gaps)).toEqual(['d', 'b', 'a']);
  });

  test('are blind spots, even where the level is not shown', () => {
    const { blindSpots } = findingsOf(
      surveyOf({ a: { blind: true, hidden: true }, b: {}, c: { blind: true } }),
    );
    expect(codes(blindSpots)).toEqual(['a', 'c']);
  });

  test('never name a question that is withheld, but as a blind spot', () => {
    const found = findingsOf(surveyOf({ a: { hidden: true, blind: true } }));
    const { blindSpots, ...others } = found;
    expect(Object.values(others).flat()).toEqual([]);
  });

  test('name a few with the best agreement there is', () => {
    const { bestAgreed } = findingsOf(
      surveyOf({
        a: { at: ['exact', 2], agreement: 'moderate' },
        b: { at: ['exact', 3], agreement: 'moderate' },
        c: { at: ['exact', 4], agreement: 'weak' },
        d: { at: ['exact', 2.4], agreement: 'moderate' },
        e: { at: ['exact', 2.8], agreement: 'moderate' },
      }),
    );
    expect(codes(bestAgreed)).toEqual(['b', 'e', 'd']);
  });

  test('follow the thresholds of the method, which are on the method page', () => {
    const survey = surveyOf({ a: { at: ['exact', 3], agreement: 'strong' } });
    expect(codes(findingsOf(survey).strong)).toEqual([]);
    expect(codes(findingsOf(survey, { strongFrom: 3, weakUpTo: 3 }).strong)).toEqual(['a']);
    expect(codes(findingsOf(survey, { strongFrom: 3, weakUpTo: 3 }).work)).toEqual(['a']);
    expect(method.results).toEqual({ strongFrom: 3.5, weakUpTo: 2.5 });
  });
});
