import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordAgreements } from '../../src/position/record-agreement.ts';
import { people, stage } from '../support/cast.ts';
import { dump, fieldsOf, heading, mainText, open, plainText, send } from '../support/pages.ts';
import { closeHill } from '../support/workshops.ts';
import { agree, metUpTo, positionOf, signOffHill } from './positions.ts';

const world = stage();
const page = () => positionOf(world, '/questions/A1');
const audited = async () =>
  (await world.database.selectFrom('audit').select(['act', 'subject']).execute())
    .filter(({ act }) => act === 'agree')
    .map(({ subject }) => JSON.parse(subject));
const stored = () =>
  world.database.selectFrom('agreement').selectAll().orderBy('version').execute();
const overview = async () =>
  mainText((await world.browsers.lena.get(positionOf(world)).expect(200)).text);

beforeAll(() => closeHill(world));
beforeEach(() => world.database.deleteFrom('agreement').execute());

/** The part of the overview about one question. */
async function questionPart(code: string): Promise<string> {
  const { text } = await world.browsers.lena.get(positionOf(world)).expect(200);
  return plainText(
    text.match(new RegExp(`<section[^>]*id="${code}"[\\s\\S]*?</section>`))?.[0] ?? '',
  );
}

describe('a desk agreement', () => {
  test('is recorded as one, with its evidence, and explained on the overview', async () => {
    expect(await questionPart('A1')).toContain('Not agreed yet.');
    const response = await agree(world, 'A1', {
      ...metUpTo('A1', 4),
      'A1-4-grade': '2',
      'A1-4-reference-note': 'Objectives of the COO',
      'A1-4-dated-day': '1',
      'A1-4-dated-month': '10',
      'A1-4-dated-year': '2026',
      'reason-note': 'Confirmed by the chief executive',
    });
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe(`${positionOf(world)}?done=agreed`);
    const [row] = await stored();
    expect(row).toMatchObject({
      item: 'A1',
      version: 1,
      method: 'desk',
      present: null,
      dissenting: null,
      workshop_id: null,
      reason: 'Confirmed by the chief executive',
      agreed_by: people.lena,
    });
    expect(JSON.parse(row?.content ?? '').statements['A1-4']).toEqual({
      state: 'met',
      reason: null,
      grade: 2,
      reference: 'Objectives of the COO',
      dated: '2026-10-01',
    });
    expect((await audited()).at(-1)).toMatchObject({ item: 'A1', version: 1 });

    const part = await questionPart('A1');
    expect(part).toContain('Named executive: 4 Embedded');
    expect(part).toContain('Level 4. Level 5 is held by: “Most of the measures');
    expect(part).toContain('Desk agreement by the assessment lead');
    expect(part).toContain('Dated document or link: Objectives of the COO (1 October 2026)');
    expect(await overview()).toContain('of 38 questions is agreed');
  });

  test('says claimed and evidenced where a document is missing or old', async () => {
    await agree(world, 'A1', metUpTo('A1', 4));
    expect(await questionPart('A1')).toContain(
      'Named executive: 3 Adopted (claimed: 4 Embedded) Claimed 4, evidenced 3:',
    );
  });

  test('is shown again to be changed, and nothing changes when the same is sent twice', async () => {
    await agree(world, 'A1', { ...metUpTo('A1', 3), 'A1-5-state': '' });
    const form = await open(world.browsers.lena, page());
    expect(form).toMatchObject({ basedOn: '1', 'A1-3-state': 'met', 'A1-4-state': 'not-met' });
    expect(form).not.toHaveProperty('A1-5-state');
    const before = await dump(world.database, ['agreement', 'audit']);
    await send(world.browsers.lena, page(), form).expect(303);
    await send(world.browsers.lena, page(), { ...form, basedOn: '0' }).expect(303);
    expect(await dump(world.database, ['agreement', 'audit'])).toBe(before);
  });

  test('is worked out without being saved', async () => {
    const before = await dump(world.database, ['agreement', 'audit']);
    const response = await agree(world, 'A1', { ...metUpTo('A1', 2), act: 'work-out' });
    expect(response.status).toBe(200);
    const text = mainText(response.text);
    expect(text).toContain(
      'What is on this page comes to: 2 Installed Level 2. Level 3 is held by:',
    );
    expect(text).toContain('It is not saved yet.');
    expect(fieldsOf(response.text)).toMatchObject({ 'A1-2-state': 'met', basedOn: '0' });
    expect(await dump(world.database, ['agreement', 'audit'])).toBe(before);
  });

  test('counts what is left open as not known', async () => {
    await agree(world, 'A1', { 'A1-2-state': 'met' });
    expect(await questionPart('A1')).toContain(
      'Level 2, could be 5 once three unknowns are resolved.',
    );
  });

  test('keeps evidence for a statement that nobody has decided on', async () => {
    await agree(world, 'A1', { 'A1-3-grade': '1', 'A1-3-reference-note': 'The COO says so' });
    const [row] = await stored();
    expect(JSON.parse(row?.content ?? '').statements).toEqual({
      'A1-3': {
        state: 'dont-know',
        reason: null,
        grade: 1,
        reference: 'The COO says so',
        dated: null,
      },
    });
  });

  test('shows what was typed as text, never as a part of the page', async () => {
    const nasty = '<script>alert(1)</script>"><a href="javascript:alert(1)">';
    await agree(world, 'A1', {
      'A1-2-state': 'met',
      'A1-2-grade': '1',
      'A1-2-reference-note': nasty,
      'reason-note': nasty,
    });
    for (const address of [positionOf(world), page(), `${page()}/history`]) {
      const { text } = await world.browsers.lena.get(address).expect(200);
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<a href="javascript');
      expect(text).toContain('&lt;script&gt;alert(1)');
    }
  });

  test('has a history with every version, the newest first', async () => {
    await recordAgreements(
      world.database,
      () => new Date('2026-11-20T09:00:00Z'),
      world.assessments.hill,
      [
        {
          item: 'A1',
          basedOn: 0,
          content: {
            statements: {
              'A1-2': { state: 'not-met', reason: null, grade: 0, reference: null, dated: null },
            },
          },
          method: 'majority',
          present: 12,
          dissenting: 3,
          reason: 'We disagreed',
          workshopId: null,
        },
      ],
      people.fay,
    );
    await agree(world, 'A1', metUpTo('A1', 2));
    const { text } = await world.browsers.sam.get(`${page()}/history`).expect(200);
    const [, newest = '', oldest = ''] = text.split('<section').map(plainText);
    expect(newest).toContain('22 November 2026 at 10am Holds now Desk agreement');
    expect(newest).toContain('Recorded by lena.');
    expect(newest).toContain('Level 2.');
    expect(oldest).toContain('20 November 2026 at 9am');
    expect(oldest).toContain(
      'By majority, 12 people present; fewer than six disagreed. Recorded by fay.',
    );
    expect(oldest).toContain('We disagreed');
    expect(oldest).not.toMatch(/Holds now|Desk agreement|\b3 disagreed/);
  });

  test('cannot be changed once it is signed off, and says why', async () => {
    await agree(world, 'A1', metUpTo('A1', 2));
    const form = await open(world.browsers.lena, page());
    await signOffHill(world);
    const before = await dump(world.database, ['agreement']);
    await world.browsers.lena.get(page()).expect(303).expect('Location', `${page()}/history`);
    const refused = await send(world.browsers.lena, page(), {
      ...form,
      'A1-3-state': 'met',
      'reason-note': 'My long thoughts',
    }).expect(409);
    expect(heading(refused.text)).toBe('This was changed in the meantime');
    expect(mainText(refused.text)).toContain('This position is signed off');
    expect(mainText(refused.text)).toContain('My long thoughts');
    const history = await world.browsers.lena.get(`${page()}/history`).expect(200);
    expect(mainText(history.text)).toContain('signed off, so this can no longer be changed');
    const { text } = await world.browsers.lena.get(positionOf(world)).expect(200);
    expect(text).not.toContain(`href="${page()}"`);
    expect(await dump(world.database, ['agreement'])).toBe(before);
    await world.database.deleteFrom('sign_off').execute();
  });
});
