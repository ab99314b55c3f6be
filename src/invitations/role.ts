import type { Questionnaire, Role } from '../questionnaire/questionnaire.ts';

/** The role that somebody means by its name, its short form in brackets, or its code. */
export function roleCalled(questionnaire: Questionnaire, text: string): Role | undefined {
  const meant = inOneWay(text);
  return questionnaire.roles.find((role) => namesOf(role).some((name) => inOneWay(name) === meant));
}

const bracketed = /^(.*) \(([^()]*)\)$/;

function namesOf(role: Role): readonly string[] {
  const [, long, short] = bracketed.exec(role.name) ?? [];
  return [role.code, role.name, long, short].filter((name) => name !== undefined);
}

function inOneWay(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
