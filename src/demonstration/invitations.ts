import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { addressOf, fictionalPeople } from './cast.ts';
import { chance } from './chance.ts';
import { drawNames } from './names.ts';
import type { Invited, SeededSurvey } from './respondents.ts';
import { insertInBatches } from './store.ts';

/**
 * Writes the invitations of an open survey, and the people who have accepted theirs.
 * @returns the same people, those who have accepted with the id of their person.
 */
export async function insertInvitations(
  database: Database,
  { assessmentId, organisation, questionnaire, nature, openedAt }: SeededSurvey,
  invited: readonly Invited[],
): Promise<readonly Invited[]> {
  const cast = new Map(fictionalPeople.map((person) => [person.id, person]));
  const names = drawNames(invited.length, chance(nature.seed + 100));
  const people = invited.map((person, position) => {
    const known = cast.get(person.personId ?? '');
    const name = known?.name ?? (names[position] as string);
    const accepted = person.stage !== 'waiting';
    return {
      ...person,
      name,
      email: known?.email ?? addressOf(name, organisation),
      isNew: accepted && !known,
      personId: known?.id ?? (accepted ? newId() : null),
    };
  });
  await insertInBatches(
    database,
    'person',
    people
      .filter(({ isNew }) => isNew)
      .map(({ personId, name, email }) => ({
        id: personId as string,
        name,
        email,
        job_title: '',
        created_at: openedAt,
      })),
  );
  // An invitation lasts a month: it was sent anew to those who have not accepted theirs.
  await insertInBatches(
    database,
    'invitation',
    people.map(({ personId, name, email, role }) => ({
      id: newId(),
      purpose: 'respondent' as const,
      scope: assessmentId,
      organisation_code: organisation,
      assessment_id: assessmentId,
      email,
      name,
      role,
      first_family: questionnaire.roles.find(({ code }) => code === role)?.family ?? null,
      created_at: openedAt,
      expires_at: new Date(Date.parse(openedAt) + 70 * 24 * 60 * 60 * 1000).toISOString(),
      accepted_at: personId && openedAt,
      person_id: personId,
    })),
  );
  return people;
}
