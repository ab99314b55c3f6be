import { beforeEach, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { baseOf, stage } from '../support/cast.ts';
import { type Fields, fieldsOf, open, refused, send } from '../support/pages.ts';

const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;

/** What the script on the page sends while somebody fills in the form. */
async function autosave(address: string, fields: Fields, form?: Fields) {
  return send(world.browsers.alice, address, {
    ...(form ?? (await open(world.browsers.alice, address))),
    ...fields,
    afterwards: 'stay',
    saveId: newId(),
  }).set('Accept', 'application/json');
}

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
});

test('a script gets the time and the versions to go on with', async () => {
  world.service.setTime('2026-11-22T14:05:00Z');
  const first = await autosave(question(), { 'A1-note': 'Half a sent' });
  expect([first.status, first.body]).toEqual([
    200,
    { message: 'Saved at 14:05', versions: { A1: 1 } },
  ]);
  const second = await autosave(question(), { 'A1-note': 'Half a sentence', 'A1-answer': '4' });
  expect(second.body).toEqual({ message: 'Saved at 14:05', versions: { A1: 2 } });
  const third = await autosave(`${baseOf(world)}/dimensions/A`, { 'A2-answer': '1' });
  expect(third.body.versions).toEqual({ A1: 3, A2: 1 });
  expect(fieldsOf((await world.browsers.alice.get(question())).text)).toMatchObject({
    'A1-answer': '4',
    'A1-note': 'Half a sentence',
  });
});

test('the ownership map saves itself too, though most of it is empty', async () => {
  const { status, body } = await autosave(`${baseOf(world)}/ownership`, { 'M02-answer': 'nobody' });
  expect([status, body.versions]).toEqual([200, { M02: 1 }]);
});

test('what cannot be saved is answered in JSON', async () => {
  const { body, headers } = await refused(world, 422, () =>
    autosave(question(), { 'A1-answer': '7' }),
  );
  expect(body).toEqual({ message: 'Choose one of the answers on this page' });
  expect(headers['content-type']).toMatch('application/json');
});

test('a conflict is answered in JSON, and nothing is changed', async () => {
  const old = await open(world.browsers.alice, question());
  await autosave(question(), { 'A1-answer': '2' });
  const { body } = await refused(world, 409, () => autosave(question(), { 'A1-answer': '3' }, old));
  expect(body.message).toMatch('changed in another window');
  expect(body.versions).toBeUndefined();
});

test('problems of every kind are JSON for a script', async () => {
  const { alice } = world.browsers;
  const form = await open(alice, question());
  const send = (address: string, fields: Fields) => () => autosave(address, fields, form);
  const asked: [number, () => ReturnType<typeof autosave>][] = [
    [404, send(`${baseOf(world)}/questions/Z9`, {})],
    [403, send(question(), { _csrf: 'wrong' })],
    [413, send(question(), { 'A1-note': 'x'.repeat(3_000_000) })],
  ];
  for (const [status, act] of asked) {
    const { body } = await refused(world, status, act);
    expect(Object.keys(body)).toEqual(['message']);
  }
});
