import { beforeAll, expect, test } from '@jest/globals';
import { ActionConflict, type NewAction } from '../../src/plan/action.ts';
import { addAction } from '../../src/plan/add-action.ts';
import { changeAction } from '../../src/plan/change-action.ts';
import {
  findAction,
  listActions,
  listOpenEarlier,
  listWorkshopActions,
} from '../../src/plan/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { findSurvey } from '../../src/survey/store.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { actsIn } from '../survey/leading.ts';
import { anotherAssessment, insertAction } from './planning.ts';

const clock = () => today;

onEachDatabase('the plan', (database) => {
  let world: World;
  const survey = async () => found(await findSurvey(database(), world.assessments.hill));
  const action = (): NewAction => ({
    id: newId(),
    title: 'Appoint somebody',
    owner: 'Chief executive',
    dueOn: '2027-01-31',
    item: 'A1',
    statement: 'A1-2',
    workshopId: 'one',
  });

  beforeAll(async () => {
    world = await buildWorld(database());
  });

  test('has an action once that is sent many times at once', async () => {
    const { hill, dale } = world.assessments;
    const sent = action();
    await Promise.all(
      Array.from({ length: 5 }, () => addAction(database(), clock, hill, sent, people.fay)),
    );
    expect(await listActions(database(), hill)).toMatchObject([
      { ...sent, assessmentId: hill, cycle: 'Autumn 2026', status: 'not-started', version: 1 },
    ]);
    expect(await listWorkshopActions(database(), 'one')).toHaveLength(1);
    expect(await listWorkshopActions(database(), 'two')).toEqual([]);
    expect(await actsIn(database(), hill)).toEqual(['add-action']);

    // The id of an action elsewhere keeps nobody from adding theirs, and says nothing of it.
    await addAction(database(), clock, dale, sent, people.leo);
    expect(await listActions(database(), dale)).toHaveLength(1);
    expect(await listActions(database(), hill)).toHaveLength(1);
  });

  test('keeps one of many changes that are made at once', async () => {
    const { hill } = world.assessments;
    const hills = await survey();
    const id = await insertAction(world);
    const results = await Promise.allSettled(
      ['One', 'Two', 'Three', 'Four'].map((title) =>
        changeAction(
          database(),
          clock,
          hills,
          id,
          { ...action(), title, status: 'done', basedOn: 1 },
          people.lena,
        ),
      ),
    );
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(refused).toHaveLength(3);
    const stored = await findAction(database(), hills, id);
    expect(stored).toMatchObject({ version: 2, status: 'done' });
    for (const error of refused) {
      expect(error).toBeInstanceOf(ActionConflict);
      expect((error as ActionConflict).stored).toMatchObject({ title: stored?.title, version: 2 });
    }
    expect((await actsIn(database(), hill)).filter((act) => act === 'change-action')).toHaveLength(
      1,
    );
  });

  test('holds what is open from earlier cycles of the organisation', async () => {
    const earlier = await anotherAssessment(world, 'Autumn 2025');
    const later = await anotherAssessment(world, 'Autumn 2027', '2027-10-01T00:00:00.000Z');
    const open = await insertAction(world, { assessment_id: earlier, status: 'in-progress' });
    await insertAction(world, { assessment_id: earlier, status: 'done' });
    const future = await insertAction(world, { assessment_id: later });
    const ids = (await listOpenEarlier(database(), await survey())).map(({ id }) => id);
    expect(ids).toEqual([open]);
    expect(await findAction(database(), await survey(), open)).toBeDefined();
    expect(await findAction(database(), await survey(), future)).toBeUndefined();
  });
});
