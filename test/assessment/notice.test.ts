import { expect, test } from '@jest/globals';
import { baseOf, stage } from '../support/cast.ts';
import { mainText, tableRows } from '../support/pages.ts';

const world = stage();

test('the notice names everybody who sees anything that comes of the answers', async () => {
  const { text } = await world.browsers.alice.get(`${baseOf(world)}/notice`).expect(200);
  expect(tableRows(text).map(([who]) => who)).toEqual([
    'Who',
    'You',
    'Your assessment lead',
    'A workshop facilitator',
    'Everybody in a workshop of your organisation',
    'Whoever signs off what your organisation agrees',
    'Other organisations',
    'Your ICB',
    'NHS England and the public',
  ]);
  expect(mainText(text)).toContain('may meet in a workshop. It begins with the questions on which');
});
