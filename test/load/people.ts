import path from 'node:path';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import { seedIfEmpty } from '../../src/demonstration/seed.ts';
import { insertInBatches } from '../../src/demonstration/store.ts';
import { newSecret } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';

/** Everybody answers for the acute trust of the cast, whose peers page has the most to show. */
export const organisation = fictionalPeople[0]?.places[0]?.organisation ?? '';
export const questionnaire = loadQuestionnaire(latestVersion, 'trust');

/** How far somebody is: nothing done, ready to answer, half the answers given, or submitted. */
export type Progress = 'invited' | 'ready' | 'half-way' | 'submitted';

/** Somebody who is signed in, as a browser knows them. */
export interface Visitor {
  readonly personId: string;
  readonly name: string;
  readonly respondentId: string;
  readonly assessmentId: string;
  readonly cookie: string;
  readonly csrfToken: string;
  readonly progress: Progress;
}

/** Fills the database of an empty data folder. */
export async function prepareData(
  folder: string,
  wanted: Readonly<Record<Progress, number>>,
): Promise<readonly Visitor[]> {
  const database = await openDatabase(`sqlite:${path.join(folder, 'service.sqlite')}`, 'NORMAL');
  const visitors = await fillDatabase(database, wanted);
  await database.destroy();
  return visitors;
}

/**
 * Fills an empty database with the demonstration and as many more signed-in leaders as asked for,
 * all written by the service's own stores.
 */
export async function fillDatabase(
  database: Database,
  wanted: Readonly<Record<Progress, number>>,
): Promise<readonly Visitor[]> {
  await seedIfEmpty(database, systemClock);
  const { id: assessmentId } = await database
    .selectFrom('assessment')
    .select('id')
    .where('organisation_code', '=', organisation)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const visitors = Object.entries(wanted).flatMap(([progress, count]) =>
    Array.from({ length: count }, (_, position) =>
      newVisitor(progress as Progress, position, assessmentId),
    ),
  );
  await database.transaction().execute((transaction) => insertVisitors(transaction, visitors));
  return signIn(database, visitors);
}

/** Signs people in, as the service would. */
export async function signIn(
  database: Database,
  visitors: readonly NewVisitor[],
): Promise<readonly Visitor[]> {
  const now = systemClock().toISOString();
  await Promise.all(
    visitors.map(({ sessionId: id, personId, csrfToken }) =>
      insertSession(database, { id, personId, csrfToken, now }),
    ),
  );
  return visitors.map(({ sessionId, ...visitor }) => ({
    ...visitor,
    cookie: `session=${sessionId}`,
  }));
}

export function newVisitor(progress: Progress, position: number, assessmentId: string) {
  return {
    personId: newId(),
    name: `Fictional Leader ${position + 1}`,
    respondentId: newId(),
    assessmentId,
    csrfToken: newSecret(),
    sessionId: newSecret(),
    progress,
  };
}

type NewVisitor = ReturnType<typeof newVisitor>;

export async function insertVisitors(database: Database, visitors: readonly NewVisitor[]) {
  const now = systemClock().toISOString();
  await insertInBatches(
    database,
    'person',
    visitors.map(({ personId, name }) => ({
      id: personId,
      name,
      job_title: 'Leader under load',
      created_at: now,
    })),
  );
  await insertInBatches(
    database,
    'respondent',
    visitors.map(({ respondentId, personId, assessmentId, progress }) => ({
      id: respondentId,
      assessment_id: assessmentId,
      person_id: personId,
      role: progress === 'invited' ? null : 'chief-operating-officer',
      notice_read_at: progress === 'invited' ? null : now,
      submitted_at: progress === 'submitted' ? now : null,
    })),
  );
  const codes = questionsOf(questionnaire).map(({ code }) => code);
  const given = { invited: 0, ready: 0, 'half-way': codes.length / 2, submitted: codes.length };
  await insertInBatches(
    database,
    'answer',
    visitors.flatMap(({ respondentId, progress }) =>
      codes.slice(0, given[progress]).map((item, position) => ({
        respondent_id: respondentId,
        item,
        answer: String(1 + (position % 5)),
        note: position === 0 ? 'A "note" & what it says' : null,
        version: 1,
        save_id: newId(),
        saved_at: now,
      })),
    ),
  );
}
