import { expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { dump, heading, mainText, plainText } from '../support/pages.ts';
import { invitationsOf, invitingTables, pageOf, press, sendList } from './inviting.ts';

const world = stage();
const base = () => invitationsOf(world);
const lena = () => world.browsers.lena;
const address = (at: number) => `p${at}@hill.example`;
const list = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => address(from + at)).join('\n');

async function withdraw(at: number) {
  return press(lena(), `${await pageOf(lena(), base(), address(at))}/withdrawal`);
}

test('a lead who has invited few may withdraw anybody: nothing of them is ever shown', async () => {
  await sendList(lena(), base(), list(0, 3)).then(({ status }) => expect(status).toBe(303));
  expect((await withdraw(0)).status).toBe(303);
});

test('six stay invited, so that no number is about whoever is left', async () => {
  await sendList(lena(), base(), list(3, 9)).then(({ status }) => expect(status).toBe(303));
  expect((await withdraw(1)).status).toBe(303);
  expect((await withdraw(2)).status).toBe(303);
  const before = await dump(world.database, invitingTables);
  const refused = await withdraw(3);
  expect(refused.status).toBe(409);
  expect(plainText(refused.text)).toContain('Six people have to stay invited');
  expect(heading(refused.text)).not.toContain('problem with the service');
  expect(await dump(world.database, invitingTables)).toBe(before);

  await sendList(lena(), base(), 'late@hill.example').then(({ status }) =>
    expect(status).toBe(303),
  );
  expect((await withdraw(3)).status).toBe(303);
  expect(mainText((await lena().get(base())).text)).toContain('late@hill.example');
});
