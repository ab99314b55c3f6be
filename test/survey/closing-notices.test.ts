import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { changeClosingDate } from '../../src/survey/change-closing-date.ts';
import { sendClosingNotices } from '../../src/survey/closing-notice.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { insertTrust } from '../support/surveys.ts';
import { invited, many } from './leading.ts';

onEachDatabase('before a survey closes', (database) => {
  let world: World;
  let hill: string;
  let trusts = 0;
  const mine = () => `t${trusts}-`;

  beforeAll(async () => {
    world = await buildWorld(database());
    // What the world itself has is not asked about.
    await database().deleteFrom('respondent').execute();
  });

  /** A survey of its own for each test that closes on 20 December, and whoever takes part. */
  beforeEach(async () => {
    hill = await insertTrust(database(), world.cycle, `RN${++trusts}`);
    await closesOn('2026-12-20T23:59:59.999Z');
    await invited(database(), hill, [
      { name: `${mine()}open` },
      { name: `${mine()}begun`, far: 'started' },
      { name: `${mine()}done`, far: 'submitted' },
      { name: `${mine()}gone`, withdrawn: true },
    ]);
  });

  async function closesOn(closes_at: string): Promise<void> {
    await database().updateTable('assessment').set({ closes_at }).where('id', '=', hill).execute();
  }

  const passAt = (instant: string) => sendClosingNotices(database(), () => new Date(instant));
  const noticed = async () => {
    const rows = await database()
      .selectFrom('message')
      .select(['address', 'kind'])
      .where('assessment_id', '=', hill)
      .orderBy('address')
      .execute();
    expect(rows.every(({ kind }) => kind === 'closing-soon')).toBe(true);
    return rows.map(({ address }) => address.replace(mine(), '').replace('@leaders.example', ''));
  };

  test('those who have not finished are told, two days earlier and not before', async () => {
    await passAt('2026-12-17T23:00:00.000Z');
    expect(await noticed()).toEqual([]);
    await passAt('2026-12-18T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('they are told once, however often it is looked and however many servers do', async () => {
    await Promise.all(Array.from({ length: 4 }, () => passAt('2026-12-18T09:00:00.000Z')));
    for (const hour of ['10', '12', '23']) await passAt(`2026-12-19T${hour}:00:00.000Z`);
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('they are told once although the mail was no longer wanted', async () => {
    await passAt('2026-12-18T09:00:00.000Z');
    await database().updateTable('message').set({ due_at: null }).execute();
    await passAt('2026-12-18T10:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('they are told again of another date', async () => {
    await passAt('2026-12-18T09:00:00.000Z');
    await closesOn('2027-01-10T23:59:59.999Z');
    await passAt('2026-12-20T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
    await passAt('2027-01-08T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'begun', 'open', 'open']);
  });

  test('they are told once where the lead has just moved the date to so soon', async () => {
    const at = () => new Date('2026-11-30T09:00:00.000Z');
    await changeClosingDate(
      database(),
      at,
      { assessmentId: hill },
      '2026-12-01T23:59:59.999Z',
      people.lena,
    );
    expect(await noticed()).toEqual(['begun', 'open']);
    await passAt('2026-11-30T09:01:00.000Z');
    await passAt('2026-12-01T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('those who were told of an earlier date long before are told when it comes', async () => {
    const at = () => new Date('2026-11-30T09:00:00.000Z');
    await changeClosingDate(
      database(),
      at,
      { assessmentId: hill },
      '2026-12-10T23:59:59.999Z',
      people.lena,
    );
    await passAt('2026-12-08T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'begun', 'open', 'open']);
  });

  test('somebody who was invited within these two days is not told twice', async () => {
    await database().deleteFrom('message').where('assessment_id', '=', hill).execute();
    await invited(database(), hill, [
      { name: `${mine()}just`, invitedAt: '2026-12-19T09:00:00.000Z' },
    ]);
    await passAt('2026-12-19T09:01:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('nobody is told of a survey that is over or closed', async () => {
    await passAt('2026-12-21T00:00:00.000Z');
    await closeSurvey(database(), () => new Date('2026-12-18T08:00:00.000Z'), hill, null);
    await database().deleteFrom('message').where('assessment_id', '=', hill).execute();
    await passAt('2026-12-18T09:00:00.000Z');
    expect(await noticed()).toEqual([]);
  });

  test('a survey without a date of its own closes with its cycle, and so are people told', async () => {
    await database()
      .updateTable('assessment')
      .set({ closes_at: null })
      .where('id', '=', hill)
      .execute();
    await passAt('2027-03-28T22:00:00.000Z');
    expect(await noticed()).toEqual([]);
    await passAt('2027-03-29T09:00:00.000Z');
    expect(await noticed()).toEqual(['begun', 'open']);
  });

  test('nobody is told where everybody has finished', async () => {
    await database().deleteFrom('invitation').where('scope', '=', hill).execute();
    await invited(database(), hill, many(3, `${mine()}all`, { far: 'submitted' }));
    await database()
      .updateTable('respondent')
      .set({ submitted_at: '2026-12-01T00:00:00.000Z' })
      .where('assessment_id', '=', hill)
      .execute();
    await passAt('2026-12-18T09:00:00.000Z');
    expect(await noticed()).toEqual([]);
  });
});
