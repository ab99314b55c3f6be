import { beforeAll, describe, expect, test } from '@jest/globals';
import { baseOf, people, stage } from '../support/cast.ts';
import { fill, mainText, open, refused, send, textarea, tokenOf } from '../support/pages.ts';

const world = stage();
let address: string;
const typed = { 'A1-answer': '3', 'A1-note': 'What I typed' };

beforeAll(() => {
  address = `${baseOf(world)}/questions/A1`;
});

describe('a form that did not come from a page of this service', () => {
  test.each([
    ['no token', () => ''],
    ['a wrong token', () => 'f'.repeat(64)],
    ['the token of somebody else', () => tokenOf(world.browsers.bob)],
  ])('with %s is refused, with the note kept', async (_what, token) => {
    const form = await open(world.browsers.alice, address);
    const _csrf = await token();
    const { text } = await refused(world, 403, () =>
      send(world.browsers.alice, address, { ...form, ...typed, _csrf }),
    );
    expect(mainText(text)).toContain('The form you sent was out of date, so nothing was saved.');
    expect(textarea(text, 'kept')).toBe('What I typed');
  });

  test('with the token twice is refused', async () => {
    const form = await open(world.browsers.alice, address);
    await refused(world, 403, () =>
      send(world.browsers.alice, address, { ...form, ...typed, _csrf: [form._csrf ?? '', 'x'] }),
    );
  });

  test.each([
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Sec-Fetch-Site', 'something new'],
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
  ])('with %s: %s is refused though the token is right', async (header, value) => {
    const form = { ...(await open(world.browsers.alice, address)), ...typed };
    const { text } = await refused(world, 403, () =>
      send(world.browsers.alice, address, form).set(header, value),
    );
    expect(textarea(text, 'kept')).toBe('What I typed');
  });

  test('cannot sign anybody in either', async () => {
    const response = await refused(world, 403, () =>
      send(world.service.visitor(), '/sessions', { person: people.alice }).set(
        'Sec-Fetch-Site',
        'cross-site',
      ),
    );
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  test('as JSON, as plain text or in several parts is refused', async () => {
    const form = { ...(await open(world.browsers.alice, address)), ...typed };
    for (const type of ['application/json', 'text/plain'])
      await refused(world, 403, () =>
        world.browsers.alice.post(address).set('Content-Type', type).send(JSON.stringify(form)),
      );
    await refused(world, 403, () => world.browsers.alice.post(address).field('A1-answer', '3'));
  });
});

test.each([
  ['Sec-Fetch-Site', 'same-origin'],
  ['Sec-Fetch-Site', 'none'],
  ['Origin', 'http://127.0.0.1:3000'],
])('a form of our own with %s: %s is taken', async (header, value) => {
  const form = { ...(await open(world.browsers.alice, address)), ...typed };
  await send(world.browsers.alice, address, form).set(header, value).expect(303);
});

test('a page may be linked to from anywhere', async () => {
  await world.browsers.alice.get(address).set('Sec-Fetch-Site', 'cross-site').expect(200);
  expect((await fill(world.browsers.alice, address, typed)).status).toBe(303);
});

test.each(['put', 'patch', 'delete'] as const)('%s changes nothing', async (method) => {
  const _csrf = await tokenOf(world.browsers.alice);
  await refused(world, 404, () =>
    world.browsers.alice[method](address)
      .type('form')
      .send({ ...typed, _csrf }),
  );
});
