import type { Response } from 'supertest';
import { loadPosition } from '../../src/position/position.ts';
import { insertSignOff } from '../../src/position/sign-off/sign-off-store.ts';
import { freeze } from '../../src/position/sign-off/signed-position.ts';
import { found } from '../../src/shared/problems.ts';
import { findSurvey } from '../../src/survey/store.ts';
import { type Name, people, type Staged } from '../support/cast.ts';
import { fill } from '../support/pages.ts';
import { today } from '../support/service.ts';

/** The address of the agreed position of Hill, or of one of its pages. */
export function positionOf({ assessments }: Pick<Staged, 'assessments'>, page = ''): string {
  return `/positions/${assessments.hill}${page}`;
}

export type Ladder = Readonly<Record<string, string>>;

/** Opens the ladder of a question, as Lena unless said otherwise, changes fields and sends it. */
export function agree(
  world: Staged,
  question: string,
  fields: Ladder,
  name: Name = 'lena',
): Promise<Response> {
  const address = positionOf(world, `/questions/${question}`);
  return fill(world.browsers[name], address, fields);
}

/** Fields that say of the statements of a question, from level 2 up, that they are met. */
export function metUpTo(question: string, level: number): Ladder {
  return Object.fromEntries(
    [2, 3, 4, 5].map((each) => [`${question}-${each}-state`, each <= level ? 'met' : 'not-met']),
  );
}

/** Puts a sign-off of the position of Hill, as it is, in the database. */
export async function signOffHill({ database, assessments }: Staged): Promise<void> {
  const survey = found(await findSurvey(database, assessments.hill));
  const position = await loadPosition(database, survey, today);
  await insertSignOff(database, assessments.hill, {
    signedAt: today.toISOString(),
    signedBy: people.sam,
    questionnaireVersion: 1,
    methodVersion: 1,
    content: freeze(position, today),
    shared: false,
  });
}
