import { beforeAll, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/assessment/erase-person.ts';
import { listSignOffs } from '../../src/position/sign-off/sign-off-store.ts';
import { found } from '../../src/shared/problems.ts';
import { moveOn } from '../../src/workshop/presenter/move-on.ts';
import { filledIn } from '../plan/planning.ts';
import { type Name, people, stage } from '../support/cast.ts';
import { dump, mainText, send, tokenOf } from '../support/pages.ts';
import { type Agent, today } from '../support/service.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { presenterOf } from '../workshop/presenting.ts';
import { agree, metUpTo, positionOf } from './positions.ts';
import { appoint, ask, clock } from './signing.ts';

const world = stage();
const gone = ['lena', 'fay', 'sam'] as const;
const stored = new RegExp(`"(${gone.join('|')})["@]`);
let workshop: string;
let reader: Agent;
let before: string;

async function signOff(): Promise<string> {
  const address = positionOf(world, '/sign-off');
  const { text } = await world.browsers.sam.get(address).expect(200);
  const fingerprint = text.match(/name="fingerprint" value="([^"]*)"/)?.[1] ?? '';
  const _csrf = await tokenOf(world.browsers.sam);
  await send(world.browsers.sam, address, { _csrf, fingerprint }).expect(303);
  return found((await listSignOffs(world.database, world.assessments.hill))[0]).id;
}

// Everybody does what they can do, and is erased then.
beforeAll(async () => {
  const { database, assessments, browsers, service } = world;
  await closeHill(world);
  workshop = await insertWorkshop(database, assessments.hill);
  await moveOn(database, clock, { id: workshop }, { step: 'A1', from: null });
  const fay = presenterOf(browsers.fay, workshop);
  const how = { method: 'unanimous', present: '8', dissenting: '', act: 'save' };
  await fay.press('/agreements/A1', { ...how, 'A1-2-state': 'met' });
  const { 'action-item': _, ...added } = filledIn;
  await send(browsers.fay, `${fay.base}/actions`, {
    ...added,
    _csrf: await tokenOf(browsers.fay),
  }).expect(303);
  await send(browsers.fay, `${fay.base}/end`, { _csrf: await tokenOf(browsers.fay) }).expect(303);
  await agree(world, 'A2', metUpTo('A2', 2));
  await ask(world);
  const of = await signOff();
  const _csrf = await tokenOf(browsers.sam);
  const reopening = { _csrf, of, 'reason-note': 'Something was forgotten' };
  await send(browsers.sam, positionOf(world, '/reopening'), reopening).expect(303);
  await ask(world);
  await signOff();
  await service.deliverMail();
  before = await rows();
  for (const name of gone) await erasePerson(database, () => today, people[name as Name]);
  await appoint(world, people.nora, 'assessment-lead');
  await appoint(world, people.nora, 'signatory');
  reader = browsers.nora;
});

test('no page of a position, a workshop or a plan names somebody who was erased', async () => {
  const names = new RegExp(`\\b(${gone.join('|')})\\b`);
  const signOffs = await listSignOffs(world.database, world.assessments.hill);
  const pages = [
    positionOf(world),
    positionOf(world, '/questions/A1/history'),
    positionOf(world, '/questions/A2/history'),
    positionOf(world, '/sign-offs'),
    positionOf(world, '/reopening'),
    ...signOffs.map(({ id }) => positionOf(world, `/sign-offs/${id}`)),
    `/plans/${world.assessments.hill}`,
    `/workshops/${workshop}/report`,
    `/workshops/${workshop}/report.csv`,
    `/surveys/${world.assessments.hill}/history`,
    `/surveys/${world.assessments.hill}/workshops`,
  ];
  for (const page of pages) {
    const { text } = await reader.get(page).expect(200);
    expect([page, text.match(names)?.[0]]).toEqual([page, undefined]);
  }
  const history = await reader.get(positionOf(world, '/questions/A1/history')).expect(200);
  expect(mainText(history.text)).toContain('Recorded by somebody who has been erased since.');
});

test('nothing that is stored of them names them', async () => {
  expect(before).toMatch(stored);
  expect(await rows()).not.toMatch(stored);
});

function rows(): Promise<string> {
  return dump(world.database, [
    'agreement',
    'sign_off',
    'sign_off_request',
    'action',
    'workshop',
    'participant',
    'agenda_item',
    'audit',
    'message',
    'person',
  ]);
}
