import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/shared/ids.ts';
import { agreeDimension, signHill } from '../../position/signing.ts';
import { type Name, organisations, people, stage } from '../../support/cast.ts';
import { mainText } from '../../support/pages.ts';
import { today } from '../../support/service.ts';
import { group, onBasis, publish, seven } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const fromTwo = 'from 2 Installed to 3 Adopted';

beforeAll(async () => {
  const { database, assessments } = world;
  await database
    .updateTable('assessment')
    .set({ closed_at: today.toISOString() })
    .where('id', '=', assessments.hill)
    .execute();
  await agreeDimension(world, 'A', 2);
  await signHill(world);
  const compared = group('kind:trust', seven(0, 1), { A: seven(0, 6) });
  await publish(
    database,
    world.cycle,
    { [hill]: [onBasis('agreed', [compared], { value: 3.4 })] },
    { publishedAt: new Date(today.getTime() + 60_000).toISOString() },
  );
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: people.charlie,
      role: 'icb-analyst',
      organisation_code: hill,
      appointed_at: today.toISOString(),
    })
    .execute();
});

const page = async (name: Name, query = '?basis=agreed') => {
  const { text } = await world.browsers[name].get(`/benchmarks/${hill}${query}`).expect(200);
  return mainText(text);
};

describe('one level ahead of what was agreed', () => {
  test.each(['lena', 'sam', 'fay'] as const)('goes by each question for %s', async (name) => {
    expect(await page(name)).toContain(fromTwo);
    expect(await page(name)).not.toContain(': 4 Embedded');
  });

  test('goes by the dimension for an analyst of a board, who does not see its position', async () => {
    const become = (kind: 'icb' | 'trust') =>
      world.database.updateTable('organisation').set({ kind }).where('code', '=', hill).execute();
    await become('icb');
    expect(await page('charlie')).not.toContain(fromTwo);
    expect(await page('charlie')).toContain(': 4 Embedded');
    await become('trust');
  });

  // Pages that nobody asked for before: what a release is shown with is remembered.
  test.each([
    ['stays what it was', 'after', 120, '?basis=agreed&group=kind:trust', true],
    ['goes by the dimension', 'before', 30, '?group=kind:trust', false],
  ])('%s when the position was reopened %s the release', async (_, __, seconds, query, shown) => {
    const reopened_at = new Date(today.getTime() + seconds * 1000).toISOString();
    await world.database.updateTable('sign_off').set({ reopened_at }).execute();
    expect((await page('lena', query)).includes(fromTwo)).toBe(shown);
  });
});
