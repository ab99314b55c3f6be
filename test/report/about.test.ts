import { describe, expect, test } from '@jest/globals';
import { lastsInWords, retentions } from '../../src/report/retention.ts';
import { type Staged, stage } from '../support/cast.ts';
import { mainText, tableRows } from '../support/pages.ts';
import { startService, today } from '../support/service.ts';

const world = stage();
const read = async (page: string, { service }: Pick<Staged, 'service'> = world) =>
  (await service.visitor().get(page).expect(200)).text;

describe('the pages of promises', () => {
  test('are linked from the foot of every page, errors included', async () => {
    const missing = await world.service.visitor().get('/nowhere').expect(404);
    for (const html of [await read('/'), missing.text]) {
      const foot = html.match(/<footer[\s\S]*<\/footer>/)?.[0];
      for (const page of ['/privacy', '/cookies', '/accessibility'])
        expect(foot).toContain(`href="${page}"`);
    }
  });

  test('privacy says of every class how long it is kept, as it is deleted', async () => {
    const html = await read('/privacy');
    const table = html.slice(html.indexOf('What is deleted by itself') - 200);
    const [, ...rows] = tableRows(table.slice(table.indexOf('<table')));
    expect(rows).toEqual(
      retentions.map((each) => [each.what, `${lastsInWords(each)} after ${each.since}`]),
    );
  });

  test('privacy says who sees what in the words of the notice before the questionnaire', async () => {
    const { alice } = world.browsers;
    const { text } = await alice.get(`/assessments/${world.assessments.hill}/notice`).expect(200);
    const said = tableRows(text);
    expect(said.length).toBeGreaterThan(7);
    expect(tableRows(await read('/privacy'))).toEqual(said);
  });

  test('the cookies that it names are those that the service sets', async () => {
    const { headers } = await world.service
      .visitor()
      .post('/sessions')
      .type('form')
      .send({ person: '00000000-0000-7000-9000-00000000000b' })
      .expect(303);
    const [name] = String(headers['set-cookie']).split('=');
    expect(tableRows(await read('/cookies')).map(([cookie]) => cookie)).toEqual([
      ...['Name', name, 'device'],
    ]);
  });

  test('say whom to write to', async () => {
    const env = { CONTACT_EMAIL: 'privacy@vale.example' };
    const service = startService(world.database, [], { env });
    for (const page of ['/privacy', '/accessibility'])
      expect(await read(page, { service })).toContain('href="mailto:privacy@vale.example"');
    await service.close();
  });

  test('claim no audit and no test by people with disabilities that there was not', async () => {
    expect(mainText(await read('/accessibility'))).toMatch(
      /not been audited by anybody independent, and people with disabilities have not tested it/,
    );
  });
});

describe('security.txt', () => {
  const fields = async (env: NodeJS.ProcessEnv = {}) => {
    const service = startService(world.database, [], { env });
    const { text, headers } = await service.visitor().get('/.well-known/security.txt').expect(200);
    await service.close();
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    return Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/)),
    );
  };

  test('says where to report a weakness, in a demonstration to nobody real', async () => {
    expect(await fields()).toMatchObject({
      Contact: 'mailto:contact@assess.example',
      'Preferred-Languages': 'en',
      Canonical: 'http://127.0.0.1:3000/.well-known/security.txt',
    });
  });

  test('takes the contact and its own address from the settings', async () => {
    const env = {
      BASE_URL: 'https://assess.vale.example/',
      SECURITY_CONTACT: 'https://vale.example/report',
    };
    expect(await fields(env)).toMatchObject({
      Contact: 'https://vale.example/report',
      Canonical: 'https://assess.vale.example/.well-known/security.txt',
    });
    const { Contact } = await fields({ MAIL_FROM: 'Assess <assess@vale.example>' });
    expect(Contact).toBe('mailto:assess@vale.example');
  });

  test('holds for less than a year, counted from when it is asked for', async () => {
    const { Expires = '' } = await fields();
    const days = (Date.parse(Expires) - today.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(1);
    expect(days).toBeLessThan(366);
    expect(Expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});
