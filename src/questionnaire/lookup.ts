import type {
  Capability,
  Dimension,
  Family,
  Question,
  Questionnaire,
  Role,
} from './questionnaire.ts';

/** Every question in the order in which it is asked. */
export function questionsOf(questionnaire: Questionnaire): readonly Question[] {
  return questionnaire.dimensions.flatMap((dimension) => dimension.questions);
}

/** The question with this code, or undefined where this wording does not ask it. */
export function findQuestion(questionnaire: Questionnaire, code: string): Question | undefined {
  return findDimension(questionnaire, code.charAt(0))?.questions.find((q) => q.code === code);
}

export function findDimension(questionnaire: Questionnaire, code: string): Dimension | undefined {
  return questionnaire.dimensions.find((dimension) => dimension.code === code);
}

export function findRole(questionnaire: Questionnaire, code: string): Role | undefined {
  return questionnaire.roles.find((role) => role.code === code);
}

export function findCapability(questionnaire: Questionnaire, code: string): Capability | undefined {
  return questionnaire.ownership.capabilities.find((capability) => capability.code === code);
}

export function familyName(questionnaire: Questionnaire, code: Family): string {
  return questionnaire.roleFamilies.find((family) => family.code === code)?.name ?? code;
}

/** The name of a level, such as "Adopted" for 3. */
export function levelName(questionnaire: Questionnaire, level: number): string {
  return questionnaire.scale.find((step) => step.level === level)?.name ?? String(level);
}
