import { beforeAll, describe, expect, test } from '@jest/globals';
import { exportDocument } from '../../src/personal/export-document.ts';
import { organisations, people, placeOf, save, stage } from '../support/cast.ts';
import { mainText, refused, send } from '../support/pages.ts';

const world = stage();
const noted = 'Said in confidence';

const download = async (name: 'alice' | 'bob' | 'lena' = 'alice') => {
  const { text } = await world.browsers[name].get('/my-data/export.json').expect(200);
  return exportDocument.parse(JSON.parse(text));
};

beforeAll(async () => {
  const { respondentId } = await placeOf(world, 'alice', 'hill');
  await save(world.database, respondentId, [
    ['A1', '3'],
    ['A2', '4'],
  ]);
  await world.database
    .updateTable('answer')
    .set({ note: noted, note_shared: 1 })
    .where('item', '=', 'A1')
    .execute();
});

describe('the page of one’s own data', () => {
  test('says what is kept, and leads to the copy and to erasure', async () => {
    const { text } = await world.browsers.alice.get('/my-data').expect(200);
    expect(mainText(text)).toMatch(/Name alice .*Email address alice@leaders\.example/);
    expect(mainText(text)).toMatch(/Surveys in which you answer 1 Answers in them 2/);
    for (const link of ['/my-data/export.json', '/my-data/erasure', '/my-data/schema.json'])
      expect(text).toContain(`href="${link}"`);
  });

  test('is found from the foot of every page of who is signed in, and of nobody else', async () => {
    const { text } = await world.browsers.lena.get('/').expect(200);
    expect(text).toContain('href="/my-data"');
    const visited = await world.service.visitor().get('/').expect(200);
    expect(visited.text).not.toContain('href="/my-data"');
  });
});

describe('the copy of one’s own data', () => {
  test('is a file that its own schema describes, and that no cache keeps', async () => {
    const { alice } = world.browsers;
    const { headers } = await alice.get('/my-data/export.json').expect(200);
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('application/json'),
      'content-disposition': 'attachment; filename="my-data-2026-11-22.json"',
      'cache-control': 'no-store',
    });
    const document = await download();
    const { body } = await world.service.visitor().get(document.schema).expect(200);
    expect(body.properties.schemaVersion.const).toBe(document.schemaVersion);
    expect(body.required).toEqual(expect.arrayContaining(['places', 'audit', 'deeds']));
  });

  test('has every answer with its note', async () => {
    const [place] = (await download()).places;
    expect(place?.assessment).toEqual({
      ...{ id: world.assessments.hill, cycle: 'Autumn 2026' },
      organisation: { code: 'RAA', name: organisations.hill.name },
    });
    expect(place?.answers).toMatchObject([
      { item: 'A1', answer: '3', note: noted, noteShared: true },
      { item: 'A2', answer: '4', note: null, noteShared: false },
    ]);
  });

  test('is of the person asking, whoever else is asked for', async () => {
    expect((await download('bob')).person.id).toBe(people.bob);
    const { text } = await world.browsers.bob
      .get(`/my-data/export.json?person=${people.alice}&id=${people.alice}`)
      .expect(200);
    expect(text).not.toContain(noted);
    expect(text).not.toContain(people.alice);
    expect((await download('lena')).appointments).toMatchObject([
      { role: 'assessment-lead', organisation: 'RAA', endedAt: null },
    ]);
  });

  test('is for nobody who is signed out', async () => {
    for (const page of ['/my-data', '/my-data/export.json', '/my-data/erasure']) {
      const { headers, text } = await world.service.visitor().get(page).expect(303);
      expect(headers.location).toBe(`/sign-in?return=${encodeURIComponent(page)}`);
      expect(text).toBe('');
    }
    const erase = () => send(world.service.visitor(), '/my-data/erasure', { understood: 'yes' });
    await refused(world, 401, erase);
  });
});
