import { beforeAll, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { found } from '../../src/shared/problems.ts';
import { changeClosingDate } from '../../src/survey/change-closing-date.ts';
import { dashboardOf } from '../../src/survey/dashboard.ts';
import { endFacilitator } from '../../src/survey/facilitator-end.ts';
import { nameFacilitator } from '../../src/survey/facilitator-name.ts';
import { historyLine } from '../../src/survey/history.ts';
import { listHistory } from '../../src/survey/history-store.ts';
import { openSurvey } from '../../src/survey/open-survey.ts';
import { remind } from '../../src/survey/remind.ts';
import { findLedOrganisation, findLedSurvey } from '../../src/survey/store.ts';
import { findUnfinished, listUnfinished } from '../../src/survey/unfinished-store.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { actsIn, emptied, invited, trustLedByLena } from './leading.ts';

const clock = () => today;

onEachDatabase('running a survey', (database) => {
  let world: World;
  const survey = async () =>
    found(await findLedSurvey(database(), { id: people.lena }, world.assessments.hill));

  beforeAll(async () => {
    world = await buildWorld(database());
    await invited(database(), await emptied(world), [
      { name: 'open' },
      { name: 'begun', far: 'started', family: 'digital' },
      { name: 'done', far: 'submitted' },
    ]);
  });

  test('an assessment that many open at once is opened once', async () => {
    await trustLedByLena(database(), 'RM1');
    const lena = { id: people.lena };
    expect(await findLedOrganisation(database(), lena, 'RM1')).toMatchObject({ code: 'RM1' });
    expect(await findLedOrganisation(database(), { id: people.leo }, 'RM1')).toBeUndefined();
    const wanted = {
      organisationCode: 'RM1',
      cycleId: world.cycle,
      closesAt: '2026-12-20T23:59:59.999Z',
    };
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => openSurvey(database(), clock, wanted, people.lena)),
    );
    expect(opened.filter((each) => each.opened)).toHaveLength(1);
    expect(new Set(opened.map(({ assessmentId }) => assessmentId)).size).toBe(1);
    expect(await actsIn(database(), opened[0]?.assessmentId ?? '')).toEqual(['open-survey']);
  });

  test('those who have not finished are known to the service', async () => {
    const { hill } = world.assessments;
    expect(await listUnfinished(database(), hill)).toMatchObject([
      { address: 'open@leaders.example', accepted: false },
      { address: 'begun@leaders.example', accepted: true },
    ]);
    expect(await findUnfinished(database(), hill, 'done@leaders.example')).toBeUndefined();
    expect(await findUnfinished(database(), hill, 'open@leaders.example')).toBeDefined();
    expect(
      await listUnfinished(database(), world.assessments.dale, today.toISOString()),
    ).toMatchObject([
      { address: 'charlie@leaders.example', invitationId: null },
      { address: 'dora@leaders.example', invitationId: null },
    ]);
  });

  test('a reminder that many ask for at once is sent once', async () => {
    const running = await survey();
    await Promise.all(
      Array.from({ length: 4 }, () => remind(database(), clock, running, people.lena)),
    );
    const messages = await database()
      .selectFrom('message')
      .select('address')
      .where('kind', '=', 'reminder')
      .execute();
    expect(messages).toHaveLength(2);
  });

  test('what was done is in its history, and what stands on its page', async () => {
    const { hill } = world.assessments;
    const closesAt = '2026-12-20T23:59:59.999Z';
    await changeClosingDate(database(), clock, { assessmentId: hill }, closesAt, people.lena);
    const frank = { email: 'frank@leaders.example', name: null };
    const naming = () =>
      survey().then((s) => nameFacilitator(database(), clock, s, frank, people.lena));
    expect(await naming()).toBeNull();
    expect(await naming()).toBe('invited');
    const before = await dashboardOf(database(), await survey(), today);
    expect(before).toMatchObject({ stage: 'running', invited: 3, withdrawn: 0 });
    expect(before.facilitators.pending).toMatchObject([{ email: 'frank@leaders.example' }]);
    const [fay] = before.facilitators.appointed;
    await endFacilitator(database(), clock, await survey(), fay?.id ?? '', people.lena);
    await closeSurvey(database(), clock, hill, null);
    const after = await dashboardOf(database(), await survey(), today);
    expect(after).toMatchObject({ stage: 'closed', closes: '22 November 2026 at 10am' });
    expect(after.facilitators.appointed).toEqual([]);
    const lines = (await listHistory(database(), await survey())).map(historyLine);
    expect(lines.map(({ what, who }) => [what, who])).toEqual([
      ['Closed the survey', 'The service'],
      ['Ended the access of a facilitator', 'lena'],
      ['Named a facilitator', 'lena'],
      ['Moved the closing date to 20 December 2026', 'lena'],
      ['Reminded those who had not finished', 'lena'],
    ]);
  });
});
