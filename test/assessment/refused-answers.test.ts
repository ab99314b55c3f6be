import { describe, expect, test } from '@jest/globals';
import { baseOf, stage } from '../support/cast.ts';
import {
  errorsOn,
  type Fields,
  fieldsOf,
  fill,
  mainText,
  open,
  refused,
  send,
  textarea,
  title,
} from '../support/pages.ts';

const world = stage();
const question = (code = 'A1') => `${baseOf(world)}/questions/${code}`;

/** Sends Alice's form with these changes, which must be refused with the form shown again. */
async function refusedForm(fields: Fields, address = question()): Promise<string> {
  const { text } = await refused(world, 422, () => fill(world.browsers.alice, address, fields));
  expect(title(text)).toMatch(/^Error: /);
  for (const [message, href] of errorsOn(text)) {
    // Every message leads to a field, and says the same there.
    expect(text).toContain(`id="${href.slice(1)}"`);
    expect(mainText(text)).toContain(`Error: ${message}`);
  }
  return text;
}

test('choosing nothing is refused, and the message leads to the first answer', async () => {
  const text = await refusedForm({ 'A1-note': 'I was going to choose', afterwards: 'next' });
  expect(errorsOn(text)).toEqual([['Choose a level, or say that you do not know', '#A1-answer']]);
  expect(text).toMatch(/<input[^>]*id="A1-answer"[^>]*type="radio" value="1"/);
  expect(text).toContain('aria-describedby="A1-why A1-answer-error"');
  expect(textarea(text, 'A1-note')).toBe('I was going to choose');
});

test('continuing without saying where to is as strict as Continue', async () => {
  expect(errorsOn(await refusedForm({}))).toHaveLength(1);
});

test.each(['7', '0', '3.5', '١', ' 3', 'A', 'true', 'chief-executive', 'not-applicable'])(
  'the answer %p is refused',
  async (answer) => {
    const text = await refusedForm({ 'A1-answer': answer, 'A1-note': 'My words' });
    expect(errorsOn(text)).toEqual([['Choose one of the answers on this page', '#A1-answer']]);
    expect(text).not.toMatch(/<input[^>]* checked/);
    expect(textarea(text, 'A1-note')).toBe('My words');
  },
);

test('not applicable is taken where the question allows it', async () => {
  const sent = await fill(world.browsers.alice, question('C3'), { 'C3-answer': 'not-applicable' });
  expect(sent.status).toBe(303);
});

test('an empty answer is none', async () => {
  expect(errorsOn(await refusedForm({ 'A1-answer': '', afterwards: 'next' }))).toHaveLength(1);
});

test('an answer given twice is refused', async () => {
  const text = await refusedForm({ 'A1-answer': ['2', '3'] });
  expect(errorsOn(text)).toEqual([['Choose one answer only', '#A1-answer']]);
});

test('two notes for one question are refused', async () => {
  expect(errorsOn(await refusedForm({ 'A1-answer': '3', 'A1-note': ['a', 'b'] }))).toEqual([
    ['Your note must be text', '#A1-note'],
  ]);
});

describe('a form that was tampered with', () => {
  const kept = { 'A1-answer': '3', 'A1-note': 'Kept' };
  test.each<[string, Fields]>([
    ['a field of another question', { 'A2-answer': '3', 'A2-version': '0' }],
    ['a field nobody knows', { admin: 'true' }],
    ['constructor', { constructor: 'x' }],
    ['hasOwnProperty', { hasOwnProperty: 'x' }],
    ['brackets', { 'A1-answer[]': '3' }],
    ['a place to go that does not exist', { afterwards: 'elsewhere' }],
    ['no version', { 'A1-version': '' }],
    ['a garbled version', { 'A1-version': '1e3' }],
    ['a negative version', { 'A1-version': '-1' }],
    ['a version beyond all numbers', { 'A1-version': '9999999999999' }],
    ['two versions', { 'A1-version': ['0', '1'] }],
    ['no save id', { saveId: '' }],
    ['a garbled save id', { saveId: "'; drop table answer; --" }],
    ['two save ids', { saveId: ['a', 'b'] }],
  ])('is refused for %s, with the note still there', async (_what, fields) => {
    const text = await refusedForm({ ...kept, ...fields });
    expect(text).not.toContain('Invalid');
    expect(errorsOn(text)).not.toEqual([]);
    expect(errorsOn(text).join()).not.toMatch(/invalid|expected|unrecognized/i);
    expect(textarea(text, 'A1-note')).toBe('Kept');
  });

  test('__proto__ reaches nothing', async () => {
    const { alice } = world.browsers;
    const form = new URLSearchParams(await open(alice, question())).toString();
    const attack = '__proto__=polluted&__proto__[polluted]=yes&A1-answer=7';
    const { text } = await refused(world, 422, () =>
      alice.post(question()).type('form').send(`${form}&${attack}`),
    );
    expect(errorsOn(text)).not.toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(['A1-version', 'saveId'])('is refused without %s at all', async (name) => {
    const { alice } = world.browsers;
    const { [name]: _, ...form } = await open(alice, question());
    const { text } = await refused(world, 422, () => send(alice, question(), { ...form, ...kept }));
    expect(textarea(text, 'A1-note')).toBe('Kept');
  });
});

describe('a whole dimension or the ownership map', () => {
  test('names every question without an answer and keeps the others', async () => {
    const text = await refusedForm(
      { 'A2-answer': '4', 'A3-note': 'Kept', afterwards: 'next' },
      `${baseOf(world)}/dimensions/A`,
    );
    expect(errorsOn(text).map(([, href]) => href)).toEqual([
      '#A1-answer',
      '#A3-answer',
      '#A4-answer',
      '#A5-answer',
    ]);
    expect(fieldsOf(text)).toMatchObject({ 'A2-answer': '4', 'A3-note': 'Kept' });
  });

  test('refuses an owner who is not on the list, beside one who is', async () => {
    const address = `${baseOf(world)}/ownership`;
    const text = await refusedForm(
      { 'M01-answer': 'the-king', 'M02-answer': 'shared', afterwards: 'later' },
      address,
    );
    expect(errorsOn(text)).toEqual([['Choose one of the answers on this page', '#M01-answer']]);
    expect(fieldsOf(text)['M02-answer']).toBe('shared');
    expect(errorsOn(await refusedForm({ afterwards: 'next' }, address))).toHaveLength(12);
  });
});

test('a role that is not on the list is refused', async () => {
  for (const role of ['', 'the-king', 'place-director', ['service-manager', 'chief-executive']]) {
    const { text } = await refused(world, 422, () =>
      fill(world.browsers.alice, `${baseOf(world)}/role`, { role }),
    );
    expect(title(text)).toBe('Error: Your role');
    expect(errorsOn(text)).toEqual([['Choose the role you answer in', '#role-chief-executive']]);
    expect(text).toContain('id="role-chief-executive"');
  }
});
