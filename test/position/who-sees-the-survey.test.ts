import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { type Name, people, stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { closeHill } from '../support/workshops.ts';
import { agree, metUpTo, positionOf } from './positions.ts';

const world = stage();

/** What of the survey stands beside the agreed position, as somebody sees it. */
async function besideFor(name: Name): Promise<readonly string[]> {
  const { text } = await world.browsers[name].get(positionOf(world)).expect(200);
  const traces = {
    estimate: /<dt>Survey<\/dt>/,
    label: /Agreement: /,
    shift: /(above|below) the survey|As the survey has it/,
    owners: /data-label="Survey"|Left as the survey has it/,
  };
  return Object.entries(traces).flatMap(([what, trace]) => (trace.test(text) ? [what] : []));
}

async function giveSam(values: { place: boolean; shared: boolean }): Promise<void> {
  const { database, assessments } = world;
  if (values.place)
    await database
      .insertInto('respondent')
      .values({ id: newId(), assessment_id: assessments.hill, person_id: people.sam })
      .execute();
  const shared_at = values.shared ? today.toISOString() : null;
  await database
    .updateTable('assessment')
    .set({ shared_at })
    .where('id', '=', assessments.hill)
    .execute();
}

describe('beside the agreed position', () => {
  beforeAll(async () => {
    await closeHill(world);
    await agree(world, 'A1', metUpTo('A1', 1));
  });

  afterEach(async () => {
    await world.database.deleteFrom('respondent').where('person_id', '=', people.sam).execute();
    await giveSam({ place: false, shared: false });
  });

  test('stands the survey for who leads and who facilitates', async () => {
    for (const name of ['lena', 'fay'] as const)
      expect(await besideFor(name)).toEqual(['estimate', 'label', 'shift', 'owners']);
  });

  test('stands nothing of it for who only signs, whether it is shared or not', async () => {
    for (const shared of [false, true]) {
      await giveSam({ place: false, shared });
      expect(await besideFor('sam')).toEqual([]);
    }
    const { text } = await world.browsers.sam.get(positionOf(world)).expect(200);
    expect(mainText(text)).toContain('So nothing of it stands here beside what is agreed.');
  });

  test('stands the survey for who signs and answered it, while it is shared', async () => {
    await giveSam({ place: true, shared: false });
    expect(await besideFor('sam')).toEqual([]);
    await giveSam({ place: false, shared: true });
    expect(await besideFor('sam')).toEqual(['estimate', 'label', 'shift', 'owners']);
  });
});
