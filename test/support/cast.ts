import { afterAll, beforeAll } from '@jest/globals';
import { type Place, pathOf } from '../../src/assessment/place.ts';
import { findPlace } from '../../src/assessment/store.ts';
import type { AppointedRole } from '../../src/people/permissions.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import type { Questionnaire } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { sqliteDatabase } from './databases.ts';
import { type Agent, type Service, startService, today } from './service.ts';

/** The people of the tests. */
export const people = {
  /** Answers for Hill, a trust. */
  alice: '00000000-0000-7000-9000-00000000000a',
  /** Alice's colleague at Hill. */
  bob: '00000000-0000-7000-9000-00000000000b',
  /** Answers for Dale, another trust, and must see nothing of Hill. */
  charlie: '00000000-0000-7000-9000-00000000000c',
  /** Answers for Dale and for the integrated care board. */
  dora: '00000000-0000-7000-9000-00000000000d',
  /** Leads the assessment of Hill, and does not answer. */
  lena: '00000000-0000-7000-9000-00000000000e',
  /** Leads the assessment of Dale. */
  leo: '00000000-0000-7000-9000-00000000000f',
  /** Facilitates Hill's workshop in the open cycle. */
  fay: '00000000-0000-7000-9000-000000000010',
  /** Signs off for Hill. */
  sam: '00000000-0000-7000-9000-000000000011',
  /** Administers cycles and appointments. */
  nora: '00000000-0000-7000-9000-000000000012',
} as const;
export type Name = keyof typeof people;

export const organisations = {
  hill: { code: 'RAA', name: 'Hill NHS Trust', kind: 'trust', trust_type: 'acute' },
  dale: { code: 'RBB', name: 'Dale NHS Trust', kind: 'trust', trust_type: 'community' },
  board: { code: 'QAA', name: 'NHS Vale Integrated Care Board', kind: 'icb', trust_type: null },
} as const;
export type Where = keyof typeof organisations;

const places: readonly (readonly [Name, Where])[] = [
  ['alice', 'hill'],
  ['bob', 'hill'],
  ['charlie', 'dale'],
  ['dora', 'dale'],
  ['dora', 'board'],
];

export const closesAt = '2027-03-31T22:59:59.999Z';

/** Three organisations in one open cycle, with the people who answer for them. */
export interface World {
  readonly database: Database;
  readonly cycle: string;
  /** The id of each organisation's assessment. */
  readonly assessments: Readonly<Record<Where, string>>;
}

export async function buildWorld(database: Database): Promise<World> {
  const at = today.toISOString();
  await database
    .insertInto('organisation')
    .values(Object.values(organisations).map((each) => ({ ...each, source: 'test', fictional: 1 })))
    .execute();
  await database
    .insertInto('person')
    .values(Object.entries(people).map(([name, id]) => person(id, name)))
    .execute();
  const cycle = await insertCycle(database, 'Autumn 2026');
  const assessments = { hill: newId(), dale: newId(), board: newId() };
  for (const [where, id] of Object.entries(assessments))
    await database
      .insertInto('assessment')
      .values({
        id,
        cycle_id: cycle,
        organisation_code: organisations[where as Where].code,
        opened_at: at,
      })
      .execute();
  await database
    .insertInto('respondent')
    .values(
      places.map(([name, where]) => ({
        id: newId(),
        assessment_id: assessments[where],
        person_id: people[name],
      })),
    )
    .execute();
  await database
    .insertInto('appointment')
    .values([
      appointment('lena', 'assessment-lead', 'hill'),
      appointment('leo', 'assessment-lead', 'dale'),
      appointment('sam', 'signatory', 'hill'),
      appointment('nora', 'national-administrator'),
      { ...appointment('fay', 'facilitator'), assessment_id: assessments.hill },
    ])
    .execute();
  return { database, cycle, assessments };
}

export function person(id: string, name: string) {
  const email = `${name}@leaders.example`;
  return { id, name, email, job_title: 'Leader', created_at: today.toISOString() };
}

function appointment(name: Name, role: AppointedRole, where?: Where) {
  return {
    id: newId(),
    person_id: people[name],
    role,
    organisation_code: where ? organisations[where].code : null,
    assessment_id: null,
    appointed_at: today.toISOString(),
  };
}

export async function insertCycle(database: Database, name: string): Promise<string> {
  const id = newId();
  const dates = { opens_at: '2026-10-01T00:00:00.000Z', closes_at: closesAt };
  await database
    .insertInto('cycle')
    .values({ id, name, questionnaire_version: latestVersion, ...dates })
    .execute();
  return id;
}

/** The world behind the real application, with a browser for each of its people. */
export interface Staged extends World {
  readonly service: Service;
  readonly browsers: Readonly<Record<Name, Agent>>;
}

/** A world for the tests of one file; readable once they run. */
export function stage(): Staged {
  const staged = {} as { -readonly [K in keyof Staged]: Staged[K] };
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const opened = await sqliteDatabase();
    remove = opened.remove;
    const service = startService(opened.database, Object.values(people));
    const browsers = {} as Record<Name, Agent>;
    Object.assign(staged, await buildWorld(opened.database), { service, browsers });
    for (const [name, id] of Object.entries(people)) browsers[name as Name] = await service.as(id);
  });
  afterAll(async () => {
    await staged.service.close();
    await remove();
  });
  return staged;
}

export async function placeOf(world: World, name: Name, where: Where): Promise<Place> {
  return found(await findPlace(world.database, { id: people[name] }, world.assessments[where]));
}

/** The address of an organisation's assessment. */
export function baseOf(world: World, where: Where = 'hill'): string {
  return pathOf({ assessmentId: world.assessments[where] } as Place);
}

/** An answer to every question and "nobody" to the whole ownership map. */
export function everything(
  questionnaire: Questionnaire,
  answer: (code: string, position: number) => string = () => '3',
): ReadonlyMap<string, string> {
  return new Map([
    ...questionsOf(questionnaire).map(({ code }, at) => [code, answer(code, at)] as const),
    ...questionnaire.ownership.capabilities.map(({ code }) => [code, 'nobody'] as const),
  ]);
}

/** Puts answers in the database as if a form had been saved; each at version 1. */
export async function save(
  database: Database,
  respondentId: string,
  answers: Iterable<readonly [string, string]>,
): Promise<void> {
  const common = { note: null, version: 1, save_id: newId(), saved_at: today.toISOString() };
  const rows = [...answers].map(([item, answer]) => ({ item, answer, ...common }));
  await database
    .insertInto('answer')
    .values(rows.map((row) => ({ respondent_id: respondentId, ...row })))
    .execute();
}

export async function setRespondent(
  database: Database,
  id: string,
  values: { role?: string | null; submitted_at?: string | null; notice_read_at?: string },
): Promise<void> {
  await database.updateTable('respondent').set(values).where('id', '=', id).execute();
}
