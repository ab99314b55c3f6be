import { beforeAll, describe, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { dump, errorsOn, expectCalm, mainText, textarea, title } from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { agree, type Ladder, positionOf } from './positions.ts';

const world = stage();
beforeAll(() => closeHill(world));

/** What a ladder is refused for; nothing may be recorded then. */
async function refusedFor(question: string, fields: Ladder) {
  const response = await agree(world, question, fields);
  expect(response.status).toBe(422);
  expectCalm(world.service, response);
  expect(title(response.text)).toMatch(/^Error: /);
  expect(await dump(world.database, ['agreement'])).toBe('');
  for (const [, href] of errorsOn(response.text))
    expect(response.text).toContain(`id="${href.slice(1)}"`);
  return { text: response.text, errors: errorsOn(response.text) };
}

const whole = { 'C3-2-state': 'met', 'C3-2-grade': '2', 'C3-2-reference-note': 'Board paper 12' };
const day = (question: string, [d = '', m = '', y = '']: readonly string[]) => ({
  [`${question}-dated-day`]: d,
  [`${question}-dated-month`]: m,
  [`${question}-dated-year`]: y,
});

describe('a ladder', () => {
  test('is empty at first, and says what a statement left open counts as', async () => {
    const page = await world.browsers.lena.get(positionOf(world, '/questions/A1')).expect(200);
    expect(page.text).not.toContain(' checked');
    expect(mainText(page.text)).toContain('A statement that you leave open counts as not known.');
    expect(mainText(page.text)).toContain(
      'Without this, Accountable ownership cannot score above 2.',
    );
  });

  test('asks for at least one statement', async () => {
    const { errors } = await refusedFor('A1', {});
    expect(errors).toEqual([['Say of at least one statement whether it is met', '#A1-2-state']]);
  });

  test('asks why a statement does not apply', async () => {
    const { errors } = await refusedFor('C3', { 'C3-3-state': 'not-applicable' });
    expect(errors).toEqual([
      ['Say why the statement of level 3 does not apply', '#C3-3-reason-note'],
    ]);
  });

  test('offers "not applicable" only where a question allows it', async () => {
    const address = positionOf(world, '/questions/A1');
    const { text } = await world.browsers.lena.get(address).expect(200);
    expect(text).not.toContain('value="not-applicable"');
    const { errors } = await refusedFor('A1', {
      'A1-2-state': 'not-applicable',
      'A1-2-reason-note': 'We are too small',
    });
    expect(errors).toEqual([['Choose one of the answers on this page', '#A1-2-state']]);
  });

  test('asks for a reference from E1, and for a date from E2', async () => {
    expect((await refusedFor('C3', { 'C3-2-state': 'met', 'C3-2-grade': '1' })).errors).toEqual([
      ['Say what the evidence for the statement of level 2 is', '#C3-2-reference-note'],
    ]);
    for (const grade of ['2', '3']) {
      const { errors } = await refusedFor('C3', { ...whole, 'C3-2-grade': grade });
      expect(errors).toEqual([
        ['The date for the statement of level 2 must include a day', '#C3-2-dated-day'],
      ]);
    }
  });

  test('asks for a real date that is not in the future', async () => {
    const wrong = async (parts: readonly string[]) =>
      (await refusedFor('C3', { ...whole, ...day('C3-2', parts) })).errors[0]?.[0];
    expect(await wrong(['31', '2', '2026'])).toMatch(/must be a real date/);
    expect(await wrong(['23', '11', '2026'])).toMatch(/cannot be in the future/);
    expect(await wrong(['1', '1', '26'])).toMatch(/four numbers/);
  });

  test('asks for the kind of evidence where something is said of it', async () => {
    const grade = [
      ['Choose what kind of evidence there is for the statement of level 2', '#C3-2-grade'],
    ];
    const referred = { 'C3-2-state': 'met', 'C3-2-reference-note': 'Board paper 12' };
    expect((await refusedFor('C3', referred)).errors).toEqual(grade);
    const dated = { 'C3-2-state': 'met', ...day('C3-2', ['1', '1', '2026']) };
    expect((await refusedFor('C3', dated)).errors).toEqual(grade);
  });

  test('keeps everything that was typed when it is refused', async () => {
    const long = `Board paper ${'x'.repeat(500)}`;
    const { text, errors } = await refusedFor('C3', {
      ...whole,
      'C3-2-reference-note': long,
      ...day('C3-2', ['3', '2', '2026']),
      'C3-3-state': 'not-applicable',
      'C3-3-reason-note': 'No such service',
      'reason-note': 'We talked about it at length',
    });
    expect(errors).toEqual([
      [expect.stringContaining('must be 500 characters or fewer'), '#C3-2-reference-note'],
    ]);
    expect(textarea(text, 'C3-2-reference-note')).toBe(long);
    expect(textarea(text, 'C3-3-reason-note')).toBe('No such service');
    expect(textarea(text, 'reason-note')).toBe('We talked about it at length');
    expect(text).toMatch(/name="C3-2-state" type="radio" value="met" checked/);
    expect(text).toMatch(/name="C3-3-state" type="radio" value="not-applicable" checked/);
    expect(text).toMatch(/name="C3-2-dated-year"[^>]*value="2026"/);
    expect(text).toContain('<option value="2" selected>');
    expect(text.match(/<details class="nhsuk-details" open>/g)).toHaveLength(2);
  });

  test('refuses calmly what no page sends', async () => {
    const odd: readonly Ladder[] = [
      { 'A1-2-state': 'perhaps' },
      { 'A1-2-state': 'met', 'A1-2-grade': '7', 'A1-2-reference-note': 'x' },
      { 'A1-2-state': 'met', 'A1-9-state': 'met' },
      { 'A1-2-state': 'met', basedOn: '-1' },
      { 'A1-2-state': 'met', basedOn: '' },
      { 'A1-2-state': 'met', act: 'sign' },
      { 'A1-2-state': 'met', extra: 'x' },
      { 'A1-2-state': 'met', 'A1-2-reference-note': '\u0000' },
      { 'A1-2-state': 'met', 'A1-2-dated-day': 'x'.repeat(30) },
    ];
    for (const fields of odd) await refusedFor('A1', fields);
  });
});
