import { describe, expect, test } from '@jest/globals';
import { discloseSurvey } from '../../src/disclosure/survey.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { small } from '../scoring/small-questionnaire.ts';
import { readBack, twelve } from './surveys.ts';

const results = estimateSurvey(small, twelve);
const survey = discloseSurvey(results);

describe('what is stored', () => {
  /** The stored survey, with more in it or something else at one place. */
  function changed(path: string, change: object): unknown {
    const copy = JSON.parse(JSON.stringify(survey));
    const place = path
      .split('.')
      .filter((step) => step !== '')
      .reduce((at: Record<string, unknown>, step) => at[step] as Record<string, unknown>, copy);
    Object.assign(place, change);
    return copy;
  }

  test('is read back as it was', () => {
    expect(readBack(survey).data).toEqual(survey);
    expect(readBack(changed('overall.value', { value: 3.1 })).success).toBe(true);
  });

  test.each<[string, string, object]>([
    ['a value beside a reason', 'ownership.capabilities.1.result', { value: 3 }],
    ['a count beside a reason', 'ownership.capabilities.1.result', { n: 4 }],
    ['a reason beside a value', 'people', { why: 'not-scored' }],
    ['a reason that nobody knows', '', { overall: { shown: false, why: 'four-people' } }],
    ['a value that nobody has disclosed', '', { overall: { kind: 'exact', value: 3, se: null } }],
    ['a dimension with its count', 'dimensions.0', { n: 12 }],
    ['a level with more digits', 'overall.value', { value: 3.02 }],
    ['an error with more digits', 'overall.value', { se: 0.123 }],
    ['an error beside a bound', 'overall.value', { kind: 'below' }],
    ['a level off the scale', 'overall.value', { value: 5.1 }],
    ['a share with more digits', 'questions.0.dontKnow.value', { share: 0.25 }],
    ['more beside a distribution', 'questions.0.result.value.distribution', { counts: [] }],
    ['a count beside an owner', 'ownership.capabilities.0.result.value', { n: 12 }],
    ['a clarity index with more digits', 'ownership.clarity', { value: 58.3 }],
    ['a secured level between two', 'secured.value', { level: 2.9 }],
    ['more beside the secured level', 'secured.value', { lowest: 2.9 }],
    ['the exact results beside it', '', { results }],
    ['a part missing', '', { overall: undefined }],
  ])('is not read back with %s', (_what, path, change) => {
    expect(readBack(changed(path, change)).success).toBe(false);
  });
});
