import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Disclosed } from '../../src/disclosure/disclosed.ts';
import {
  type DisclosedSurvey,
  discloseSurvey,
  type LevelEstimate,
} from '../../src/disclosure/survey.ts';
import { isLevel } from '../../src/questionnaire/answer.ts';
import { balanceWeights } from '../../src/scoring/balance.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey, type SurveyEstimate } from '../../src/scoring/survey.ts';
import { questionCodes, small } from '../scoring/small-questionnaire.ts';
import { determined, rank } from './linear-attack.ts';
import { anySurvey } from './surveys.ts';

/** A measure as somebody sees it who knows everything but the values themselves. */
interface Unknown {
  readonly code: string;
  readonly estimate: Disclosed<LevelEstimate>;
  readonly maxWeight: number;
  /** The measures whose mean it is. */
  readonly meanOf: readonly string[];
}

function unknowns(results: SurveyEstimate, survey: DisclosedSurvey): Unknown[] {
  const scored = results.dimensions.filter(({ score }) => score !== null);
  const questions = results.questions.flatMap(({ code, estimate, maxWeight }, i): Unknown[] => {
    const result = survey.questions[i]?.result;
    if (estimate === null || !result) return [];
    const level = result.shown ? { shown: true, value: result.value.estimate } : result;
    return [{ code, estimate: level as Unknown['estimate'], maxWeight, meanOf: [] }];
  });
  const dimensions = scored.map(({ code, maxWeight }): Unknown => {
    const estimate = survey.dimensions.find((one) => one.code === code)?.estimate;
    const meanOf = questions.map((one) => one.code).filter((one) => one.startsWith(code));
    return { code, estimate: estimate as Unknown['estimate'], maxWeight, meanOf };
  });
  const overall: Unknown = {
    ...{ code: 'overall', estimate: survey.overall, maxWeight: results.overall.maxWeight },
    meanOf: scored.map(({ code }) => code),
  };
  return [...questions, ...dimensions, ...(results.overall.value === null ? [] : [overall])];
}

const isExact = ({ estimate }: Pick<Unknown, 'estimate'>) =>
  estimate.shown && estimate.value.kind === 'exact';

function linearEquations(measures: readonly Unknown[]): Map<string, number>[] {
  return [
    ...measures.filter(isExact).map(({ code }) => new Map([[code, 1]])),
    ...measures
      .filter(({ meanOf }) => meanOf.length > 0)
      .map(
        ({ code, meanOf }) =>
          new Map([
            [code, -1],
            ...meanOf.map((part): [string, number] => [part, 1 / meanOf.length]),
          ]),
      ),
  ];
}

test('the attack finds what can be worked out', () => {
  const names = ['A', 'A1', 'A2'];
  const mean = new Map([
    ['A', -1],
    ['A1', 0.5],
    ['A2', 0.5],
  ]);
  expect(determined(names, [mean])).toEqual(new Set());
  expect(determined(names, [mean, new Map([['A', 1]])])).toEqual(new Set(['A']));
  const both = [mean, new Map([['A', 1]]), new Map([['A1', 1]])];
  expect(determined(names, both)).toEqual(new Set(names));
});

describe('from everything that is shown of a survey', () => {
  test('no value that is not exact can be worked out', () => {
    let hidden = 0;
    fc.assert(
      fc.property(anySurvey, (people) => {
        const results = estimateSurvey(small, people);
        const measures = unknowns(results, discloseSurvey(results));
        const known = determined(
          measures.map(({ code }) => code),
          linearEquations(measures),
        );
        for (const measure of measures) {
          expect([measure.code, known.has(measure.code)]).toEqual([measure.code, isExact(measure)]);
          if (!isExact(measure)) hidden++;
        }
      }),
      { numRuns: 300 },
    );
    expect(hidden).toBeGreaterThan(100);
  });

  test('no value is pinned to where somebody could not hold any level', () => {
    fc.assert(
      fc.property(anySurvey, (people) => {
        const results = estimateSurvey(small, people);
        const measures = unknowns(results, discloseSurvey(results));
        const ranges = propagated(measures);
        for (const measure of measures) {
          const { estimate, maxWeight, code } = measure;
          const protects = !estimate.shown && estimate.why === 'protects-another';
          if (isExact(measure) || protects) continue;
          const [min, max] = ranges.get(code) ?? [Number.NaN, Number.NaN];
          expect(min).toBeLessThanOrEqual(5 - 4 * maxWeight + 1e-5);
          expect(max).toBeGreaterThanOrEqual(1 + 4 * maxWeight - 1e-5);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('no combination of what is exact depends on fewer than six people', () => {
  let exact = 0;
  fc.assert(
    fc.property(anySurvey, (everybody) => {
      const people = everybody.slice(0, 8);
      fc.pre(people.length >= 6);
      const results = estimateSurvey(small, people);
      const measures = unknowns(results, discloseSurvey(results));
      const rows = new Map<string, number[]>();
      for (const { code, meanOf } of measures)
        rows.set(
          code,
          meanOf.length === 0
            ? answersIn(people, code)
            : questionCodes.flatMap((_, i) =>
                people.map((_person, j) => {
                  const at = i * people.length + j;
                  const parts = meanOf.map((part) => rows.get(part)?.[at] ?? 0);
                  return parts.reduce((total, weight) => total + weight, 0) / parts.length;
                }),
              ),
        );
      const shown = measures.filter(isExact).map(({ code }) => rows.get(code) ?? []);
      exact += shown.length;
      const whole = rank(shown);
      for (const few of smallSets(people.length, 5)) {
        const others = shown.map((row) => row.filter((_, at) => !few.includes(at % people.length)));
        expect(rank(others)).toBe(whole);
      }
    }),
    { numRuns: 60 },
  );
  expect(exact).toBeGreaterThan(100);
});

/** The weight of each person's answer in the estimate of a question, question by question. */
function answersIn(people: readonly Respondent[], code: string): number[] {
  const answering = people.filter(({ answers }) => isLevel(answers.get(code)));
  const weights = balanceWeights(answering.map(({ family }) => family));
  return questionCodes.flatMap((other) =>
    people.map((person) => (other === code ? (weights[answering.indexOf(person)] ?? 0) : 0)),
  );
}

/** Every set of one to so many of the first numbers. */
function smallSets(numbers: number, most: number): number[][] {
  return Array.from({ length: 2 ** numbers }, (_, bits) =>
    Array.from({ length: numbers }, (_one, i) => i).filter((i) => (bits >> i) & 1),
  ).filter(({ length }) => length > 0 && length <= most);
}

/**
 * Where each value can lie: from what is said of it, to one decimal, every mean narrows its parts
 * and these narrow it, until nothing changes any more.
 */
function propagated(measures: readonly Unknown[]): Map<string, [number, number]> {
  const ranges = new Map(
    measures.map(({ code, estimate }): [string, [number, number]] => {
      if (!estimate.shown) return [code, [1, 5]];
      const { kind, value } = estimate.value;
      if (kind === 'exact') return [code, [value - 0.05, value + 0.05]];
      return [code, kind === 'below' ? [1, value] : [value, 5]];
    }),
  );
  const of = (code: string) => ranges.get(code) as [number, number];
  let changed = true;
  const narrow = (code: string, min: number, max: number) => {
    const [low, high] = of(code);
    if (min <= low + 1e-9 && max >= high - 1e-9) return;
    ranges.set(code, [Math.max(low, min), Math.min(high, max)]);
    changed = true;
  };
  while (changed) {
    changed = false;
    for (const { code, meanOf } of measures.filter((one) => one.meanOf.length > 0)) {
      const size = meanOf.length;
      const sums = (end: 0 | 1) => meanOf.reduce((total, part) => total + of(part)[end], 0);
      narrow(code, sums(0) / size, sums(1) / size);
      for (const part of meanOf) {
        const [low, high] = of(part);
        narrow(part, size * of(code)[0] - (sums(1) - high), size * of(code)[1] - (sums(0) - low));
      }
    }
  }
  return ranges;
}
