import { expect, test } from '@jest/globals';
import { continueRelease } from '../../src/benchmark/release/continue-release.ts';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { insertRequest } from '../../src/position/sign-off/request-store.ts';
import { listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { findSurvey } from '../../src/survey/store.ts';
import { openRound } from '../../src/workshop/room/open-round.ts';
import { closedCycle, manyTrusts, prepared, published } from '../benchmark/release/releasing.ts';
import { invitationsOf, invite, pageOf } from '../invitations/inviting.ts';
import { codeOf } from '../invitations/joining.ts';
import { giveAddresses, linkFor } from '../people/links.ts';
import { insertAction } from '../plan/planning.ts';
import { appoint, clock, sign, upTo } from '../position/signing.ts';
import {
  baseOf,
  buildWorld,
  type Name,
  organisations,
  people,
  placeOf,
  type Staged,
  save,
  type World,
} from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump, open, send, tokenOf } from '../support/pages.ts';
import { type Agent, startService, today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { insertWorkshop } from '../support/workshops.ts';

/** All but sessions, which know when they were last seen, and the audit of who reads results. */
const tables: readonly (keyof Schema)[] = [
  'organisation',
  'icb_membership',
  'succession',
  'person',
  'cycle',
  'assessment',
  'respondent',
  'answer',
  'kept_form',
  'survey_results',
  'survey_release',
  'survey_comment',
  'release',
  'release_contribution',
  'release_part',
  'peer_catalogue',
  'appointment',
  'invitation',
  'invitation_link',
  'sign_in_link',
  'join_code',
  'agreement',
  'sign_off_request',
  'sign_off',
  'workshop',
  'participant',
  'round',
  'ballot',
  'agenda_item',
  'action',
  'message',
];

/** What only a command writes, with no part in this test. */
const neverWritten = ['succession'];

/** Pages that nobody is shown. */
const refusedToAll = ['/nowhere', `/invitations/${'a'.repeat(43)}`];

onEachDatabase('reading', (database) => {
  test('any page, by GET or HEAD, changes nothing', async () => {
    const world = await buildWorld(database());
    await closeDale(world);
    const { service, browsers } = await stageOf(world);
    const staged = { ...world, service, browsers };
    await keepFormOf(staged);
    const pages = [
      ...publicPages,
      ...pagesOfRespondents(world),
      ...(await pagesOfLeads(staged)),
      ...(await pagesOfSignatories(world)),
      ...(await pagesOfWorkshops(world)),
      ...(await pagesOfRooms(staged)),
      ...(await pagesOfPlans(world)),
      ...(await pagesOfAnalysts(world)),
      ...(await pagesOfAdministrators(database())),
      ...(await linksSent(staged)),
      ...refusedToAll,
    ];
    const before = await dump(database(), tables);
    expect(tables.filter((table) => !before.includes(`${table} {`))).toEqual(neverWritten);

    for (const page of pages) {
      const statuses: number[] = [];
      for (const browser of [...Object.values(browsers), service.visitor()]) {
        const { status } = await browser.get(page);
        expect((await browser.head(page)).status).toBe(status);
        statuses.push(status);
      }
      expect([page, Math.min(...statuses) < 400]).toEqual([page, !refusedToAll.includes(page)]);
      expect([page, Math.max(...statuses) < 500]).toEqual([page, true]);
    }
    expect(service.logged).toEqual([]);
    expect(await dump(database(), tables)).toBe(before);
    service.server.close();
  }, 180_000);
});

const publicPages = [
  '/',
  '/sign-in',
  '/sign-in/sent',
  '/questionnaire',
  '/questionnaire/1/icb',
  '/questionnaire/1/trust/paper',
  '/method',
  '/privacy',
  '/cookies',
  '/accessibility',
  '/.well-known/security.txt',
  '/my-data/schema.json',
  '/my-data/erased',
  '/peer-groups',
  '/national-tables',
  '/national-tables/schema.json',
  '/organisations',
  '/organisations?q=nhs',
  '/organisations/RAA',
  '/health/live',
  `${assetsPath}/app.js`,
  '/outbox',
  '/join',
  '/join/sent',
  '/vote',
];

/** Closes the survey of Dale, with results to see and a comment. */
async function closeDale({ database, assessments }: World): Promise<void> {
  await answerAs(database, assessments.dale, crowd(9, 3));
  await database
    .updateTable('answer')
    .set({ note: 'Said to the facilitator', note_shared: 1 })
    .where('item', '=', 'A1')
    .execute();
  await closeSurvey(database, () => today, assessments.dale, null);
  await database.updateTable('assessment').set({ shared_at: today.toISOString() }).execute();
}

async function stageOf({ database }: World): Promise<Pick<Staged, 'service' | 'browsers'>> {
  await giveAddresses({ database });
  const service = startService(database, Object.values(people));
  const browsers = {} as Record<Name, Agent>;
  for (const name of ['lena', 'leo', 'fay', 'nora', 'alice', 'charlie'] as const)
    browsers[name] = await service.as(people[name]);
  return { service, browsers };
}

/** Has Alice answer something, and send something else when her session has ended. */
async function keepFormOf({ service, browsers, ...world }: Staged): Promise<void> {
  const place = await placeOf(world, 'alice', 'hill');
  await save(world.database, place.respondentId, [['A1', '3']]);
  const question = `${baseOf(world)}/questions/A2`;
  const form = await open(browsers.alice, question);
  service.setTime('2026-11-23T10:00:00Z');
  await send(browsers.alice, question, { ...form, 'A2-note': 'Too late' }).expect(401);
  service.setTime(today.toISOString());
}

function pagesOfRespondents(world: World): string[] {
  const assessment = baseOf(world);
  return [
    ...['', '/notice', '/role', '/answers', '/submission', '/profile', '/ownership', '/erasure'],
    ...['/questions/A1', '/questions/A1?change', '/questions/A2', '/questions/A2?saved'],
    ...['/dimensions/A', '/dimensions/A/answers'],
    '/questions/A1?A1-answer=5&saveId=x&_method=POST',
  ]
    .map((page) => assessment + page)
    .concat(
      ...['/my-data', '/my-data/export.json', '/my-data/erasure'],
      '/assessments',
      '/assessments?done=removed',
      '/sessions',
      '/sessions?done=ended',
      '/sessions/confirmed',
      `${baseOf(world, 'dale')}/answers`,
      ...['', '/print', '/benchmark.csv', '/benchmark.xlsx'].map(
        (page) => `/benchmarks/${organisations.hill.code}${page}`,
      ),
      `/benchmarks/${organisations.dale.code}`,
    );
}

async function pagesOfLeads(staged: Staged): Promise<string[]> {
  const { hill, dale } = staged.assessments;
  const invitations = invitationsOf(staged);
  await invite(staged, 'kim@hill.example');
  return [
    ...['', '?done=reminded', '/invitations', '/invitations/new', '/invitations/check'],
    ...['/join-codes', '/closing-date', '/closure', '/facilitator', '/history', '/results'],
  ]
    .map((page) => `/surveys/${hill}${page}`)
    .concat(
      ['', '/invitations', '/join-codes', '/history', '/results'].map(
        (page) => `/surveys/${dale}${page}`,
      ),
      ['', '?done=agreed', '/questions/A1', '/questions/A1/history', '/owners'].map(
        (page) => `/positions/${dale}${page}`,
      ),
      ['/questions/A1', '/questions/A1/history', '/owners'].map(
        (page) => `/positions/${dale}${page}`,
      ),
      `/positions/${hill}`,
      await pageOf(staged.browsers.lena, invitations, 'kim@hill.example'),
      `/organisations/${organisations.hill.code}/assessments/new`,
      `/organisations/${organisations.hill.code}/roles`,
    );
}

/** Has Charlie sign off for Dale, and Leo ask for more. */
async function pagesOfSignatories(world: World): Promise<string[]> {
  const { database, assessments } = world;
  const { leo, charlie } = people;
  await appoint(world, charlie, 'signatory', 'dale');
  await recordAgreements(database, clock, assessments.dale, [upTo('A1', 2)], leo);
  const dale = found(await findSurvey(database, assessments.dale));
  await sign(database, dale, { asks: leo, signs: charlie, share: false });
  const [signOff] = await listSignOffs(database, assessments.dale);
  // Nobody can ask while a sign-off stands: so all these pages have something to show.
  await insertRequest(database, assessments.dale, { at: today.toISOString(), by: leo });
  return [
    ...['', '?done=signed', '/sign-off', '/sign-offs', `/sign-offs/${signOff?.id}`],
    ...['/sharing', '/reopening'],
  ].map((page) => `/positions/${assessments.dale}${page}`);
}

/** Has Fay facilitate the closed survey of Dale too, and prepare a workshop. */
async function pagesOfWorkshops({ database, assessments }: World): Promise<string[]> {
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: people.fay,
      role: 'facilitator',
      organisation_code: null,
      assessment_id: assessments.dale,
      appointed_at: today.toISOString(),
    })
    .execute();
  const workshop = await insertWorkshop(database, assessments.dale, { opened: false });
  return [
    `/surveys/${assessments.dale}/workshops`,
    ...['', '/guide', '/cards'].map((page) => `/workshops/${workshop}${page}`),
  ];
}

/** Has Alice vote in an open workshop of Dale, to which anybody may come. */
async function pagesOfRooms({ database, assessments, browsers }: Staged): Promise<string[]> {
  const options = { code: 'RTWXY3', number: 3, step: 'A1' };
  const workshop = await insertWorkshop(database, assessments.dale, options);
  const form = { _csrf: await tokenOf(browsers.alice), family: 'digital' };
  await browsers.alice.get('/vote/RTWXY3').expect(200);
  await send(browsers.alice, '/vote/RTWXY3/participation', form).expect(303);
  await openRound(database, () => today, workshop, { item: 'A1', number: 1 });
  return ['/vote/RTWXY3', `/workshops/${workshop}/devices`];
}

/** Adds an action to the plan of Dale, and a workshop whose report can be read. */
async function pagesOfPlans(world: World): Promise<string[]> {
  const { dale } = world.assessments;
  const workshop = await insertWorkshop(world.database, dale, { code: 'REPRTS', number: 2 });
  const action = await insertAction(world, { assessment_id: dale, workshop_id: workshop });
  return [
    ...['', '?done=added', '/actions.csv', '/actions/new', `/actions/${action}`].map(
      (page) => `/plans/${dale}${page}`,
    ),
    `/workshops/${workshop}/presenter`,
    `/workshops/${workshop}/end`,
    `/workshops/${workshop}/report`,
    `/workshops/${workshop}/report.csv`,
  ];
}

/** Has Charlie compare the trusts of the board too. */
async function pagesOfAnalysts(world: World): Promise<string[]> {
  await appoint(world, people.charlie, 'icb-analyst', 'board');
  return ['/icbs/QAA', '/icbs/QAA/scores.csv'];
}

async function pagesOfAdministrators(database: Database): Promise<string[]> {
  const appointments = await database.selectFrom('appointment').selectAll().execute();
  const idOf = (name: Name) => appointments.find((each) => each.person_id === people[name])?.id;
  return [
    '/administration',
    '/administration/audit',
    '/administration/audit.csv',
    '/cycles/new',
    ...(await pagesOfReleases(database)),
    '/organisations/RAA/appointments',
    `/organisations/RAA/appointments/${idOf('sam')}/end`,
    `/administration/appointments/${idOf('nora')}/end`,
  ];
}

/** Publishes the release of one cycle, and has that of another computed and of a third begun. */
async function pagesOfReleases(database: Database): Promise<string[]> {
  const trusts = manyTrusts(6);
  const isPublished = await closedCycle(database, trusts);
  await published(database, isPublished);
  const isComplete = await closedCycle(database, trusts);
  await continueRelease(database, (await prepared(database, isComplete)).id);
  const isBegun = await closedCycle(database, trusts);
  await prepared(database, isBegun);
  return [
    ...['/release-date', '/releases', '/releases/1'].map((page) => `/cycles/${isPublished}${page}`),
    ...['', '/publication', '/discarding'].map((page) => `/cycles/${isComplete}/releases/1${page}`),
    `/cycles/${isBegun}/releases/1`,
    `/cycles/${isBegun}/release-date`,
  ];
}

/** What people open who have an invitation, a link to sign in or a code. */
async function linksSent(staged: Staged): Promise<string[]> {
  const { browsers, service } = staged;
  return [
    await invite(staged, 'sasha@hill.example'),
    await linkFor(service),
    `/join/${await codeOf(browsers.lena, `/surveys/${staged.assessments.hill}/join-codes`)}`,
  ];
}
