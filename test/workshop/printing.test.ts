import { beforeAll, describe, expect, test } from '@jest/globals';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newRandomId } from '../../src/shared/ids.ts';
import { roomRules } from '../../src/workshop/room/room-rules.ts';
import { people, stage } from '../support/cast.ts';
import { heading, mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { pressed } from '../survey/leading.ts';

const world = stage();
const questionnaire = loadQuestionnaire(latestVersion, 'trust');
const comment = 'The wards <never> heard of it';
let base: string;

beforeAll(async () => {
  const { database, assessments } = world;
  await answerAs(database, assessments.hill, crowd(12, 3));
  await closeSurvey(database, () => today, assessments.hill, people.lena);
  await database
    .insertInto('survey_comment')
    .values({ id: newRandomId(), assessment_id: assessments.hill, item: 'A1', content: comment })
    .execute();
  const { headers } = await pressed(
    world.browsers.fay,
    `/surveys/${assessments.hill}/workshops`,
    303,
  );
  base = headers.location as string;
});

const page = async (path: string) =>
  (await world.browsers.fay.get(`${base}${path}`).expect(200)).text;

describe('the facilitator guide', () => {
  test('says before the first vote what people read on their phones', async () => {
    const text = mainText(await page('/guide'));
    expect(heading(await page('/guide'))).toContain('Facilitator guide, workshop 1');
    for (const rule of roomRules) expect(text).toContain(rule);
  });

  test('has each question of the agenda with its levels, why it matters and what to ask', async () => {
    const text = mainText(await page('/guide'));
    for (const question of questionsOf(questionnaire)) {
      expect(text).toContain(question.text.replace(/\s+/g, ' '));
      expect(text).toContain(question.why.replace(/\s+/g, ' '));
      for (const statements of Object.values(question.statements))
        for (const statement of statements)
          expect(text).toContain(statement.text.replace(/\s+/g, ' '));
    }
    expect(text).toContain('Without a named accountable executive');
    expect(text).toContain('Notes');
  });

  test('follows the agenda: what is removed is not in it', async () => {
    const [h1] = questionsOf(questionnaire).toReversed();
    await pressed(world.browsers.fay, `${base}/agenda`, 303, { item: h1?.code, act: 'remove' });
    expect(mainText(await page('/guide'))).not.toContain(h1?.text.replace(/\s+/g, ' '));
  });

  test('has the comments for who facilitates, and not for one who leads as well', async () => {
    expect(await page('/guide')).toContain('The wards &lt;never&gt; heard of it');
    await world.database
      .insertInto('appointment')
      .values({
        id: newRandomId(),
        person_id: people.fay,
        role: 'assessment-lead',
        organisation_code: 'RAA',
        assessment_id: null,
        appointed_at: today.toISOString(),
      })
      .execute();
    expect(await page('/guide')).not.toContain('heard of it');
    expect(await page('')).not.toContain('heard of it');
  });

  test('shows of the survey nothing that may not be shown', async () => {
    const { content } = await world.database
      .selectFrom('survey_release')
      .select('content')
      .where('assessment_id', '=', world.assessments.hill)
      .executeTakeFirstOrThrow();
    const released = JSON.parse(content);
    for (const question of released.questions) {
      question.result = { shown: false, why: 'too-few-people' };
      question.dontKnow = { shown: false, why: 'too-few-people' };
    }
    await world.database
      .updateTable('survey_release')
      .set({ content: JSON.stringify(released) })
      .where('assessment_id', '=', world.assessments.hill)
      .execute();
    const text = mainText(await page('/guide'));
    expect(text).toContain('What the survey shows. Not shown.');
    expect(text).not.toMatch(/give or take|Agreement: |%/);
    expect(mainText(await page(''))).not.toMatch(/give or take/);
  });
});

describe('the paper vote cards', () => {
  test('are one for each level, one for not knowing, and one for not applicable', async () => {
    const html = await page('/cards');
    const names = [...html.matchAll(/app-card-name">([^<]*)</g)].map(([, name]) => name);
    expect(names).toEqual([
      ...questionnaire.scale.map(({ name }) => name),
      'I do not know',
      'Not applicable',
    ]);
  });
});
