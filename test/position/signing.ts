import type { NewAgreement } from '../../src/position/agreement.ts';
import { currentAgreements } from '../../src/position/agreement-store.ts';
import { loadPosition } from '../../src/position/position.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { askForSignOff } from '../../src/position/sign-off/ask-sign-off.ts';
import { signPosition } from '../../src/position/sign-off/sign-position.ts';
import { fingerprintOf, freeze } from '../../src/position/sign-off/signed-position.ts';
import { statedLevels } from '../../src/questionnaire/answer.ts';
import { findDimension } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { findSurvey } from '../../src/survey/store.ts';
import type { Survey } from '../../src/survey/survey.ts';
import { organisations, people, type Staged, type Where, type World } from '../support/cast.ts';
import { today } from '../support/service.ts';
import { pressed } from '../survey/leading.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');

export const clock = () => today;
export const board = organisations.board.name;

/** What was agreed at the desk on a question: everything up to a level is met, nothing above. */
export function upTo(code: string, level: number, basedOn = 0): NewAgreement {
  const question = findDimension(trust, code.charAt(0))?.questions.find((q) => q.code === code);
  const statements = statedLevels.flatMap((each) =>
    found(question).statements[each].map((statement) => [
      statement.code,
      {
        state: each <= level ? ('met' as const) : ('not-met' as const),
        reason: null,
        grade: 0 as const,
        reference: null,
        dated: null,
      },
    ]),
  );
  return {
    item: code,
    basedOn,
    content: { statements: Object.fromEntries(statements) },
    method: 'desk',
    present: null,
    dissenting: null,
    reason: null,
    workshopId: null,
  };
}

/** Agrees the questions of a dimension of Hill at a level. */
export async function agreeDimension(
  { database, assessments }: World,
  dimension: string,
  level: number,
): Promise<void> {
  const { questions } = await currentAgreements(database, assessments.hill);
  const agreements = found(findDimension(trust, dimension)).questions.map(({ code }) =>
    upTo(code, level, questions.get(code)?.version),
  );
  await recordAgreements(database, clock, assessments.hill, agreements, people.lena);
}

export async function agreeOwner(
  { database, assessments }: World,
  item: string,
  owner: string,
): Promise<void> {
  const { owners } = await currentAgreements(database, assessments.hill);
  const { content: _, ...desk } = upTo('A1', 2, owners.get(item)?.version);
  const agreement = { ...desk, item, content: { owner } };
  await recordAgreements(database, clock, assessments.hill, [agreement], people.lena);
}

/** Puts Hill into the integrated care board of the tests. */
export async function joinBoard(database: Database): Promise<void> {
  await database
    .insertInto('icb_membership')
    .values({
      organisation_code: organisations.hill.code,
      icb_code: organisations.board.code,
      from_date: '2022-07-01',
      until_date: null,
      basis: 'headquarters',
    })
    .execute();
}

export async function hillOf({ database, assessments }: World): Promise<Survey> {
  return found(await findSurvey(database, assessments.hill));
}

/** The fingerprint of a position as a page would show it now. */
async function fingerprintOfSurvey(database: Database, survey: Survey): Promise<string> {
  return fingerprintOf(freeze(await loadPosition(database, survey, today), today));
}

export async function fingerprintNow(world: World): Promise<string> {
  return fingerprintOfSurvey(world.database, await hillOf(world));
}

/** One person asks, and another signs what there is. */
export async function sign(
  database: Database,
  survey: Survey,
  { asks, signs, share }: { asks: string; signs: string; share: boolean },
): Promise<void> {
  await askForSignOff(database, clock, survey, asks);
  const fingerprint = await fingerprintOfSurvey(database, survey);
  await signPosition(database, clock, survey, { fingerprint, share }, signs);
}

export async function signHill(world: World, share = false): Promise<void> {
  const { lena, sam } = people;
  await sign(world.database, await hillOf(world), { asks: lena, signs: sam, share });
}

export async function appoint(
  { database }: Pick<World, 'database'>,
  personId: string,
  role: 'assessment-lead' | 'signatory' | 'icb-analyst',
  where: Where = 'hill',
): Promise<void> {
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: personId,
      role,
      organisation_code: organisations[where].code,
      assessment_id: null,
      appointed_at: today.toISOString(),
    })
    .execute();
}

/** Presses the button with which Lena asks for Hill's position to be signed off. */
export function ask(world: Staged, status = 303) {
  const address = `/positions/${world.assessments.hill}/sign-off-requests`;
  return pressed(world.browsers.lena, address, status);
}

/** Every table in which signing leaves anything. */
export const signingTables = ['sign_off_request', 'sign_off', 'audit', 'message'] as const;

/** Delivers what is due; gives back the mails that are new since it was last asked. */
export function newMailsOf(world: Staged) {
  let seen = 0;
  return async () => {
    await world.service.deliverMail();
    const fresh = world.service.mail.sent.slice(seen);
    seen += fresh.length;
    return fresh.map(({ to, subject, text }) => ({ to, subject, text }));
  };
}
