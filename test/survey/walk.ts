import { type Place, pathOf } from '../../src/assessment/place.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { Database } from '../../src/shared/database.ts';
import { invitationsOf, linkTo, pageOf, press, sendList } from '../invitations/inviting.ts';
import { buildWorld, people, type Staged } from '../support/cast.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { send, tokenOf } from '../support/pages.ts';
import { type Agent, type Service, startService } from '../support/service.ts';

export const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const questions = questionsOf(questionnaire).map(({ code }) => code);
const capabilities = questionnaire.ownership.capabilities.map(({ code }) => code);

/** What is true of one invited person, as simply as it can be said. */
export interface Invitee {
  accepted: boolean;
  withdrawn: boolean;
  submitted: boolean;
  role: string | null;
  readonly answers: Map<string, string>;
}

/** What is true of the survey: all that the walk believes. */
export interface Model {
  readonly invitees: Map<string, Invitee>;
  closed: boolean;
}

/** The service that is walked, by the browsers of the lead and of each invited person. */
export interface Walked {
  readonly database: Database;
  readonly service: Service;
  readonly world: Staged;
  readonly base: string;
  readonly browsers: Map<string, Agent>;
  stop(): Promise<void>;
}

export async function begin(): Promise<Walked> {
  const { database, remove } = await sqliteDatabase();
  const world = await buildWorld(database);
  const service = startService(database, Object.values(people));
  const lena = await service.as(people.lena);
  return {
    database,
    service,
    world: { ...world, service, browsers: { lena } as Staged['browsers'] },
    base: pathOf({ assessmentId: world.assessments.hill } as Place),
    browsers: new Map(),
    stop: async () => {
      service.server.close();
      await remove();
    },
  };
}

/** What is said no to, and why, goes by its status. */
type Status = number;

export async function invite({ world, service }: Walked, address: string): Promise<Status> {
  const { status } = await sendList(world.browsers.lena, invitationsOf(world), address);
  await service.deliverMail();
  return status;
}

export async function accept(walked: Walked, address: string): Promise<Status> {
  const browser = walked.service.visitor();
  const link = linkTo(walked.service, address);
  const { status, headers } = await send(browser, link, { address, name: 'Somebody' });
  // Who was here before goes on in the browser they have: the link signs only new people in.
  if (status === 303 && headers.location !== '/sign-in/sent') walked.browsers.set(address, browser);
  return status;
}

export async function withdraw({ world }: Walked, address: string): Promise<Status> {
  const { lena } = world.browsers;
  const page = await pageOf(lena, invitationsOf(world), address);
  return (await press(lena, `${page}/withdrawal`)).status;
}

export async function chooseRole(walked: Walked, address: string, role: string): Promise<Status> {
  const { base, browsers } = walked;
  return (await press(browsers.get(address) as Agent, `${base}/role`, { role })).status;
}

/** Answers one question, on the version that is stored now. */
export async function answer(
  walked: Walked,
  address: string,
  item: string,
  level: string,
): Promise<Status> {
  const browser = walked.browsers.get(address) as Agent;
  const fields = await fieldsFor(walked, address, [[item, level]]);
  return (await send(browser, `${walked.base}/questions/${item}`, fields)).status;
}

/** Answers everything, a dimension at a time. */
export async function answerAll(
  walked: Walked,
  address: string,
  level: string,
): Promise<readonly Status[]> {
  const browser = walked.browsers.get(address) as Agent;
  const statuses: Status[] = [];
  for (const dimension of questionnaire.dimensions) {
    const levels = dimension.questions.map(({ code }) => [code, level] as const);
    const fields = await fieldsFor(walked, address, levels);
    const sent = await send(browser, `${walked.base}/dimensions/${dimension.code}`, fields);
    statuses.push(sent.status);
  }
  const owners = capabilities.map((code) => [code, 'nobody'] as const);
  const fields = await fieldsFor(walked, address, owners);
  statuses.push((await send(browser, `${walked.base}/ownership`, fields)).status);
  return statuses;
}

export async function submit({ base, browsers }: Walked, address: string): Promise<Status> {
  return (await press(browsers.get(address) as Agent, `${base}/submission`)).status;
}

export async function close({ world }: Walked): Promise<Status> {
  const survey = `/surveys/${world.assessments.hill}/closure`;
  return (await press(world.browsers.lena, survey)).status;
}

export function isComplete({ answers, role }: Invitee): boolean {
  return role !== null && [...questions, ...capabilities].every((code) => answers.has(code));
}

/** Everything as the model would say it, read from the database. */
export async function stored({ database, world }: Walked): Promise<unknown> {
  const assessment = world.assessments.hill;
  const invitations = await database
    .selectFrom('invitation')
    .leftJoin('respondent', (join) =>
      join
        .onRef('respondent.person_id', '=', 'invitation.person_id')
        .onRef('respondent.assessment_id', '=', 'invitation.assessment_id'),
    )
    .select(['email', 'accepted_at', 'invitation.withdrawn_at', 'respondent.id'])
    .select(['respondent.role', 'respondent.submitted_at'])
    .where('invitation.assessment_id', '=', assessment)
    .orderBy('email')
    .execute();
  const answers = await database.selectFrom('answer').selectAll().orderBy('item').execute();
  const survey = await database
    .selectFrom('assessment')
    .select('closed_at')
    .where('id', '=', assessment)
    .executeTakeFirstOrThrow();
  return {
    closed: survey.closed_at !== null,
    invitees: invitations.map((row) => ({
      address: row.email,
      accepted: row.accepted_at !== null,
      withdrawn: row.withdrawn_at !== null,
      submitted: row.submitted_at !== null,
      role: row.role,
      answers: answers
        .filter(({ respondent_id }) => respondent_id === row.id)
        .map(({ item, answer }) => `${item} ${answer}`),
    })),
  };
}

/** The same of the model. */
export function believed({ closed, invitees }: Model): unknown {
  return {
    closed,
    invitees: [...invitees].sort().map(([address, { answers, ...invitee }]) => ({
      address,
      ...invitee,
      answers: [...answers].map(([item, level]) => `${item} ${level}`).sort(),
    })),
  };
}

async function fieldsFor(
  { database, browsers }: Walked,
  address: string,
  answers: readonly (readonly [item: string, answer: string])[],
): Promise<Record<string, string>> {
  const versions = await database
    .selectFrom('answer')
    .innerJoin('respondent', 'respondent.id', 'answer.respondent_id')
    .innerJoin('person', 'person.id', 'respondent.person_id')
    .select(['answer.item', 'answer.version'])
    .where('person.email', '=', address)
    .execute();
  const versionOf = new Map(versions.map(({ item, version }) => [item, version]));
  return {
    _csrf: await tokenOf(browsers.get(address) as Agent),
    saveId: crypto.randomUUID(),
    afterwards: 'next',
    ...Object.fromEntries(
      answers.flatMap(([item, level]) => [
        [`${item}-answer`, level],
        [`${item}-version`, String(versionOf.get(item) ?? 0)],
      ]),
    ),
  };
}
