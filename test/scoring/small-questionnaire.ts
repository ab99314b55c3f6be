import type { Answer, OwnershipAnswer } from '../../src/questionnaire/answer.ts';
import { type Family, families, worded } from '../../src/questionnaire/questionnaire.ts';
import { readContent } from '../../src/questionnaire/read.ts';
import type { Respondent } from '../../src/scoring/respondent.ts';

const sizes = { A: 4, B: 3, C: 3, D: 3 };

/** Four dimensions, A with four questions and the others with three; only B3 may not apply. */
export const small = worded(
  readContent(
    JSON.stringify({
      version: 1,
      name: 'Small',
      published: '2026-01-01',
      introduction: 'Answer.',
      scale: [1, 2, 3, 4, 5].map((level) => ({ level, name: `Level ${level}`, meaning: 'Is so.' })),
      roleFamilies: families.map((code) => ({ code, name: code })),
      roles: families.map((family) => ({ code: `${family}-lead`, name: family, family })),
      dimensions: Object.entries(sizes).map(([code, size]) => ({
        code,
        name: `Dimension ${code}`,
        summary: 'About.',
        questions: Array.from({ length: size }, (_, i) => ({
          code: `${code}${i + 1}`,
          title: `Question ${code}${i + 1}`,
          question: 'Which?',
          why: 'Because.',
          evidence: ['Paper'],
          ...(code === 'B' && i === 2 ? { notApplicable: 'No such service' } : {}),
          levels: { 2: 'Two.', 3: ['Three a.', 'Three b.'], 4: 'Four.', 5: 'Five.' },
        })),
      })),
      gates: [],
      ownershipMap: {
        question: 'Who?',
        capabilities: Array.from({ length: 12 }, (_, i) => ({
          code: `M${String(i + 1).padStart(2, '0')}`,
          name: `Capability ${i + 1}`,
        })),
      },
    }),
  ),
  'trust',
);

export const questionCodes = small.dimensions.flatMap(({ questions }) =>
  questions.map(({ code }) => code),
);

/** A respondent who gives one level to every question, except for the answers named. */
export function says(
  family: Family,
  level: Answer,
  except: Record<string, Answer | undefined> = {},
  ownership: Record<string, OwnershipAnswer> = {},
): Respondent {
  const answers = questionCodes.flatMap((code): [string, Answer][] => {
    const answer = code in except ? except[code] : level;
    return answer === undefined ? [] : [[code, answer]];
  });
  return { family, answers: new Map(answers), ownership: new Map(Object.entries(ownership)) };
}

/** A respondent who gives only the answers named. */
export function saysOnly(family: Family, answers: Record<string, Answer>): Respondent {
  return { family, answers: new Map(Object.entries(answers)), ownership: new Map() };
}
