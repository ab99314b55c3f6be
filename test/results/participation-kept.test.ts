import { expect, test } from '@jest/globals';
import { eraseRespondent } from '../../src/assessment/erase-respondent.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { stage } from '../support/cast.ts';
import { today } from '../support/service.ts';
import { emptied, invited, many } from '../survey/leading.ts';

const world = stage();

test('whoever erases their answers, before closing or after, moves nobody in what the lead sees of a closed survey', async () => {
  const id = await emptied(world);
  await world.database.deleteFrom('invitation').execute();
  await invited(world.database, id, [
    ...many(20, 'boss', { family: 'executive', far: 'submitted' }),
    ...many(9, 'lazy', { family: 'executive', far: 'accepted' }),
    ...many(20, 'ward', { family: 'clinical', far: 'submitted' }),
    ...many(9, 'slow', { family: 'clinical', far: 'accepted' }),
  ]);
  const erase = async (email: string) => {
    const row = await world.database
      .selectFrom('respondent')
      .innerJoin('person', 'person.id', 'respondent.person_id')
      .select(['respondent.id', 'person.id as person'])
      .where('person.email', '=', email)
      .executeTakeFirstOrThrow();
    const place = { assessmentId: id, respondentId: row.id };
    await eraseRespondent(world.database, () => today, place, row.person);
  };
  await erase('boss1@leaders.example');
  await closeSurvey(world.database, () => today, id, null);
  const page = async () => (await world.browsers.lena.get(`/surveys/${id}`).expect(200)).text;
  const before = await page();
  expect(before).toContain('>39<');
  for (const email of ['ward1', 'ward2', 'boss2', 'slow1']) await erase(`${email}@leaders.example`);
  expect(await page()).toBe(before);
});
