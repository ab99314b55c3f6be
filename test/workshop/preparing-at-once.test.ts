import { expect, test } from '@jest/globals';
import { findSurvey } from '../../src/survey/store.ts';
import { moved, without } from '../../src/workshop/agenda/agenda-change.ts';
import { listAgenda } from '../../src/workshop/agenda/agenda-store.ts';
import { changeAgenda, changeTiming } from '../../src/workshop/agenda/change-preparation.ts';
import { openWorkshop } from '../../src/workshop/agenda/open-workshop.ts';
import { prepareWorkshop } from '../../src/workshop/agenda/prepare.ts';
import { findWorkshop, listWorkshops } from '../../src/workshop/store.ts';
import type { Workshop } from '../../src/workshop/workshop.ts';
import { buildWorld, people } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { actsIn } from '../survey/leading.ts';

onEachDatabase('a workshop that several people prepare at once', (database) => {
  const clock = () => today;

  test('is one, opened once, with all their changes', async () => {
    const world = await buildWorld(database());
    await closeHill(world);
    const survey = await findSurvey(database(), world.assessments.hill);
    if (!survey) throw new Error('Hill has no survey');
    const five = Array.from({ length: 5 });

    const prepared = await Promise.all(
      five.map(() => prepareWorkshop(database(), clock, survey, people.fay)),
    );
    const [workshop, ...others] = await listWorkshops(database(), survey.assessmentId);
    expect(others).toEqual([]);
    expect(new Set(prepared.map(({ id }) => id))).toEqual(new Set([workshop?.id]));
    const { id } = workshop as Workshop;

    const agenda = await listAgenda(database(), id);
    const gone = agenda.slice(0, 4).map(({ item }) => item);
    await Promise.all([
      ...gone.map((item) => changeAgenda(database(), id, (now) => without(now, item))),
      changeAgenda(database(), id, (now) => moved(now, agenda[6]?.item ?? '', 0)),
      changeTiming(database(), id, { pace: 'brisk', minutes: 90 }),
    ]);
    const after = (await listAgenda(database(), id)).map(({ item }) => item);
    expect(after.toSorted()).toEqual(
      agenda
        .map(({ item }) => item)
        .slice(4)
        .toSorted(),
    );
    expect(after[0]).toBe(agenda[6]?.item);
    expect(await findWorkshop(database(), id)).toMatchObject({
      pace: 'brisk',
      minutes: 90,
      roomRevision: 6,
    });

    await Promise.all(
      five.map(() => openWorkshop(database(), clock, workshop as Workshop, people.fay)),
    );
    expect((await findWorkshop(database(), id))?.openedAt).toBe(today.toISOString());
    expect((await actsIn(database(), survey.assessmentId)).slice(-2)).toEqual([
      'prepare-workshop',
      'open-workshop',
    ]);
  });
});
