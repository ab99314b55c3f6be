import { expect, test } from '@jest/globals';
import { findPlace } from '../../src/assessment/store.ts';
import { submit } from '../../src/assessment/submit.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { buildWorld, everything, person, save, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { insertTrust, resultsOf } from '../support/surveys.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');
const clock = () => today;

onEachDatabase('a survey that is closed while people answer', (database) => {
  let world: World | undefined;
  let round = 0;

  /** An assessment in which so many people have answered everything. */
  async function answered(size: number) {
    world ??= await buildWorld(database());
    const assessmentId = await insertTrust(database(), world.cycle, `RC${++round}`);
    const places = [];
    for (let at = 0; at < size; at++) {
      const [id, respondent] = [newId(), newId()];
      await database()
        .insertInto('person')
        .values(person(id, `c${round}-${at}`))
        .execute();
      await database()
        .insertInto('respondent')
        .values({ id: respondent, assessment_id: assessmentId, person_id: id, role: 'data-lead' })
        .execute();
      await save(database(), respondent, everything(trust));
      places.push(found(await findPlace(database(), { id }, assessmentId)));
    }
    return { assessmentId, places };
  }

  test.each([0, 3, 8])('counts exactly those who were told they had submitted (%p)', async (at) => {
    const { assessmentId, places } = await answered(8);
    const acts: (() => Promise<unknown>)[] = places.map(
      (place) => () => submit(database(), clock, place),
    );
    acts.splice(at, 0, () => closeSurvey(database(), clock, assessmentId, null));
    const outcomes = await Promise.allSettled(acts.map((act) => act()));
    expect(outcomes[at]?.status).toBe('fulfilled');
    const told = outcomes.filter(({ status }) => status === 'fulfilled').length - 1;
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'too-late' });
    expect(await resultsOf(database(), assessmentId)).toMatchObject({ respondents: told });
  });
});
