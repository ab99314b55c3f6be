import { beforeEach, describe, expect, test } from '@jest/globals';
import { rowsOf } from '../../people/appointing.ts';
import { mainText } from '../../support/pages.ts';
import { open, type Trust } from './board-rows.ts';
import { boards, pageOf } from './boards.ts';

const world = boards();
const july = '2026-07-10T11:00:00.000Z';

/** The trusts that the page names, by code. */
async function shown(name: 'anna' | 'bert' = 'anna'): Promise<string[]> {
  const text = await pageOf(world, name, name === 'anna' ? '/icbs/QAA' : '/icbs/QBB');
  return [...new Set(mainText(text).match(/R\w\d(?= NHS Trust)/g))].sort();
}

const setSignOff = (trust: Trust, values: object) =>
  world.database
    .updateTable('sign_off')
    .set(values)
    .where('id', '=', world.signOffs[trust] as string)
    .execute();

const setMembership = (trust: Trust, board: string, values: object) =>
  world.database
    .updateTable('icb_membership')
    .set(values)
    .where('organisation_code', '=', trust)
    .where('icb_code', '=', board)
    .execute();

beforeEach(async () => {
  const { database } = world;
  await database
    .updateTable('sign_off')
    .set({ reopened_at: null, reopened_by: null, reopened_reason: null, shared_at: july })
    .where('id', 'in', Object.values(world.signOffs))
    .execute();
  await database.updateTable('icb_membership').set({ until_date: null }).execute();
});

describe('a board sees of a release', () => {
  test('the trusts that share, and no other by name', async () => {
    expect(await shown()).toEqual(['RA1', 'RA2', 'RA3', 'RM1', 'RX1']);
  });

  test('a trust that serves two boards in both of them, and each its own trusts alone', async () => {
    expect(await shown('bert')).toEqual(['RX1']);
    expect(await shown()).toContain('RX1');
  });

  test('nothing of a trust any more that stopped sharing afterwards', async () => {
    await setSignOff('RA2', { shared_at: null });
    expect(await shown()).toEqual(['RA1', 'RA3', 'RM1', 'RX1']);
    const text = await pageOf(world);
    expect(rowsOf(text, '4 trusts share their scores of this cycle')).toContainEqual([
      ...['Acute trusts', '2 of 5'],
    ]);
    // Its score was the highest of its type, and it was one of three that lacked an owner.
    expect(text).not.toContain('3.4');
    expect(mainText(text)).toContain('nobody owns it in 2 of the 4 trusts');
    const { text: file } = await world.browsers.anna.get('/icbs/QAA/scores.csv').expect(200);
    expect(file).not.toMatch(/RA2|3\.4/);
  });

  test('it again when it shares again', async () => {
    await setSignOff('RA2', { shared_at: '2026-11-01T10:00:00.000Z' });
    expect(await shown()).toContain('RA2');
  });

  test('nothing of a trust that reopened its position', async () => {
    const reopened = { reopened_at: july, reopened_by: null, reopened_reason: 'Because' };
    await setSignOff('RX1', reopened);
    expect(await shown()).not.toContain('RX1');
    expect(await shown('bert')).toEqual([]);
  });

  test('a trust that has moved away since, as it was shared with this board', async () => {
    await setMembership('RA1', 'QAA', { until_date: '2026-09-30' });
    expect(await shown()).toContain('RA1');
  });

  test('nothing of one that shares anew after it has moved: that is with another board', async () => {
    await setMembership('RA1', 'QAA', { until_date: '2026-09-30' });
    await setSignOff('RA1', { shared_at: '2026-11-01T10:00:00.000Z' });
    expect(await shown()).not.toContain('RA1');
  });

  test('nothing of one that shares what it signed off after the release, but that there is one', async () => {
    const assessment_id = await open(world.database, world.spring, 'RC1', july);
    const late = { ...(await row('RA1')), id: crypto.randomUUID(), assessment_id };
    await world.database.insertInto('sign_off').values(late).execute();
    expect(await shown()).not.toContain('RC1');
    expect(mainText(await pageOf(world))).toContain(
      '1 trust shares what was signed off or shared after this release was prepared.',
    );
    await world.database.deleteFrom('sign_off').where('id', '=', late.id).execute();
  });
});

function row(trust: Trust) {
  return world.database
    .selectFrom('sign_off')
    .selectAll()
    .where('id', '=', world.signOffs[trust] as string)
    .executeTakeFirstOrThrow();
}
