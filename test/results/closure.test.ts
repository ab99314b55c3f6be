import { beforeEach, describe, expect, test } from '@jest/globals';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeDueSurveys } from '../../src/results/close.ts';
import { everything, people, placeOf, save, stage } from '../support/cast.ts';
import { dump, fill, heading, mainText, open, send } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd, resultsOf } from '../support/surveys.ts';
import { actsIn, leadAt, pressed } from '../survey/leading.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');
const kept = ['assessment', 'survey_results', 'survey_release', 'audit', 'message'] as const;
const closingAt = (instant: string) => () => new Date(instant);

describe('closing a survey', () => {
  const world = stage();
  const hill = () => `/surveys/${world.assessments.hill}`;
  const assessment = () => `/assessments/${world.assessments.hill}`;

  test('begins with what it means, and that too few have answered to show anything', async () => {
    const { text } = await world.browsers.lena.get(`${hill()}/closure`).expect(200);
    expect(heading(text)).toBe('Hill NHS Trust Close the survey');
    expect(mainText(text)).toContain('Fewer than six people have submitted their answers.');
    expect(mainText(text)).toContain('its results cannot be shown to anybody');
    expect(mainText(text)).toContain('answers that were not submitted are not counted');
    expect(mainText(text)).toContain('that is final');
  });

  test('says how many have submitted from six, and the same for any number below', async () => {
    const few = await world.browsers.lena.get(`${hill()}/closure`).expect(200);
    await answerAs(world.database, world.assessments.hill, crowd(5, 3));
    const five = await world.browsers.lena.get(`${hill()}/closure`).expect(200);
    expect(five.text).toBe(few.text);
    await answerAs(world.database, world.assessments.hill, crowd(2, 4));
    const seven = await world.browsers.lena.get(`${hill()}/closure`).expect(200);
    expect(mainText(seven.text)).toContain('6 or more people have submitted their answers.');
    expect(mainText(seven.text)).not.toContain('Fewer than six');
  });

  test('counts what was submitted and leads to the results, once and for good', async () => {
    const alice = await placeOf(world, 'alice', 'hill');
    await save(world.database, alice.respondentId, everything(trust));
    const form = await open(world.browsers.alice, `${assessment()}/questions/A1`);
    const { headers } = await pressed(world.browsers.lena, `${hill()}/closure`, 303);
    expect(headers).toMatchObject({ location: `${hill()}/results` });
    await world.browsers.lena.get(`${hill()}/results`).expect(200);
    expect(await resultsOf(world.database, world.assessments.hill)).toMatchObject({ n: 7 });
    expect((await actsIn(world.database, world.assessments.hill)).at(-1)).toBe('close-survey');

    const refused = await send(world.browsers.alice, `${assessment()}/questions/A1`, {
      ...form,
      'A1-answer': '4',
    }).expect(409);
    expect(mainText(refused.text)).toContain('The survey has closed');
  });

  test('a second time is a page that says so, and changes nothing', async () => {
    const before = await dump(world.database, kept);
    for (const answer of [
      await world.browsers.lena.get(`${hill()}/closure`),
      await pressed(world.browsers.lena, `${hill()}/closure`, 409),
    ]) {
      expect(answer.status).toBe(409);
      expect(mainText(answer.text)).toContain(
        'This survey closed on 22 November 2026 at 10am, and its results are made.',
      );
    }
    await closeDueSurveys(world.database, closingAt('2026-11-22T11:00:00.000Z'));
    expect(await dump(world.database, kept)).toBe(before);
  });

  test('twice at the same moment is done once', async () => {
    const dale = `/surveys/${world.assessments.dale}/closure`;
    const token = { _csrf: (await open(world.browsers.leo, dale))._csrf ?? '' };
    const answers = await Promise.all([
      send(world.browsers.leo, dale, token),
      send(world.browsers.leo, dale, token),
      closeDueSurveys(world.database, closingAt('2027-04-01T00:00:00.000Z')).then(() => null),
    ]);
    const statuses = answers.map((answer) => answer?.status ?? 0).filter((status) => status > 0);
    expect(statuses.every((status) => status === 303 || status === 409)).toBe(true);
    const acts = await actsIn(world.database, world.assessments.dale);
    expect(acts.filter((act) => act === 'close-survey')).toHaveLength(1);
  });
});

describe('a survey closes by itself', () => {
  const world = stage();
  const hill = () => `/surveys/${world.assessments.hill}`;
  const address = () => `/assessments/${world.assessments.hill}/questions/A1`;
  const closedAt = async (where: 'hill' | 'dale' | 'board') =>
    (
      await world.database
        .selectFrom('assessment')
        .select('closed_at')
        .where('id', '=', world.assessments[where])
        .executeTakeFirstOrThrow()
    ).closed_at;

  beforeEach(async () => {
    await world.database.deleteFrom('survey_results').execute();
    await world.database.deleteFrom('survey_release').execute();
    await world.database.updateTable('assessment').set({ closed_at: null }).execute();
  });

  test.each([
    ['in winter', '2026-12-20T23:59:59.999Z', '2026-12-21T00:00:00.000Z', '20 December 2026'],
    ['in summer time', '2027-03-30T22:59:59.999Z', '2027-03-30T23:00:00.000Z', '30 March 2027'],
  ])('at midnight in England, %s', async (_when, last, over, day) => {
    await world.database
      .updateTable('assessment')
      .set({ closes_at: last })
      .where('id', '=', world.assessments.hill)
      .execute();

    world.service.setTime(last);
    await closeDueSurveys(world.database, closingAt(last));
    expect(await closedAt('hill')).toBeNull();
    const alice = await world.service.as(people.alice);
    const answered = await fill(alice, address(), { 'A1-answer': '3' });
    expect(answered.status).toBe(303);
    const form = await open(alice, `${address()}?change`);

    // Over, and not closed yet: nothing goes on, for respondents and for the lead.
    const lena = await leadAt(world, over);
    expect((await send(alice, address(), { ...form, 'A1-answer': '4' })).status).toBe(409);
    for (const page of ['closing-date', 'reminders']) await pressed(lena, `${hill()}/${page}`, 409);
    expect(mainText((await lena.get(hill()).expect(200)).text)).toContain(
      `ended on ${day} at 11:59pm`,
    );

    await closeDueSurveys(world.database, closingAt(over));
    expect(await closedAt('hill')).toBe(over);
    expect(await closedAt('dale')).toBeNull();
    const { text } = await lena.get(`${hill()}/history`).expect(200);
    expect(mainText(text)).toContain('Closed the survey The service');
    world.service.setTime(today.toISOString());
  });

  test('and one that cannot be closed does not hold up the others', async () => {
    await world.database
      .insertInto('survey_results')
      .values({
        assessment_id: world.assessments.hill,
        method_version: 1,
        made_at: today.toISOString(),
        content: '{}',
      })
      .execute();
    const after = closingAt('2027-06-01T00:00:00.000Z');
    await expect(closeDueSurveys(world.database, after)).rejects.toMatchObject({
      errors: [expect.anything()],
    });
    expect(await closedAt('hill')).toBeNull();
    expect(await closedAt('dale')).not.toBeNull();
    expect(await closedAt('board')).not.toBeNull();
  });
});
