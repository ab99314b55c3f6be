import type { Answer, OwnershipAnswer } from '../questionnaire/answer.ts';
import { questionsOf } from '../questionnaire/lookup.ts';
import type { Family, Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Chance } from './chance.ts';

/** What is true of a fictional organisation behind what its leaders answer. */
export interface Character {
  /** Around which level it is, 1 to 5, in each dimension. */
  readonly levels: ReadonlyMap<string, number>;
  /** How much each family sees things more (or less) rosily than the others, in levels. */
  readonly outlook: Readonly<Record<Family, number>>;
  /** How far its leaders differ from one another, in levels. */
  readonly spread: number;
  /** For each capability: who is most often named, and how often, 0 to 1. */
  readonly owners: ReadonlyMap<string, { readonly owner: OwnershipAnswer; readonly share: number }>;
}

/** How far the country has come in each dimension, relative to the whole, in levels. */
const national: Readonly<Record<string, number>> = {
  A: -0.2,
  B: -0.1,
  C: 0,
  D: -0.4,
  E: -0.5,
  F: 0.2,
  G: 0.5,
  H: 0.1,
};

/** Draws what is true of one organisation. @param whole around which level it is overall. */
export function drawCharacter(
  questionnaire: Questionnaire,
  { normal, happens, pick, uniform }: Chance,
  whole: number,
): Character {
  const split = happens(0.25);
  const rosy = split ? 1.1 : 0.25;
  return {
    levels: new Map(
      questionnaire.dimensions.map(({ code }) => [
        code,
        whole + (national[code] ?? 0) + normal() * 0.35,
      ]),
    ),
    outlook: {
      executive: rosy * 0.4,
      operational: -rosy * 0.7,
      digital: rosy,
      clinical: -rosy * 0.5,
    },
    spread: split ? 0.7 : 0.5,
    owners: new Map(
      questionnaire.ownership.capabilities.map(({ code }) => {
        const kind = uniform();
        const owner =
          kind < 0.2 ? 'nobody' : kind < 0.35 ? 'shared' : pick(questionnaire.roles).code;
        return [code, { owner, share: 0.35 + uniform() * 0.55 }];
      }),
    ),
  };
}

/** Draws what one leader answers to every question and to the ownership map. */
export function drawAnswers(
  questionnaire: Questionnaire,
  character: Character,
  family: Family,
  luck: Chance,
): ReadonlyMap<string, Answer | OwnershipAnswer> {
  const mood = character.outlook[family] + luck.normal() * 0.3;
  // Who works far from the technology says more often that they do not know.
  const unsure = luck.uniform() * (family === 'digital' ? 0.06 : 0.16);
  const answers = new Map<string, Answer | OwnershipAnswer>();
  for (const question of questionsOf(questionnaire))
    answers.set(question.code, drawLevel(question, character, mood, unsure, luck));
  for (const { code } of questionnaire.ownership.capabilities)
    answers.set(code, drawOwner(questionnaire, character, code, luck));
  return answers;
}

function drawLevel(
  question: Question,
  character: Character,
  mood: number,
  unsure: number,
  luck: Chance,
): Answer {
  if (question.notApplicable !== null && luck.happens(0.05)) return 'not-applicable';
  if (luck.happens(unsure)) return 'dont-know';
  const around = (character.levels.get(question.dimension) ?? 3) + mood;
  const level = Math.round(around + luck.normal() * character.spread);
  return Math.min(5, Math.max(1, level)) as Answer;
}

function drawOwner(
  questionnaire: Questionnaire,
  character: Character,
  capability: string,
  luck: Chance,
): OwnershipAnswer {
  const likely = character.owners.get(capability);
  if (likely && luck.happens(likely.share)) return likely.owner;
  const kind = luck.uniform();
  if (kind < 0.25) return 'dont-know';
  if (kind < 0.45) return 'nobody';
  if (kind < 0.6) return 'shared';
  return luck.pick(questionnaire.roles).code;
}
