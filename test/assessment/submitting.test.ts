import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Place } from '../../src/assessment/place.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import { baseOf, everything, placeOf, save, setRespondent, stage } from '../support/cast.ts';
import { errorsOn, fill, mainText, refused, send, title, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const trust = loadQuestionnaire(latestVersion, 'trust');
let place: Place;

async function submit() {
  const { alice } = world.browsers;
  return send(alice, `${baseOf(world)}/submission`, { _csrf: await tokenOf(alice) });
}

const lines = () => readChain(world.database, world.assessments.hill);

beforeEach(async () => {
  await world.database.deleteFrom('answer').execute();
  place = await placeOf(world, 'alice', 'hill');
  await setRespondent(world.database, place.respondentId, {
    role: 'service-manager',
    submitted_at: null,
  });
});

describe('what is missing is said, part by part, with a link to it', () => {
  test('when there is nothing at all', async () => {
    await setRespondent(world.database, place.respondentId, { role: null });
    const { text } = await refused(world, 422, submit);
    expect(title(text)).toBe('Error: Check your answers');
    const base = baseOf(world);
    expect(errorsOn(text)).toEqual([
      ['You have not said in which role you answer', `${base}/role`],
      ...trust.dimensions.map(({ name, code, questions }) => [
        `You have not answered ${questions.length} questions in ${name}`,
        `${base}/questions/${code}1`,
      ]),
      [
        'You have not answered 12 capabilities of the ownership map',
        `${base}/ownership#M01-answer`,
      ],
    ]);
  });

  test('when one question, one capability, or one answer behind a note is missing', async () => {
    const answers = new Map(everything(trust));
    for (const code of ['A4', 'F1', 'F2', 'M12']) answers.delete(code);
    await save(world.database, place.respondentId, answers);
    await fill(world.browsers.alice, `${baseOf(world)}/questions/A4`, {
      'A4-note': 'A note is no answer',
      afterwards: 'later',
    });
    const { text } = await refused(world, 422, submit);
    expect(errorsOn(text)).toEqual([
      [
        'You have not answered 1 question in Accountable ownership',
        `${baseOf(world)}/questions/A4`,
      ],
      ['You have not answered 2 questions in Decisions from data', `${baseOf(world)}/questions/F1`],
      [
        'You have not answered 1 capability of the ownership map',
        `${baseOf(world)}/ownership#M12-answer`,
      ],
    ]);
    expect(mainText(text)).toContain('A note is no answer');
  });

  test('when only the role is missing', async () => {
    await save(world.database, place.respondentId, everything(trust));
    await setRespondent(world.database, place.respondentId, { role: null });
    expect(errorsOn((await refused(world, 422, submit)).text)).toHaveLength(1);
  });
});

test('saying everywhere that one does not know is an answer', async () => {
  await save(
    world.database,
    place.respondentId,
    everything(trust, () => 'dont-know'),
  );
  await submit().then(({ status }) => expect(status).toBe(303));
  const { text } = await world.browsers.alice.get(`${baseOf(world)}/profile`).expect(200);
  expect(mainText(text)).toContain('No dimension has a score yet.');
  expect(mainText(text)).not.toMatch(/NaN|null|undefined/);
});

test('a second submission is refused, and so is every other change, with the note kept', async () => {
  await save(world.database, place.respondentId, everything(trust));
  const sent = await submit();
  expect([sent.status, sent.headers.location]).toEqual([303, `${baseOf(world)}/submission`]);
  const { text } = await refused(world, 409, submit);
  expect(mainText(text)).toContain('You have submitted your answers');
});

test('two submissions at the same moment are one', async () => {
  await save(world.database, place.respondentId, everything(trust));
  const before = await lines();
  const statuses = (await Promise.all([submit(), submit(), submit()])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([303, 409, 409]);
  expect(await lines()).toHaveLength(before.length + 1);
});

test('a submission stands in the audit, without the person, and a refused one does not', async () => {
  const before = await lines();
  await submit();
  expect(await lines()).toEqual(before);
  await save(world.database, place.respondentId, everything(trust));
  await submit();
  const after = await lines();
  expect(after.slice(before.length)).toMatchObject([
    {
      ...{ act: 'submit', actorId: null, at: today.toISOString() },
      subject: { respondent: place.respondentId },
    },
  ]);
  expect(firstBroken(after)).toBeNull();
});

describe('after submitting, what happens next is said', () => {
  const confirmation = async () => {
    await save(world.database, place.respondentId, everything(trust));
    await submit();
    return mainText((await world.browsers.alice.get(`${baseOf(world)}/submission`)).text);
  };

  test('while the survey is open', async () => {
    const text = await confirmation();
    expect(text).toContain(
      'The survey closes on 31 March 2027, or earlier if your assessment lead closes it.',
    );
    expect(text).toContain('Where six or more people answered');
    expect(text).toContain('You see them too if your assessment lead shares them.');
    expect(text).toContain('In a workshop, leaders talk about where they agree');
  });

  test('when the lead has closed it before its date', async () => {
    await confirmation();
    const close = (closed_at: string | null) =>
      world.database.updateTable('assessment').set({ closed_at }).execute();
    await close('2026-12-01T09:00:00.000Z');
    const { text } = await world.browsers.alice.get(`${baseOf(world)}/submission`).expect(200);
    expect(mainText(text)).toContain('The survey closed on 1 December 2026.');
    await close(null);
  });
});

test('without having submitted there is neither confirmation nor profile', async () => {
  for (const page of ['submission', 'profile']) {
    const { headers } = await world.browsers.alice.get(`${baseOf(world)}/${page}`).expect(303);
    expect(headers.location).toBe(baseOf(world));
  }
});

test('a change link leads to the question and back to the check page', async () => {
  const { alice } = world.browsers;
  const base = baseOf(world);
  await save(world.database, place.respondentId, everything(trust));
  const { text } = await alice.get(`${base}/answers`).expect(200);
  expect(text).toContain(`href="${base}/questions/B2?change"`);
  expect(text).toContain(`href="${base}/ownership#M03-answer"`);
  const changed = await fill(alice, `${base}/questions/B2?change`, { 'B2-answer': '5' });
  expect([changed.status, changed.headers.location]).toEqual([303, `${base}/answers#B2`]);
  const page = await alice.get(`${base}/answers`).expect(200);
  expect(page.text).toContain('id="B2"');
  expect(mainText(page.text).match(/5 Transforming/g)).toHaveLength(1);
});

test('a change that is refused still leads back to the check page once it is right', async () => {
  const { alice } = world.browsers;
  const address = `${baseOf(world)}/questions/B2?change`;
  const { text } = await refused(world, 422, () => fill(alice, address, { 'B2-answer': '9' }));
  expect(text).toContain(`<form action="${address}" method="post"`);
});
