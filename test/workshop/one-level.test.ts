import { beforeAll, expect, test } from '@jest/globals';
import { people, stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { type Presenter, presenterOf } from './presenting.ts';
import { agree, statements } from './reported.ts';
import { join, pageOf } from './rooms.ts';

const world = stage();
const states = ['A1-2', 'A1-3', 'A1-4'].map((code) => [code, 'met'] as const);
const level = '3 Adopted (claimed: 4 Embedded)';
let workshop: string;
let fay: Presenter;

beforeAll(async () => {
  await closeHill(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step: 'A1' });
  fay = presenterOf(world.browsers.fay, workshop);
  const content = statements(Object.fromEntries(states));
  await agree(world, 'A1', { content, workshopId: workshop });
});

test('a level that is claimed without evidence reads the same wherever it stands', async () => {
  const position = `/positions/${world.assessments.hill}`;
  const pages = [`${fay.base}/presenter`, `${fay.base}/report`, position];
  for (const address of pages)
    expect(mainText((await world.browsers.fay.get(address).expect(200)).text)).toContain(level);
  expect((await world.browsers.fay.get(`${fay.base}/report.csv`)).text).toContain(level);
});

test('it reads the same on the devices in the room', async () => {
  const { service, database } = world;
  const hall = { service, database, id: workshop, code: 'ACDEFH', address: '/vote/ACDEFH' };
  const all = { ...hall, facilitator: world.browsers.fay, token: '' };
  const device = await join(all);
  expect(mainText(await pageOf(all, device))).toContain(`Agreed: ${level}`);
});

test('it reads the same before it is saved, and on the page to be signed', async () => {
  const asked = Object.fromEntries(states.map(([code, state]) => [`${code}-state`, state]));
  const answer = await fay.press('/agreements/A1', { ...asked, act: 'work-out' });
  expect(mainText(answer.text)).toContain(`It would be: ${level}`);
  const { hill } = world.assessments;
  await world.database
    .insertInto('sign_off_request')
    .values({ id: hill, assessment_id: hill, asked_at: '2026-11-22', asked_by: people.lena })
    .execute();
  const { text } = await world.browsers.sam.get(`/positions/${hill}/sign-off`).expect(200);
  expect(mainText(text)).toContain(level);
});
