import { expect, test } from '@jest/globals';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { baseOf, people, placeOf, stage } from '../support/cast.ts';
import { errorsOn, fill, heading, mainText, open, send } from '../support/pages.ts';

const world = stage();
const trust = loadQuestionnaire(latestVersion, 'trust');

/** A leader takes the whole questionnaire, one page after the other, as a browser would. */
test('a leader goes from the invitation to a submitted assessment', async () => {
  const { alice } = world.browsers;
  const base = baseOf(world);

  const home = await alice.get('/assessments').expect(200);
  expect(heading(home.text)).toBe('Your assessments');
  expect(mainText(home.text)).toContain(
    'Hill NHS Trust Autumn 2026 Open until 31 March 2027 Start',
  );
  expect(home.text).toContain(`href="${base}/notice"`);

  const notice = await alice.get(`${base}/notice`).expect(200);
  expect(heading(notice.text)).toBe('Hill NHS Trust Who sees what');
  expect(mainText(notice.text)).toContain('Your ICB');
  const read = await fill(alice, `${base}/notice`, {});
  expect([read.status, read.headers.location]).toEqual([303, `${base}/role`]);

  const role = await alice.get(`${base}/role`).expect(200);
  expect(role.text).not.toContain(' checked');
  expect(role.text.match(/type="radio"/g)).toHaveLength(trust.roles.length);
  const chosen = await fill(alice, `${base}/role`, { role: 'chief-operating-officer' });
  expect([chosen.status, chosen.headers.location]).toEqual([303, base]);
  expect((await placeOf(world, 'alice', 'hill')).role).toBe('chief-operating-officer');

  for (const dimension of trust.dimensions) {
    const codes = dimension.questions.map(({ code }) => code);
    for (const [at, code] of codes.entries()) {
      const saved = await fill(alice, `${base}/questions/${code}`, {
        [`${code}-answer`]: '3',
        afterwards: 'next',
      });
      const next = codes[at + 1];
      expect([saved.status, saved.headers.location]).toEqual([
        303,
        next ? `${base}/questions/${next}` : `${base}/dimensions/${dimension.code}/answers`,
      ]);
    }
    const check = await alice.get(`${base}/dimensions/${dimension.code}/answers`).expect(200);
    expect(heading(check.text)).toBe(`Check your answers ${dimension.name}`);
    expect(mainText(check.text).match(/3 Adopted Change/g)).toHaveLength(codes.length);
    const after = trust.dimensions[trust.dimensions.indexOf(dimension) + 1];
    expect(mainText(check.text)).toContain(`Continue to ${after?.name ?? 'Ownership map'}`);
  }

  const owners = Object.fromEntries(
    trust.ownership.capabilities.map(({ code }) => [`${code}-answer`, 'nobody']),
  );
  const mapped = await fill(alice, `${base}/ownership`, { ...owners, afterwards: 'next' });
  expect([mapped.status, mapped.headers.location]).toEqual([303, `${base}/answers`]);

  const answers = await alice.get(`${base}/answers`).expect(200);
  expect(heading(answers.text)).toBe('Hill NHS Trust, Autumn 2026 Check your answers');
  expect(mainText(answers.text)).toContain('Your role Chief operating officer (COO) Change');
  expect(mainText(answers.text)).not.toContain('Not answered');

  const { _csrf = '' } = await open(alice, `${base}/answers`);
  const submitted = await send(alice, `${base}/submission`, { _csrf }).expect(303);
  expect(submitted.headers.location).toBe(`${base}/submission`);
  const confirmation = await alice.get(`${base}/submission`).expect(200);
  expect(heading(confirmation.text)).toBe('Answers submitted');
  expect(mainText(confirmation.text)).toContain('Hill NHS Trust');
  expect(mainText(confirmation.text)).toContain('The survey closes on 31 March 2027');

  const profile = await alice.get(`${base}/profile`).expect(200);
  expect(mainText(profile.text)).toContain('You put every dimension at 3.');
  expect(mainText((await alice.get('/assessments')).text)).toContain(
    'You have submitted your answers',
  );
  expect((await placeOf(world, 'alice', 'hill')).submittedAt).toBe('2026-11-22T10:00:00.000Z');
  expect(await world.database.selectFrom('answer').selectAll().execute()).toHaveLength(
    questionsOf(trust).length + trust.ownership.capabilities.length,
  );
});

test('after submitting, every page of the questionnaire leads to the answers, which are read only', async () => {
  const { alice } = world.browsers;
  const base = baseOf(world);
  const pages = ['', '/role', '/questions/A1', '/dimensions/A', '/dimensions/A/answers'];
  for (const page of [...pages, '/ownership']) {
    const { headers } = await alice.get(`${base}${page}`).expect(303);
    expect(headers.location).toBe(`${base}/answers`);
  }
  const { text } = await alice.get(`${base}/answers`).expect(200);
  expect(heading(text)).toBe('Hill NHS Trust, Autumn 2026 Your answers');
  expect(mainText(text)).toContain('You submitted these answers on 22 November 2026.');
  expect(mainText(text)).not.toContain('Change');
  expect(text).not.toContain(`${base}/submission"`);
});

test('reading who sees what again leaves when it was read first', async () => {
  const { bob } = world.browsers;
  const read = async (at: string) => {
    world.service.setTime(at);
    await fill(bob, `${baseOf(world)}/notice`, {});
    return (await placeOf(world, 'bob', 'hill')).noticeReadAt;
  };
  expect(await read('2026-11-22T11:00:00.000Z')).toBe('2026-11-22T11:00:00.000Z');
  expect(await read('2026-11-22T12:00:00.000Z')).toBe('2026-11-22T11:00:00.000Z');
});

test('a colleague of hers starts from nothing', async () => {
  const { text } = await world.browsers.bob.get(baseOf(world)).expect(200);
  expect(mainText(text)).toContain('You have answered 0 of');
  expect(errorsOn(text)).toEqual([]);
  const rows = await world.database
    .selectFrom('respondent')
    .selectAll()
    .where('person_id', '=', people.bob)
    .execute();
  expect(rows).toMatchObject([{ role: null, saved_at: null, submitted_at: null }]);
});
