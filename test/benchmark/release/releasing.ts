import { freezeCatalogue } from '../../../src/benchmark/catalogue/freeze-catalogue.ts';
import { continueRelease } from '../../../src/benchmark/release/continue-release.ts';
import { prepareRelease } from '../../../src/benchmark/release/prepare-release.ts';
import { publishRelease } from '../../../src/benchmark/release/publish-release.ts';
import type { Release } from '../../../src/benchmark/release/release.ts';
import { discloseSurvey } from '../../../src/disclosure/survey.ts';
import { signedPosition } from '../../../src/position/sign-off/signed-position.ts';
import { latestVersion, loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import { insertRelease, insertResults } from '../../../src/results/closing-store.ts';
import { estimateSurvey } from '../../../src/scoring/survey.ts';
import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';
import { people } from '../../support/cast.ts';
import { asRespondent, crowd } from '../../support/surveys.ts';

/** The day on which the tests prepare and publish; their cycles closed a month before. */
export const releaseDay = new Date('2027-05-01T10:00:00.000Z');
export const onReleaseDay = () => releaseDay;
const closesAt = '2027-03-31T22:59:59.999Z';
const madeAt = '2027-03-31T23:00:00.000Z';
const signedAt = '2027-04-20T12:00:00.000Z';

/** A trust by its code, with the level around which its people answer. */
export type Trusts = Readonly<Record<string, number>>;

/** So many acute trusts, RT01 onwards, at levels that differ. */
export function manyTrusts(count: number, from = 1): Trusts {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `RT${String(from + at).padStart(2, '0')}`,
      (at % 3) + 2,
    ]),
  );
}

/** A cycle that has closed, with its peer groups fixed and these trusts in it. */
export async function closedCycle(
  database: Database,
  trusts: Trusts,
  { registered = Object.keys(trusts), name = `Cycle ${newId()}` } = {},
): Promise<string> {
  for (const code of ['QT1', ...registered]) await register(database, code);
  const id = newId();
  const dates = { opens_at: '2026-10-01T00:00:00.000Z', closes_at: closesAt };
  await database
    .insertInto('cycle')
    .values({ id, name, questionnaire_version: latestVersion, ...dates })
    .execute();
  await freezeCatalogue(database, onReleaseDay, id);
  for (const [code, level] of Object.entries(trusts)) await addSurvey(database, id, code, level);
  return id;
}

/** A trust of the integrated care board QT1, or that board itself. */
async function register(database: Database, code: string): Promise<void> {
  const isBoard = code.startsWith('Q');
  await database
    .insertInto('organisation')
    .values({
      code,
      name: isBoard ? `NHS ${code} Integrated Care Board` : `Trust ${code}`,
      kind: isBoard ? 'icb' : 'trust',
      trust_type: isBoard ? null : 'acute',
      source: 'test',
      fictional: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (isBoard) return;
  const from_date = '2022-07-01';
  await database
    .insertInto('icb_membership')
    .values({ organisation_code: code, icb_code: 'QT1', from_date, basis: 'serves' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function assessmentOf(database: Database, cycle: string, code: string): Promise<string> {
  const row = await database
    .selectFrom('assessment')
    .select('id')
    .where('cycle_id', '=', cycle)
    .where('organisation_code', '=', code)
    .executeTakeFirst();
  if (row) return row.id;
  const id = newId();
  const [opened_at, closed_at] = ['2026-10-02T00:00:00.000Z', closesAt];
  await database
    .insertInto('assessment')
    .values({ id, cycle_id: cycle, organisation_code: code, opened_at, closed_at })
    .execute();
  return id;
}

/** Closed results of a trust whose people answer around a level. */
export async function addSurvey(
  database: Database,
  cycle: string,
  code: string,
  level: number,
  size = 8,
): Promise<void> {
  const questionnaire = loadQuestionnaire(latestVersion, 'trust');
  const people = crowd(size, level).map((one) => asRespondent(questionnaire, one));
  const results = estimateSurvey(questionnaire, people);
  const made = {
    assessmentId: await assessmentOf(database, cycle, code),
    methodVersion: 1,
    madeAt,
  };
  await insertResults(database, { ...made, results });
  const participation = { invited: size, submitted: size, families: [] } as never;
  await insertRelease(database, { ...made, released: discloseSurvey(results), participation });
}

/** A position that is signed off at a level in every dimension; gives back the sign-off's id. */
export async function addSignOff(
  database: Database,
  cycle: string,
  code: string,
  level: number,
  { shared = true, at = signedAt, eligible = true } = {},
): Promise<string> {
  const { dimensions } = loadQuestionnaire(latestVersion, 'trust');
  const score = { status: 'scored' as const, score: level, answered: 5, applicable: 5 };
  const content = signedPosition.parse({
    on: at.slice(0, 10),
    questions: {},
    owners: {},
    dimensions: dimensions.map((dimension) => ({
      code: dimension.code,
      claimed: score,
      evidenced: score,
      score: level,
      upper: level,
      gates: [],
      confidence: null,
    })),
    overall: {
      overall: level,
      scored: dimensions.length,
      applicable: dimensions.length,
      secured: { level: Math.floor(level), atMost: null, heldBy: [] },
    },
    eligible,
  });
  const id = newId();
  await database
    .insertInto('sign_off')
    .values({
      id,
      assessment_id: await assessmentOf(database, cycle, code),
      signed_at: at,
      signed_by: people.sam,
      questionnaire_version: latestVersion,
      method_version: 1,
      content: JSON.stringify(content),
      shared_at: shared ? at : null,
    })
    .execute();
  return id;
}

export async function prepared(database: Database, cycle: string): Promise<Release> {
  return prepareRelease(database, onReleaseDay, cycle, people.nora);
}

/** Prepares, computes and publishes; gives back the parts. */
export async function published(database: Database, cycle: string) {
  const { id } = await prepared(database, cycle);
  await continueRelease(database, id);
  await publishRelease(database, onReleaseDay, id, people.nora);
  return partsOf(database, id);
}

/** The texts of a release's parts by their names. */
export async function partsOf(database: Database, id: string): Promise<Map<string, string>> {
  const rows = await database
    .selectFrom('release_part')
    .select(['part', 'content'])
    .where('release_id', '=', id)
    .orderBy('part')
    .execute();
  return new Map(rows.map(({ part, content }) => [part, content]));
}
