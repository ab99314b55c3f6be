import { questionsOf } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { drawAnswers, drawCharacter } from './answers.ts';
import { fictionalPeople, type Stage } from './cast.ts';
import { type Chance, chance } from './chance.ts';
import { commentedTrust, comments } from './comments.ts';
import { insertInvitations } from './invitations.ts';
import type { Nature } from './nature.ts';
import { insertInBatches } from './store.ts';

/** Somebody who is to answer: one of the cast, or somebody else. */
export interface Invited {
  /** Null for who has not accepted yet, and in a survey of the past for all but the cast. */
  readonly personId: string | null;
  readonly role: string;
  /** "waiting" for who has not accepted yet. */
  readonly stage: Stage | 'waiting';
}

export interface SeededSurvey {
  readonly assessmentId: string;
  readonly organisation: string;
  readonly questionnaire: Questionnaire;
  readonly nature: Nature;
  /** 0 for the first cycle. */
  readonly cycle: number;
  readonly isOpen: boolean;
  readonly openedAt: string;
  /** When people answered. */
  readonly answeredAt: string;
}

/** Writes the respondents of one survey and what they answered. */
export async function insertRespondents(database: Database, survey: SeededSurvey): Promise<void> {
  const { questionnaire, nature, cycle } = survey;
  const luck = chance(nature.seed);
  // The character is drawn first and alike in every cycle; each cycle is a little further on.
  const character = drawCharacter(questionnaire, luck, nature.whole + 0.12 * cycle);
  const luckOfCycle = chance(nature.seed + cycle + 1);
  const invited = invite(survey, luckOfCycle);
  const named = survey.isOpen ? await insertInvitations(database, survey, invited) : invited;
  const people = named
    .filter(({ stage }) => stage !== 'waiting')
    .map((person) => ({ id: newId(), ...person }));
  await insertInBatches(
    database,
    'respondent',
    people.map(({ id, personId, role, stage }) => ({
      id,
      assessment_id: survey.assessmentId,
      person_id: personId,
      role: stage === 'invited' ? null : role,
      notice_read_at: stage === 'invited' ? null : survey.answeredAt,
      saved_at: stage === 'invited' ? null : survey.answeredAt,
      submitted_at: stage === 'submitted' ? survey.answeredAt : null,
    })),
  );
  await insertInBatches(
    database,
    'answer',
    people.flatMap((person) => {
      const family = questionnaire.roles.find(({ code }) => code === person.role)?.family;
      if (!family || person.stage === 'invited') return [];
      const answers = [...drawAnswers(questionnaire, character, family, luckOfCycle)];
      const saveId = newId();
      const given =
        person.stage === 'submitted' ? answers : answers.slice(0, halfOf(questionnaire));
      return given.map(([item, answer]) => ({
        respondent_id: person.id,
        item,
        answer: String(answer),
        ...noteOn(item, people.indexOf(person), survey),
        version: 1,
        save_id: saveId,
        saved_at: survey.answeredAt,
      }));
    }),
  );
}

/** The cast's own places first, then as many others as answer here. */
function invite(
  { organisation, questionnaire, nature, isOpen }: SeededSurvey,
  luck: Chance,
): Invited[] {
  const cast = fictionalPeople.flatMap(({ id, places }) =>
    places
      .filter((place) => place.organisation === organisation)
      .map(({ role, stage }) => ({
        personId: id,
        role,
        stage: isOpen ? stage : ('submitted' as const),
      })),
  );
  // In the open cycle about half have answered so far, and some of them only in part.
  const others = Math.max(0, nature.people - cast.length);
  const soFar = isOpen ? Math.round(others / 2) : others;
  return [
    ...cast,
    ...Array.from({ length: soFar }, () => ({
      personId: null,
      role: luck.pick(questionnaire.roles).code,
      stage: isOpen && luck.happens(0.3) ? ('half-way' as const) : ('submitted' as const),
    })),
    ...Array.from({ length: others - soFar }, () => ({
      personId: null,
      role: luck.pick(questionnaire.roles).code,
      stage: 'waiting' as const,
    })),
  ];
}

/** In the trust that has a facilitator, each comment is the note of another of its people. */
function noteOn(item: string, position: number, { organisation, isOpen }: SeededSurvey) {
  const at = isOpen || organisation !== commentedTrust ? -1 : position;
  const comment = comments[at];
  return comment?.[0] === item
    ? { note: comment[1], note_shared: 1 as const }
    : { note: null, note_shared: 0 as const };
}

function halfOf(questionnaire: Questionnaire): number {
  return Math.floor(questionsOf(questionnaire).length / 2);
}
