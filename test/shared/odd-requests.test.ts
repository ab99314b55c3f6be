import { describe, expect, test } from '@jest/globals';
import { baseOf, stage } from '../support/cast.ts';
import { fill, heading, open, refused, send, tokenOf } from '../support/pages.ts';

const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;

describe('a request that cannot be read', () => {
  test('for an undecodable address gets a page', async () => {
    for (const browser of [world.browsers.alice, world.service.visitor()])
      for (const address of ['/assessments/%E0%A4%A', '/benchmarks/%', '/organisations/%ff'])
        expect(heading((await refused(world, 400, () => browser.get(address))).text)).toBe(
          'This address cannot be read',
        );
  });

  test('with an undecodable form is not a fault of ours', async () => {
    const form = new URLSearchParams(await open(world.browsers.alice, question())).toString();
    await refused(world, 422, () =>
      world.browsers.alice.post(question()).type('form').send(`${form}&A1-answer=%E0%A4%A`),
    );
  });

  test('in an unknown character set or encoding gets a page', async () => {
    for (const [header, value] of [
      ['Content-Type', 'application/x-www-form-urlencoded; charset=klingon'],
      ['Content-Encoding', 'zip'],
    ] as const)
      await refused(world, 400, () =>
        world.browsers.alice.post(question()).type('form').set(header, value).send('A1-answer=3'),
      );
  });

  test('with a broken compressed body gets a page', async () => {
    await refused(world, 400, () =>
      world.browsers.alice
        .post(question())
        .type('form')
        .set('Content-Encoding', 'gzip')
        .send('not gzip'),
    );
  });
});

describe('a request that is too large', () => {
  test('by 3 MB gets a page, signed in or not', async () => {
    const form = { 'A1-note': 'x'.repeat(3_000_000) };
    for (const browser of [world.browsers.alice, world.service.visitor()]) {
      const { text } = await refused(world, 413, () => send(browser, question(), form));
      expect(heading(text)).toBe('What you sent is too large');
      expect(text.length).toBeLessThan(20_000);
    }
  });

  test('by more than 200 fields gets a page', async () => {
    const fields = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, '1']));
    const { text } = await refused(world, 413, () =>
      send(world.browsers.alice, question(), fields),
    );
    expect(heading(text)).toBe('What you sent is too large');
  });
});

describe('an address that is not there', () => {
  test.each([
    '/nowhere',
    '/assessments/',
    '/.env',
    '/organisations/../../etc/passwd',
    '//evil',
    '/%00',
  ])('%p gets a page or the place it means', async (address) => {
    const response = await world.browsers.alice.get(address);
    expect([200, 400, 404]).toContain(response.status);
    expect(response.headers['content-type']).toMatch('text/html');
    expect(world.service.logged).toEqual([]);
  });

  test('is not found, as a page or as JSON', async () => {
    const visitor = world.service.visitor();
    const { text } = await refused(world, 404, () => visitor.get('/nowhere'));
    expect(heading(text)).toBe('Page not found');
    const { body } = await refused(world, 404, () =>
      visitor.get('/nowhere').set('Accept', 'application/json'),
    );
    expect(Object.keys(body)).toEqual(['message']);
  });

  test.each(['ZZZ', 'zzz', 'R', "RAA'--", '__proto__', 'RAA%00'])(
    'organisation %p is not found',
    async (code) => {
      await refused(world, 404, () => world.browsers.alice.get(`/organisations/${code}`));
      await refused(world, 404, () => world.browsers.alice.get(`/benchmarks/${code}`));
    },
  );

  test.each(['/questionnaire/2/trust', '/questionnaire/1/martian', '/questionnaire/__proto__/icb'])(
    '%p is not found',
    async (address) => {
      await refused(world, 404, () => world.service.visitor().get(address));
    },
  );
});

test('HEAD answers like GET, without the page', async () => {
  for (const page of ['/', '/assessments', question(), '/nowhere', `${baseOf(world)}/profile`]) {
    const get = await world.browsers.alice.get(page);
    const head = await world.browsers.alice.head(page);
    expect(head.status).toBe(get.status);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
    expect(head.text ?? '').toBe('');
  }
});

test('a fault of ours is a page with a reference and nothing of our insides, logged once', async () => {
  const { alice } = world.browsers;
  const form = { _csrf: await tokenOf(alice), 'A1-answer': '3', 'A1-note': 'Do not lose this' };
  const sent = { ...(await open(alice, question())), ...form };
  await world.database.schema.alterTable('answer').renameTo('answer_gone').execute();
  const response = await send(alice, question(), sent);
  await world.database.schema.alterTable('answer_gone').renameTo('answer').execute();
  expect(response.status).toBe(500);
  expect(response.text).not.toMatch(/no such table|node_modules|\.ts|SQLITE|\bat /);
  expect(response.text).toContain('Do not lose this</textarea>');
  const [line, ...more] = world.service.logged.splice(0);
  expect(more).toEqual([]);
  expect(line).not.toContain('Do not lose this');
  const { reference } = JSON.parse(line ?? '{}');
  expect(response.text).toContain(reference);
  expect((await fill(alice, question(), { 'A1-answer': '3' })).status).toBe(303);
});
