import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { type Service, startService } from '../support/service.ts';
import { importOn, realFiles } from './register.ts';

let opened: TestDatabase;
let service: Service;

beforeAll(async () => {
  opened = await sqliteDatabase();
  service = startService(opened.database);
});

afterAll(async () => {
  service.server.close();
  await opened.remove();
});

async function searchPage(q: string, status = 200): Promise<string> {
  const { text } = await service
    .visitor()
    .get(`/organisations?q=${encodeURIComponent(q)}`)
    .expect(status)
    .expect('Content-Type', /html/);
  return text;
}

/** The codes of the organisations that a page links to, in order. */
const codes = (html: string) =>
  [...html.matchAll(/href="\/organisations\/(\w+)"/g)].map(([, code]) => code);

test('an empty register says so', async () => {
  const { text } = await service.visitor().get('/organisations').expect(200);
  expect(text).toContain('The register is empty');
  expect(await searchPage('leeds')).toContain('No organisation found');
});

describe('with the real register', () => {
  beforeAll(async () => {
    expect((await importOn(opened.database, realFiles)).problems).toEqual([]);
    await opened.database
      .insertInto('organisation')
      .values({
        code: 'XF1',
        name: 'Made Up <b>Vale</b> NHS Trust',
        kind: 'trust',
        trust_type: 'acute',
        source: 'demonstration',
        fictional: 1,
      })
      .execute();
  });

  test('the page before a search says what can be found', async () => {
    for (const address of ['/organisations', '/organisations?q=', '/organisations?q=%20%20']) {
      const { text } = await service.visitor().get(address).expect(200);
      expect(text).toContain('The register has 203 trusts and 36 ICBs that are open, and 84');
      expect(codes(text)).toEqual([]);
    }
  });

  test.each([
    ['whatever the case', 'lEEDS teaching', ['RR8']],
    ['in any order of words', 'trust airedale', ['RCF']],
    ['by parts of words', 'clatterb', ['REN']],
    ['by its code in small letters', 'g6v2s', ['G6V2S']],
    ['by a word of the name and the code', 'papworth rgm', ['RGM']],
    ['without the apostrophe', 'guys thomas', ['RJ1']],
    ['with a curly apostrophe', 'guy’s', ['RJ1']],
    ['without hyphens', 'stoke on trent partnership', ['R1E']],
    ['with spaces around and between', '  royal   papworth ', ['RGM']],
    ['an ICB by the short word for it', 'icb frimley', ['QNQ']],
    ['nothing when one word does not match', 'leeds zebra', []],
    ['nothing for a wildcard', 'le%ds', []],
    ['nothing for a single-character wildcard', 'le_ds', []],
    ['nothing for a wildcard alone', '%', []],
    ['nothing for a backslash', 'le\\eds', []],
  ])('a search finds %s', async (_how, q, expected) => {
    expect(codes(await searchPage(q))).toEqual(expected);
  });

  test('an exact code comes first, before names that contain it', async () => {
    // "RAL" is in "General" and "Central" too.
    const found = codes(await searchPage('ral'));
    expect(found[0]).toBe('RAL');
    expect(found.length).toBeGreaterThan(5);
  });

  test('closed organisations come after open ones, with the day they closed', async () => {
    const html = await searchPage('bristol');
    expect(codes(html)).toEqual(['RA7', 'QUY', 'RVJ']);
    expect(html).toContain('Closed on 30 June 2026');
    expect(await searchPage('QMJ')).toContain('Closed on 31 March 2026');
  });

  test('fifty results are shown, and how many more there are', async () => {
    const html = await searchPage('nhs');
    expect(codes(html)).toHaveLength(50);
    expect(html).toMatch(/3\d\d organisations found/);
    expect(html).toContain('These are the first 50');
    expect(await searchPage('leeds')).not.toContain('These are the first');
  });

  test('no results come with advice, and the words stay in the field', async () => {
    const html = await searchPage('zebra & "co"');
    expect(html).toContain('No organisation found');
    expect(html).toContain('check the spelling');
    expect(html).toContain('value="zebra &amp; &#34;co&#34;"');
  });

  test('a fictional organisation is tagged, and its name is escaped', async () => {
    const html = await searchPage('made up');
    expect(codes(html)).toEqual(['XF1']);
    expect(html).toContain('Fictional</strong>');
    expect(html).toContain('Made Up &lt;b&gt;Vale');
    expect(await searchPage('leeds')).not.toContain('Fictional</strong>');
  });

  test.each([
    ['too many characters', `<i>${'a'.repeat(98)}`, 'must be 100 characters or fewer. It has 101'],
    ['a NUL character', '<i>leeds\0', 'contains characters that cannot be shown'],
    ['a control character', '<i>leeds\u001b', 'contains characters that cannot be shown'],
  ])('%s are refused with the words kept', async (_what, q, message) => {
    const html = await searchPage(q, 422);
    expect(html).toContain('<title>Error: Find an organisation');
    expect(html).toContain('There is a problem');
    expect(html).toContain('<a href="#q">What you search for');
    expect(html.split(message)).toHaveLength(3);
    expect(html).toContain('value="&lt;i&gt;');
    expect(html).not.toMatch(/\p{Cc}(?<![\n\t])/u);
  });

  test('a search of one hundred characters is answered', async () => {
    expect(await searchPage('a'.repeat(100))).toContain('No organisation found');
  });

  test('two searches at once are refused with the words kept', async () => {
    const { text } = await service.visitor().get('/organisations?q=leeds&q=%3Cb%3E').expect(422);
    expect(text).toContain('Search for one thing at a time');
    expect(text).toContain('value="leeds &lt;b&gt;"');
  });

  test.each(['q[]=leeds', 'q[a]=leeds', '__proto__=x', 'q=%E0%A4%A', 'q=%ED%A0%80', 'q=\u{1F600}'])(
    'the odd address ?%s is answered with a page',
    async (query) => {
      await service
        .visitor()
        .get(`/organisations?${encodeURI(decodeURI(encodeURI(query)))}`)
        .expect(200);
      expect(service.logged).toEqual([]);
    },
  );
});
