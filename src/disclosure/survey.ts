import { z } from 'zod';
import { families } from '../questionnaire/questionnaire.ts';
import { method } from '../scoring/method.ts';
import type { SurveyEstimate } from '../scoring/survey.ts';
import { shown, storedDisclosed, withheld } from './disclosed.ts';
import { discloseClarity } from './survey-clarity.ts';
import { discloseDontKnow } from './survey-dont-know.ts';
import { discloseLevels } from './survey-levels.ts';
import { discloseOwnership } from './survey-ownership.ts';
import { areComplete, fewest, type SurveyRules } from './survey-rules.ts';
import { securedLevel } from './survey-secured.ts';

const { lo, hi } = method.scale;
/** As a page shows it. What is more precise than that is not read back either. */
const oneDecimal = z.number().refine((value) => Math.round(value * 10) / 10 === value);
const level = oneDecimal.min(lo).max(hi);
/** Of 1, to the nearest 10 %. */
const share = oneDecimal.min(0).max(1);
const family = z.enum(families);
const owner = z.string().min(1);

const exactLevel = z.strictObject({ kind: z.literal('exact'), value: level });
const boundedLevel = z.strictObject({ kind: z.enum(['below', 'above']), value: level });

/**
 * A level to one decimal with its standard error, or only which side of a limit it lies where the
 * exact value would say something about what single people answered.
 */
export const levelEstimate = z.discriminatedUnion('kind', [
  /** The error is null where too few people answered to show how they vary. */
  exactLevel.extend({ se: oneDecimal.min(0).nullable() }),
  boundedLevel,
]);
export type LevelEstimate = z.output<typeof levelEstimate>;

/** Two role families that see a question differently. */
const gap = z.strictObject({
  higher: family,
  lower: family,
  /** The means of the higher and of the lower; null where only which is higher may be shown. */
  means: z.tuple([exactLevel, exactLevel]).nullable(),
  /** Between these two means, in levels; null with them. */
  difference: oneDecimal.positive().nullable(),
});

const questionResult = z.strictObject({
  estimate: levelEstimate,
  agreement: z.enum(['strong', 'moderate', 'weak', 'split']).nullable(),
  /** How the balanced weights spread over all five levels. */
  distribution: storedDisclosed(
    z.array(z.strictObject({ level: z.int().min(lo).max(hi), share })).readonly(),
  ),
  gaps: z.array(gap),
});
export type QuestionResult = z.output<typeof questionResult>;

const dontKnow = z.strictObject({
  words: z.enum(['few', 'some', 'many']),
  /** Of the respondents; null where only the words are shown. */
  share: share.nullable(),
  blindSpot: z.boolean(),
});
export type DontKnow = z.output<typeof dontKnow>;

const status = z.enum(['one-owner', 'shared', 'nobody', 'contested']);

const ownershipResult = z.strictObject({
  status,
  /** The code of the role, where the status is one owner. */
  owner: owner.nullable(),
  /** Of the answer given most; null where only the status is shown. */
  share: share.nullable(),
  /** Where contested: the codes of the roles that several people named, most named first. */
  named: z.array(owner),
  /** Role families that may be shown, where they see it differently; otherwise none. */
  families: z.array(z.strictObject({ family, status, owner: owner.nullable() })),
});
export type OwnershipResult = z.output<typeof ownershipResult>;

/**
 * What an organisation's closed survey may show of itself: one stored result, the same for
 * everybody who may look. Kept as JSON, and read back only in exactly this shape.
 */
export const disclosedSurvey = z.strictObject({
  /** Respondents. */
  people: storedDisclosed(z.int().positive()),
  dimensions: z.array(
    z.strictObject({ code: z.string(), estimate: storedDisclosed(levelEstimate) }),
  ),
  overall: storedDisclosed(levelEstimate),
  secured: storedDisclosed(securedLevel.strict()),
  questions: z.array(
    z.strictObject({
      code: z.string(),
      result: storedDisclosed(questionResult),
      dontKnow: storedDisclosed(dontKnow),
    }),
  ),
  ownership: z.strictObject({
    /** The clarity index in whole per cent. */
    clarity: storedDisclosed(z.int().min(0).max(100)),
    capabilities: z.array(
      z.strictObject({ code: z.string(), result: storedDisclosed(ownershipResult) }),
    ),
  }),
});
export type DisclosedSurvey = z.output<typeof disclosedSurvey>;

/**
 * What a closed survey may show (method, sections 3 and 5), made once, at closing. Nothing at all
 * is shown of fewer than six respondents, or where a threshold is missing or malformed; a part of
 * the results that is malformed is withheld.
 */
export function discloseSurvey(
  results: SurveyEstimate,
  rules: SurveyRules = method,
): DisclosedSurvey {
  const { respondents, ownership } = results;
  if (!(areComplete(rules) && Number.isInteger(respondents) && respondents >= fewest(rules)))
    return withholdAll(results);
  const { questions, ...levels } = discloseLevels(results, rules);
  const capabilities = ownership.capabilities.map((capability) => ({
    code: capability.code,
    result: discloseOwnership(capability, rules),
  }));
  return {
    people: shown(respondents),
    ...levels,
    questions: questions.map(({ question, result }) => ({
      code: question.code,
      result,
      dontKnow: discloseDontKnow(question, respondents, result.shown, rules),
    })),
    ownership: { clarity: discloseClarity(ownership, capabilities, rules), capabilities },
  };
}

function withholdAll({ questions, dimensions, ownership }: SurveyEstimate): DisclosedSurvey {
  const why = 'too-few-people';
  return {
    people: withheld(why),
    dimensions: dimensions.map(({ code }) => ({ code, estimate: withheld(why) })),
    overall: withheld(why),
    secured: withheld(why),
    questions: questions.map(({ code }) => ({
      code,
      result: withheld(why),
      dontKnow: withheld(why),
    })),
    ownership: {
      clarity: withheld(why),
      capabilities: ownership.capabilities.map(({ code }) => ({ code, result: withheld(why) })),
    },
  };
}
