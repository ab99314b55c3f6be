import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { closeHill, insertWorkshop } from '../support/workshops.ts';
import { emptyRooms, type Presenter, presenterOf, seat } from './presenting.ts';

const world = stage();
let workshop: string;
let fay: Presenter;

beforeAll(() => closeHill(world));
beforeEach(async () => {
  await emptyRooms(world);
  workshop = await insertWorkshop(world.database, world.assessments.hill, { step: 'A1' });
  fay = presenterOf(world.browsers.fay, workshop);
});

test('the presenter’s page goes on to what is not done where its question was taken off the agenda', async () => {
  const how = { method: 'unanimous', present: '8', act: 'save' };
  await fay.press('/agreements/A1', { 'A1-2-state': 'met', ...how });
  await world.database
    .updateTable('workshop')
    .set({ step: 'A2' })
    .where('id', '=', workshop)
    .execute();
  expect(mainText(await fay.page())).toContain('Next: B1');
  await world.database.deleteFrom('agenda_item').where('item', '=', 'A2').execute();
  expect(mainText(await fay.page())).toContain('Next: B1');
});

test('without scripts the presenter’s page reloads while people vote, unless somebody wants to type', async () => {
  await seat(world, workshop, 2);
  await fay.press('/rounds');
  expect(await fay.page()).toContain('http-equiv="refresh" content="5"');
  expect(await fay.page()).toContain(`href="${fay.base}/presenter?stay=yes"`);
  const { text } = await world.browsers.fay.get(`${fay.base}/presenter?stay=yes`).expect(200);
  expect(text).not.toContain('http-equiv="refresh"');
  expect(text).toContain('Reload by itself again');
});
