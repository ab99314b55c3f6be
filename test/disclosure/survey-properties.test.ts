import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DisclosedSurvey, discloseSurvey } from '../../src/disclosure/survey.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey, type SurveyEstimate } from '../../src/scoring/survey.ts';
import { small } from '../scoring/small-questionnaire.ts';
import { anySurvey, isShown, objectsIn, readBack } from './surveys.ts';

describe('any survey', () => {
  const disclose = (people: readonly Respondent[]): [DisclosedSurvey, SurveyEstimate] => {
    const estimate = estimateSurvey(small, people);
    return [discloseSurvey(estimate), estimate];
  };

  test('shows nothing of fewer than six people, in any of its parts', () => {
    fc.assert(
      fc.property(anySurvey, (people) => {
        const [survey, estimate] = disclose(people);
        if (people.length < 6) expect(isShown(survey)).toBe(false);
        const counts = [
          ...survey.questions.flatMap(({ result }, i) => {
            const { n = 0, families = [] } = estimate.questions[i] ?? {};
            const named = result.shown ? result.value.gaps.flatMap((g) => [g.higher, g.lower]) : [];
            return result.shown
              ? [n, ...families.filter(({ family }) => named.includes(family)).map((f) => f.n)]
              : [];
          }),
          ...survey.dimensions.flatMap(({ estimate: { shown } }, i) =>
            shown ? [estimate.dimensions[i]?.n ?? 0] : [],
          ),
          ...survey.ownership.capabilities.flatMap(({ result }, i) => {
            const { n = 0, families = [] } = estimate.ownership.capabilities[i] ?? {};
            const named = result.shown ? result.value.families.map(({ family }) => family) : [];
            return result.shown
              ? [n, ...families.filter(({ family }) => named.includes(family)).map((f) => f.n)]
              : [];
          }),
          ...(survey.overall.shown ? [estimate.n] : []),
          ...(survey.people.shown ? [survey.people.value] : []),
        ];
        expect(Math.min(6, ...counts)).toBe(6);
      }),
      { numRuns: 300 },
    );
  });

  test('says nothing where something is withheld but why, and nowhere of how many people', () => {
    fc.assert(
      fc.property(anySurvey, (people) => {
        for (const object of objectsIn(disclose(people)[0])) {
          expect(Object.keys(object)).not.toContain('n');
          if (object.shown === false) expect(Object.keys(object)).toEqual(['shown', 'why']);
        }
      }),
    );
  });

  test('never shows more digits than a page, and is read back as it was', () => {
    fc.assert(
      fc.property(anySurvey, (people) => {
        const [survey] = disclose(people);
        expect(JSON.stringify(survey)).not.toMatch(/\d\.\d\d/);
        expect(readBack(survey).data).toEqual(survey);
      }),
    );
  });

  test('shows the same in whatever order people answered', () => {
    fc.assert(
      fc.property(anySurvey, fc.nat(17), (people, turn) => {
        const turned = [...people.slice(turn), ...people.slice(0, turn)].toReversed();
        expect(disclose(turned)[0]).toEqual(disclose(people)[0]);
      }),
    );
  });

  test('never shows that all gave one level: at an end a bound, else nothing of the spread', () => {
    fc.assert(
      fc.property(anySurvey, (people) => {
        const [survey, estimate] = disclose(people);
        estimate.questions.forEach(({ distribution }, i) => {
          const result = survey.questions[i]?.result;
          const alike = distribution.find(({ share }) => share === 1);
          if (!alike || !result?.shown) return;
          const { estimate: level, distribution: spread } = result.value;
          expect(spread.shown).toBe(false);
          if ([1, 5].includes(alike.level)) expect(level.kind).not.toBe('exact');
          if (level.kind === 'exact') expect(level.se).toBeNull();
        });
      }),
      { numRuns: 300 },
    );
  });
});
