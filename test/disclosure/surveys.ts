import fc from 'fast-check';
import {
  type DisclosedSurvey,
  disclosedSurvey,
  discloseSurvey,
} from '../../src/disclosure/survey.ts';
import type { Answer } from '../../src/questionnaire/answer.ts';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { questionCodes, says, small } from '../scoring/small-questionnaire.ts';

/** So many people of one family who say this to every question. */
export function group(
  size: number,
  family: Family,
  level: Answer,
  except: Record<string, Answer | undefined> = {},
  ownership: Record<string, string> = {},
): Respondent[] {
  return Array.from({ length: size }, () => says(family, level, except, ownership));
}

export function disclosed(...people: readonly (readonly Respondent[])[]): DisclosedSurvey {
  return discloseSurvey(estimateSurvey(small, people.flat()));
}

export function questionOf({ questions }: DisclosedSurvey, code: string) {
  const question = questions.find((one) => one.code === code);
  if (!question) throw new Error(`There is no question ${code}`);
  return question;
}

export function resultOf(survey: DisclosedSurvey, code: string) {
  const { result } = questionOf(survey, code);
  if (!result.shown) throw new Error(`${code} is withheld: ${result.why}`);
  return result.value;
}

const size = questionCodes.length;
const owners = [
  ...['executive-lead', 'executive-lead', 'digital-lead', 'digital-lead', 'clinical-lead'],
  ...['shared', 'nobody', 'dont-know'],
];
/** How each person departs from what is usual there: mostly little, now and then without a level. */
const departure = fc.oneof(
  { arbitrary: fc.constantFrom(0, 0, 0, 1, -1), weight: 8 },
  { arbitrary: fc.constantFrom(2, -2, 4, -4), weight: 1 },
  { arbitrary: fc.constant('dont-know' as const), weight: 1 },
);

/**
 * The respondents of a survey: few to many, in all or some families, often near an end of the
 * scale or of one mind, and with questions that hardly anybody answers.
 */
export const anySurvey: fc.Arbitrary<readonly Respondent[]> = fc
  .record({
    around: fc.array(fc.constantFrom(1, 1, 2, 3, 4, 5, 5), { minLength: size, maxLength: size }),
    /** Questions to which only so many people, from the first, give a level. */
    answeredBy: fc.array(fc.constantFrom(30, 30, 30, 30, 5, 1, 0), {
      minLength: size,
      maxLength: size,
    }),
    people: fc.array(
      fc.record({
        family: fc.constantFrom(...families),
        departures: fc.array(departure, { minLength: size, maxLength: size }),
        owners: fc.array(fc.constantFrom(...owners), { minLength: 3, maxLength: 3 }),
      }),
      { maxLength: 18, size: 'max' },
    ),
  })
  .map(({ around, answeredBy, people }) =>
    people.map(({ family, departures, owners: [M01 = '', M02 = '', M03 = ''] }, person) => {
      const answers = questionCodes.map((code, i): [string, Answer] => {
        const by = departures[i] ?? 0;
        if (by === 'dont-know' || person >= (answeredBy[i] ?? 0)) return [code, 'dont-know'];
        return [code, Math.min(5, Math.max(1, (around[i] ?? 3) + by)) as Answer];
      });
      return says(family, 3, Object.fromEntries(answers), { M01, M02, M03 });
    }),
  );

/** Twelve people of three families, each of one mind, and an owner of the first capability. */
export const twelve: readonly Respondent[] = [
  ...group(5, 'executive', 4, { A1: 3 }, { M01: 'executive-lead' }),
  ...group(3, 'operational', 2, { B1: 'dont-know' }, { M01: 'digital-lead' }),
  ...group(4, 'clinical', 3, {}, { M01: 'digital-lead' }),
];

/** Every object in a value, from the outside to the inside. */
export function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

/** Whether anything at all is shown. */
export function isShown(survey: DisclosedSurvey): boolean {
  return objectsIn(survey).some(({ shown }) => shown === true);
}

/** What becomes of a survey that is kept as JSON. */
export function readBack(survey: unknown) {
  return disclosedSurvey.safeParse(JSON.parse(JSON.stringify(survey)));
}
