import { freezeCatalogue } from '../../src/benchmark/catalogue/freeze-catalogue.ts';
import { continueRelease } from '../../src/benchmark/release/continue-release.ts';
import { prepareRelease } from '../../src/benchmark/release/prepare-release.ts';
import { publishRelease } from '../../src/benchmark/release/publish-release.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { insertAnswers } from './answers.ts';
import {
  isAppointed,
  isVisitor,
  organisations,
  personId,
  type Stage,
  stages,
  type Where,
  walkers,
} from './people.ts';
import { insertSignOff } from './sign-off.ts';

/** The day on which people walk; by then the first cycle is released. */
export const now = new Date('2027-05-02T10:00:00.000Z');
export const at = now.toISOString();
const clock = () => now;

const cycles = {
  released: { opens_at: '2026-10-01T00:00:00.000Z', closes_at: '2027-03-31T22:59:59.999Z' },
  open: { opens_at: '2027-04-01T00:00:00.000Z', closes_at: '2028-03-31T22:59:59.999Z' },
} as const satisfies Record<Stage, unknown>;

/** Everything that there is to reach, by whose it is. */
export interface World {
  readonly database: Database;
  readonly cycles: Readonly<Record<Stage, string>>;
  readonly assessments: Readonly<Record<Where, Readonly<Record<Stage, string>>>>;
  readonly release: string;
}

const places = Object.keys(organisations) as Where[];
const isBoard = (where: Where) => organisations[where].startsWith('Q');

/** Seven organisations in two cycles, with everybody who walks; the first cycle is released. */
export async function buildWorld(database: Database): Promise<World> {
  await insertOrganisations(database);
  const made = { released: newId(), open: newId() };
  for (const stage of stages) {
    const cycle = { id: made[stage], name: `The ${stage} cycle`, ...cycles[stage] };
    await database
      .insertInto('cycle')
      .values({ ...cycle, questionnaire_version: latestVersion })
      .execute();
    await freezeCatalogue(database, clock, made[stage]);
  }
  const assessments = {} as Record<Where, Record<Stage, string>>;
  for (const where of places) {
    assessments[where] = { released: newId(), open: newId() };
    for (const stage of stages)
      await database
        .insertInto('assessment')
        .values({
          id: assessments[where][stage],
          cycle_id: made[stage],
          organisation_code: organisations[where],
          opened_at: cycles[stage].opens_at,
        })
        .execute();
  }
  for (const walker of Object.keys(walkers)) await insertWalker(database, walker, assessments);
  for (const where of places) await assess(database, where, assessments[where].released);
  const release = await publish(database, made.released);
  return { database, cycles: made, assessments, release };
}

async function insertOrganisations(database: Database): Promise<void> {
  for (const where of [...places].sort((a, b) => Number(isBoard(b)) - Number(isBoard(a)))) {
    const code = organisations[where];
    await database
      .insertInto('organisation')
      .values({
        code,
        name: `The ${where} organisation`,
        kind: isBoard(where) ? 'icb' : 'trust',
        trust_type: isBoard(where) ? null : 'acute',
        closed_on: where === 'closed' ? '2027-04-15' : null,
        source: 'test',
        fictional: 1,
      })
      .execute();
    if (isBoard(where)) continue;
    const icb_code = where === 'otherTrust' ? organisations.otherBoard : organisations.ownBoard;
    await database
      .insertInto('icb_membership')
      .values({ organisation_code: code, icb_code, from_date: '2022-07-01', basis: 'serves' })
      .execute();
  }
  await database
    .insertInto('succession')
    .values({
      predecessor_code: organisations.closed,
      successor_code: organisations.successor,
      on_date: '2027-04-16',
      source: 'test',
    })
    .execute();
}

/** Somebody with all that they hold, and what they held. */
async function insertWalker(
  database: Database,
  walker: string,
  assessments: World['assessments'],
): Promise<void> {
  if (isVisitor(walker)) return;
  await insertPerson(database, walker, personId(walker));
  for (const { role, at: where, stage, ended } of walkers[walker] ?? []) {
    const ids = where ? (stage ? [stage] : stages).map((each) => assessments[where][each]) : [];
    const endedAt = ended ? at : null;
    if (!isAppointed(role))
      for (const assessment_id of ids)
        await database
          .insertInto('respondent')
          .values({
            id: newId(),
            assessment_id,
            person_id: personId(walker),
            role: 'data-lead',
            notice_read_at: at,
            withdrawn_at: endedAt,
          })
          .execute();
    else
      for (const assessment_id of role === 'facilitator' ? ids : [null])
        await database
          .insertInto('appointment')
          .values({
            id: newId(),
            person_id: personId(walker),
            role,
            organisation_code: where && !assessment_id ? organisations[where] : null,
            assessment_id,
            appointed_at: at,
            ended_at: endedAt,
          })
          .execute();
  }
}

export async function insertPerson(
  database: Database,
  name: string,
  id: string = newId(),
): Promise<string> {
  const email = `${name.replace(/\W+/g, '-')}-${id.slice(-4)}@leaders.example`;
  await database
    .insertInto('person')
    .values({ id, name: `A ${name}`, email, job_title: 'Leader', created_at: at })
    .execute();
  return id;
}

/** Has an organisation answer, close its survey, share the results, and sign off its position. */
async function assess(database: Database, where: Where, assessment: string): Promise<void> {
  await insertAnswers(database, assessment, isBoard(where) ? 'icb' : 'trust');
  await closeSurvey(database, () => new Date('2027-03-31T12:00:00.000Z'), assessment, null);
  await database
    .updateTable('assessment')
    .set({ shared_at: at })
    .where('id', '=', assessment)
    .execute();
  await insertSignOff(database, assessment, isBoard(where) ? 'icb' : 'trust');
}

async function publish(database: Database, cycle: string): Promise<string> {
  const administrator = personId('administrator');
  const { id } = await prepareRelease(database, clock, cycle, administrator);
  await continueRelease(database, id);
  await publishRelease(database, clock, id, administrator);
  return id;
}
