import { beforeAll, expect, test } from '@jest/globals';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { estimateSurvey } from '../../src/scoring/survey.ts';
import { newId } from '../../src/shared/ids.ts';
import { buildWorld, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, asRespondent, crowd, insertTrust, resultsOf } from '../support/surveys.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');
const counted = crowd(9, 3);
const drafts = crowd(3, 5).map((each) => ({ ...each, submitted: false }));
const closing = () => new Date('2026-12-01T09:00:00Z');

onEachDatabase('closing a survey', (database) => {
  let world: World;
  const rows = () => dump(database(), ['assessment', 'survey_results', 'respondent', 'answer']);

  beforeAll(async () => {
    world = await buildWorld(database());
    await answerAs(database(), world.assessments.hill, [...counted, ...drafts]);
  });

  test('makes the results of what was submitted, and of nothing else', async () => {
    const before = await dump(database(), ['respondent', 'answer']);
    await closeSurvey(database(), closing, world.assessments.hill, null);
    const results = await resultsOf(database(), world.assessments.hill);
    const expected = estimateSurvey(
      trust,
      counted.map((each) => asRespondent(trust, each)),
    );
    expect(results).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(results).toMatchObject({ n: 9, respondents: 9, families: 4, eligible: true });
    expect(await dump(database(), ['respondent', 'answer'])).toBe(before);
  });

  test('notes when, and with which method', async () => {
    const row = await database()
      .selectFrom('assessment')
      .innerJoin('survey_results', 'survey_results.assessment_id', 'assessment.id')
      .select(['closed_at', 'made_at', 'method_version'])
      .executeTakeFirst();
    const at = closing().toISOString();
    expect(row).toEqual({ closed_at: at, made_at: at, method_version: 1 });
  });

  test('a second time is a conflict, and changes nothing', async () => {
    const before = await rows();
    await expect(
      closeSurvey(database(), () => today, world.assessments.hill, null),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(await rows()).toBe(before);
  });

  test('of many at the same moment is done once', async () => {
    const closings = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        closeSurvey(database(), closing, world.assessments.dale, null),
      ),
    );
    expect(closings.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('that does not exist is not found', async () => {
    const before = await rows();
    await expect(closeSurvey(database(), closing, newId(), null)).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(await rows()).toBe(before);
  });

  test('without any answers has results that say so', async () => {
    const id = await insertTrust(database(), world.cycle, 'RZZ');
    await closeSurvey(database(), closing, id, null);
    const results = await resultsOf(database(), id);
    expect(results).toMatchObject({ n: 0, respondents: 0, eligible: false, scored: 0 });
    expect(results.overall.value).toBeNull();
    expect(JSON.stringify(results)).not.toMatch(/NaN/);
  });
});
