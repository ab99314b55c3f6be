import { beforeEach, describe, expect, test } from '@jest/globals';
import { baseOf, stage } from '../support/cast.ts';
import { errorsOn, expectCalm, fill, open, refused, send, textarea } from '../support/pages.ts';

const world = stage();
const question = () => `${baseOf(world)}/questions/A1`;
const note = async () =>
  (await world.database.selectFrom('answer').select('note').executeTakeFirst())?.note;

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
});

describe('a note that cannot be kept is refused with every character still on the page', () => {
  test.each([
    ['of 2,001 characters', 'x'.repeat(2001), 'It has 2,001'],
    ['of 100 KB', 'Long words. '.repeat(8500).trim(), 'It has 101,999'],
    ['with a NUL', 'before\0after', 'characters that cannot be shown'],
    ['with a bell', 'ding\u0007', 'characters that cannot be shown'],
    ['with an escape sequence', '\u001B[31mred', 'characters that cannot be shown'],
    ['with a delete', 'a\u007Fb', 'characters that cannot be shown'],
  ])('%s', async (_which, text, message) => {
    const form = { 'A1-answer': '3', 'A1-note': text };
    const response = await refused(world, 422, () => fill(world.browsers.alice, question(), form));
    expect(errorsOn(response.text)).toEqual([[expect.stringContaining(message), '#A1-note']]);
    expect(textarea(response.text, 'A1-note')).toBe(text);
    expect(response.text).toMatch(/id="A1-answer-3"[^>]* checked/);
    expect(response.text).toMatch(/aria-describedby="A1-note-hint A1-note-error"/);
  });
});

describe('a note is kept exactly', () => {
  test.each([
    ['of 2,000 characters', 'x'.repeat(2000)],
    ['with emoji', 'Good 👩🏽‍⚕️🏴󠁧󠁢󠁥󠁮󠁧󠁿 work'],
    ['from right to left', 'مرحبا \u202Eabc\u202C שלום'],
    ['with combining marks', 'e\u0301 and \u00E9, Z̷̼͝a̸l̵g̶o'],
    ['with tabs and lines', 'one\n\ttwo\n\n\nthree'],
    ['that begins with a line', 'x\n y'],
    ['with the entities of HTML', '&lt;b&gt; &amp;amp; &#39; &quot;'],
    ['with quotes and backslashes', `"'\`\\ \${x} <%= it.x %> %>`],
    ['with percent signs', '100%25 %00 %E0%A4%A'],
    ['with plus and ampersand', 'a+b=c&d;e'],
    ['like SQL', `'); delete from answer; --`],
  ])('%s', async (_which, text) => {
    const { alice } = world.browsers;
    await send(alice, question(), {
      ...(await open(alice, question())),
      'A1-answer': '3',
      'A1-note': text,
    }).expect(303);
    expect(await note()).toBe(text);
    const page = await alice.get(question()).expect(200);
    expect(textarea(page.text, 'A1-note')).toBe(text);
    expectCalm(world.service, { text: '' });
  });

  test('with line ends of Windows as line ends, and without the space around it', async () => {
    await fill(world.browsers.alice, question(), {
      'A1-answer': '3',
      'A1-note': '\r\n  one\r\ntwo\rthree \n ',
    });
    expect(await note()).toBe('one\ntwo\nthree');
  });

  test('with half of a character as it was sent, because no text can hold it', async () => {
    const { alice } = world.browsers;
    const form = new URLSearchParams({
      ...(await open(alice, question())),
      'A1-answer': '3',
    }).toString();
    await alice
      .post(question())
      .type('form')
      .send(`${form.replace(/&A1-note=[^&]*/, '')}&A1-note=half+%ED%A0%BD+a+character`)
      .expect(303);
    expect(await note()).toBe('half %ED%A0%BD a character');
  });
});

describe('markup in a note is text wherever the note is shown', () => {
  const attack = `</textarea><script>alert(1)</script><img src=x onerror="alert('2')">`;
  const expectText = (html: string) => {
    expect(html).not.toMatch(/<script>|<img|onerror="/);
    expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  };

  test('on the pages of the questionnaire, the conflict and the problem', async () => {
    const { alice } = world.browsers;
    const old = await open(alice, question());
    await fill(alice, question(), { 'A1-answer': '3', 'A1-note': attack });
    for (const page of ['/questions/A1', '/dimensions/A', '/dimensions/A/answers', '/answers'])
      expectText((await alice.get(`${baseOf(world)}${page}`).expect(200)).text);
    const tooLong = { ...old, 'A1-note': attack + 'x'.repeat(2000) };
    expectText((await send(alice, question(), tooLong).expect(422)).text);
    const mine = { ...old, 'A1-answer': '2', 'A1-note': `Mine ${attack}` };
    expectText((await send(alice, question(), mine).expect(409)).text);
    expectText((await send(alice, question(), { ...mine, _csrf: 'no' }).expect(403)).text);
    expectText((await send(world.service.visitor(), question(), mine).expect(401)).text);
  });

  test('in the other fields of a form, and in the address', async () => {
    const { alice } = world.browsers;
    const page = `${question()}?"><script>alert(1)</script>`;
    expect((await alice.get(page).expect(200)).text).not.toContain('<script>alert');
    for (const name of ['A1-version', 'A1-answer', 'saveId', attack]) {
      const { text } = await fill(alice, question(), { 'A1-note': 'x', [name]: attack });
      expect(text).not.toMatch(/<script>|<img/);
    }
    const home = await world.service.visitor().get(`/sign-in?return=/${attack}`).expect(200);
    expect(home.text).not.toMatch(/<script>|<img/);
  });
});
