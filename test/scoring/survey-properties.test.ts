import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { families } from '../../src/questionnaire/questionnaire.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { questionCodes, says, small } from './small-questionnaire.ts';

const answer = fc.constantFrom<(Answer | undefined)[]>(1, 2, 3, 4, 5, 'dont-know', undefined);
const owners = ['executive-lead', 'digital-lead', 'shared', 'nobody', 'dont-know', undefined];

const respondent: fc.Arbitrary<Respondent> = fc
  .tuple(
    fc.constantFrom(...families),
    fc.array(answer, { minLength: questionCodes.length, maxLength: questionCodes.length }),
    fc.constantFrom(...owners),
    fc.boolean(),
  )
  .map(([family, answers, owner, notHere]) => {
    const except = Object.fromEntries(questionCodes.map((code, i) => [code, answers[i]]));
    return says(
      family,
      1,
      notHere ? { ...except, B3: 'not-applicable' } : except,
      owner === undefined ? {} : { M01: owner },
    );
  });
const respondents = fc.array(respondent, { maxLength: 9 });

describe('every survey estimate', () => {
  test('is the same, to the last digit, in whatever order people answered', () => {
    fc.assert(
      fc.property(respondents, fc.nat(8), (people, turn) => {
        const turned = [...people.slice(turn), ...people.slice(0, turn)].toReversed();
        const options = { fallbackSd: 0.8 };
        expect(estimateSurvey(small, turned, options)).toEqual(
          estimateSurvey(small, people, options),
        );
      }),
    );
  });

  test("keeps its estimates when somebody adds a don't know", () => {
    const numbers = (people: readonly Respondent[]) => {
      const { questions, dimensions, overall, secured } = estimateSurvey(small, people);
      return {
        questions: questions.map(({ estimate, se, n, agreement, gaps }) => {
          return { estimate, se, n, agreement, gaps };
        }),
        // One "don't know" makes a question applicable that all others find not applicable.
        dimensions: dimensions.filter(({ code }) => code !== 'B'),
        ...(people.some(({ answers }) => answers.get('B3') === 'not-applicable')
          ? {}
          : { overall, secured }),
      };
    };
    fc.assert(
      fc.property(respondents, fc.constantFrom(...families), (people, family) => {
        const before = numbers(people);
        expect(numbers([...people, says(family, 'dont-know')])).toEqual(before);
        // And where a question was left out, "don't know" says no more about the level.
        const open = people.map((person): Respondent => {
          const answers = new Map(person.answers);
          for (const code of questionCodes)
            if (!answers.has(code) && code !== 'B3') answers.set(code, 'dont-know');
          return { ...person, answers };
        });
        expect(numbers(open)).toEqual(before);
      }),
    );
  });

  test('stays within the scale', () => {
    fc.assert(
      fc.property(respondents, (people) => {
        const { questions, dimensions, overall } = estimateSurvey(small, people);
        const values = [
          ...questions.map(({ estimate }) => estimate),
          ...dimensions.map(({ score }) => score),
          overall.value,
        ].filter((value) => value !== null);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(1);
          expect(value).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  test('secures nothing more when everybody leaves out a dimension', () => {
    fc.assert(
      fc.property(respondents, fc.constantFrom('A', 'B', 'C', 'D'), (people, dimension) => {
        const skipped = people.map(
          (person): Respondent => ({
            ...person,
            answers: new Map([...person.answers].filter(([code]) => !code.startsWith(dimension))),
          }),
        );
        expect(estimateSurvey(small, skipped).secured.level).toBeNull();
      }),
    );
  });

  test('rises, or stays, when one answer rises', () => {
    fc.assert(
      fc.property(
        respondents,
        fc.nat(),
        fc.constantFrom(...questionCodes),
        (people, pick, code) => {
          const index = people.length === 0 ? 0 : pick % people.length;
          const level = people[index]?.answers.get(code);
          if (typeof level !== 'number' || level === 5) return;
          const raised = people.map(
            (person, i): Respondent =>
              i === index
                ? { ...person, answers: new Map(person.answers).set(code, (level + 1) as Answer) }
                : person,
          );
          const estimateOf = (given: readonly Respondent[]) =>
            estimateSurvey(small, given).questions.find((q) => q.code === code)?.estimate ?? 0;
          expect(estimateOf(raised)).toBeGreaterThan(estimateOf(people));
        },
      ),
    );
  });
});
