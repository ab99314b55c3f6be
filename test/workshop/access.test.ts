import { beforeAll, expect, test } from '@jest/globals';
import { currentAgreements } from '../../src/position/agreement-store.ts';
import { listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newId, newRandomId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { insertAction } from '../plan/planning.ts';
import { agreeDimension, appoint, ask, signHill } from '../position/signing.ts';
import { organisations, people, stage, type Where } from '../support/cast.ts';
import { dump, send, tokenOf } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { action, forms, type Named, pages } from './addresses.ts';
import { seat } from './presenting.ts';

const world = stage();

const written = [
  'workshop',
  'agenda_item',
  'participant',
  'round',
  'ballot',
  'agreement',
  'sign_off',
  'sign_off_request',
  'action',
  'audit',
  'message',
] as const;

let hill: Named;
let dale: Named;

async function roomOf(where: Where, code: string) {
  const { database, assessments } = world;
  const workshop = await insertWorkshop(database, assessments[where], { code, step: 'A1' });
  const [participant] = await seat(world, workshop, 6);
  const round = newRandomId();
  const opened = { item: 'A1', number: 1, opened_at: today.toISOString() };
  await database
    .insertInto('round')
    .values({ id: round, workshop_id: workshop, ...opened })
    .execute();
  const assessment = assessments[where];
  return { assessment, workshop, round, participant: found(participant) };
}

async function facilitate(person: string, where: Where, ended = false): Promise<void> {
  const at = today.toISOString();
  await world.database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: person,
      role: 'facilitator',
      organisation_code: null,
      assessment_id: world.assessments[where],
      appointed_at: at,
      ended_at: ended ? at : null,
    })
    .execute();
}

beforeAll(async () => {
  const { database, assessments } = world;
  await closeHill(world);
  await answerAs(database, assessments.dale, crowd(12, 3));
  await closeSurvey(database, () => today, assessments.dale, people.leo);
  await agreeDimension(world, 'A', 3);
  await signHill(world);
  const [signOff] = await listSignOffs(database, assessments.hill);
  const mine = await insertAction(world, { title: 'Keep this' });
  const theirs = await insertAction(world, { assessment_id: assessments.dale });
  hill = { ...(await roomOf('hill', 'ACDEFH')), signOff: found(signOff).id, action: mine };
  dale = { ...(await roomOf('dale', 'ACDEFJ')), signOff: newId(), action: theirs };
  // At Dale everybody is something; at Hill they are not, or no longer.
  await facilitate(people.charlie, 'dale');
  await appoint(world, people.dora, 'signatory', 'dale');
  await facilitate(people.bob, 'hill', true);
});

async function expectNothing(browser: Agent, of: Named, statuses: readonly number[]) {
  const before = await dump(world.database, written);
  for (const page of pages(of)) {
    const { status, text } = await browser.get(page);
    expect([page, statuses.includes(status)]).toEqual([page, true]);
    expect(text).not.toContain(organisations.hill.name);
  }
  const _csrf = await tokenOf(browser).catch(() => '');
  for (const [path, fields] of forms(of)) {
    const { status } = await send(browser, path, { ...fields, ...(_csrf ? { _csrf } : {}) });
    expect([path, statuses.includes(status)]).toEqual([path, true]);
  }
  expect(await dump(world.database, written)).toBe(before);
}

test('who is nothing to an assessment reaches no page and no form of its position, plan and workshops', async () => {
  for (const name of ['alice', 'bob', 'charlie', 'dora', 'leo', 'nora'] as const)
    await expectNothing(world.browsers[name], hill, [403, 404]);
});

test('a visitor is asked to sign in, and changes nothing', async () => {
  const browser = world.service.visitor();
  const before = await dump(world.database, written);
  for (const page of pages(hill)) {
    const { headers } = await browser.get(page).expect(303);
    expect(headers.location).toMatch(/^\/sign-in/);
  }
  for (const [path, fields] of forms(hill)) {
    const { status } = await send(browser, path, fields);
    expect([path, [303, 401, 403].includes(status)]).toEqual([path, true]);
  }
  expect(await dump(world.database, written)).toBe(before);
});

test('who leads an assessment with a survey, or signs for it, runs none of its workshops', async () => {
  const isOfRoom = (path: string) => path.startsWith('/workshops/') && !path.includes('/report');
  const before = await dump(world.database, written);
  for (const [name, status] of [
    ['lena', 404],
    ['sam', 403],
  ] as const) {
    const browser = world.browsers[name];
    for (const page of pages(hill).filter(isOfRoom))
      expect([page, (await browser.get(page)).status]).toEqual([page, status]);
    const _csrf = await tokenOf(browser);
    for (const [path, fields] of forms(hill).filter(([path]) => isOfRoom(path)))
      expect([path, (await send(browser, path, { ...fields, _csrf })).status]).toEqual([
        path,
        status,
      ]);
  }
  expect(await dump(world.database, written)).toBe(before);
});

test('no part of another workshop, position or plan is reached through one’s own', async () => {
  const mixed = { ...hill, assessment: dale.assessment, workshop: dale.workshop };
  const parts = new RegExp([hill.participant, hill.round, hill.signOff, hill.action].join('|'));
  const before = await dump(world.database, written);
  for (const name of ['charlie', 'dora', 'leo'] as const) {
    const browser = world.browsers[name];
    const _csrf = await tokenOf(browser);
    for (const page of pages(mixed).filter((path) => parts.test(path)))
      expect([403, 404]).toContain((await browser.get(page)).status);
    for (const [path, fields] of forms(mixed))
      if (parts.test(path + JSON.stringify(fields)))
        // Dale has no board to share with, which is said before anything is looked up.
        expect([403, 404, path.endsWith('/sharing') ? 422 : 404]).toContain(
          (await send(browser, path, { ...fields, _csrf })).status,
        );
  }
  expect(await dump(world.database, written)).toBe(before);
});

test('an id that somebody else’s action has adds another one', async () => {
  const { leo } = world.browsers;
  const _csrf = await tokenOf(leo);
  const taken = { ...action, 'action-id': hill.action, _csrf };
  const stored = () => dump(world.database, ['action']);
  await send(leo, `/plans/${dale.assessment}/actions`, taken).expect(303);
  expect(await stored()).toContain('Keep this');
  expect((await leo.get(`/plans/${dale.assessment}`).expect(200)).text).toContain('Taken over');
});

test('a device’s cookie of one workshop is a stranger in another', async () => {
  const device = world.service.visitor();
  await device.get('/vote/ACDEFH').expect(200);
  await send(device, '/vote/ACDEFH/participation', { family: 'clinical' }).expect(303);
  expect((await device.get('/vote/ACDEFH').expect(200)).text).toContain('You are device');
  expect((await device.get('/vote/ACDEFJ').expect(200)).text).not.toContain('You are device');
  await device.get('/vote/ACDEFJ/changes').expect(404);
  const before = await dump(world.database, ['ballot', 'participant', 'round']);
  const vote = { round: hill.round, choice: '3' };
  await send(device, '/vote/ACDEFJ/votes', vote).expect(303);
  expect(await dump(world.database, ['ballot', 'participant', 'round'])).toBe(before);
});

test('nothing was agreed or asked for by any of this', async () => {
  const { questions, owners } = await currentAgreements(world.database, world.assessments.dale);
  expect([questions.size, owners.size]).toEqual([0, 0]);
  await ask(world, 409);
});
