import { type DisclosedSurvey, disclosedSurvey } from '../../src/disclosure/survey.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import type { Questionnaire } from '../../src/questionnaire/questionnaire.ts';

const withheld = { shown: false, why: 'too-few-people' } as const;

/** What a survey says about one question. */
export interface Said {
  readonly agreement: 'strong' | 'moderate' | 'weak' | 'split';
  readonly gap?: boolean;
  readonly blindSpot?: boolean;
}

/**
 * What a closed survey may show where it says this about some questions and capabilities; the
 * others are withheld, or left out altogether.
 */
export function surveyed(
  questionnaire: Questionnaire,
  said: Readonly<Record<string, Said>>,
  owners: Readonly<Record<string, 'nobody' | 'contested' | 'shared' | 'one-owner'>> = {},
  { leaveOut = false } = {},
): DisclosedSurvey {
  const kept = (code: string) => !leaveOut || code in said || code in owners;
  return disclosedSurvey.parse({
    people: { shown: true, value: 12 },
    dimensions: [],
    overall: withheld,
    secured: withheld,
    questions: questionsOf(questionnaire)
      .filter(({ code }) => kept(code))
      .map(({ code }) => ({ code, ...(said[code] ? shown(said[code]) : nothing) })),
    ownership: {
      clarity: withheld,
      capabilities: questionnaire.ownership.capabilities
        .filter(({ code }) => kept(code))
        .map(({ code }) => {
          const status = owners[code];
          if (!status) return { code, result: withheld };
          const value = { status, owner: null, share: null, named: [], families: [] };
          return { code, result: { shown: true, value } };
        }),
    },
  });
}

const nothing = { result: withheld, dontKnow: withheld };

function shown({ agreement, gap = false, blindSpot = false }: Said) {
  const gaps = gap ? [{ higher: 'digital', lower: 'clinical', means: null, difference: null }] : [];
  const estimate = { kind: 'exact', value: 3, se: 0.2 };
  return {
    result: { shown: true, value: { estimate, agreement, distribution: withheld, gaps } },
    dontKnow: { shown: true, value: { words: blindSpot ? 'some' : 'few', share: null, blindSpot } },
  };
}
