import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { join, surveyOfCode } from '../../src/invitations/join.ts';
import { endJoinCode, openJoinCode } from '../../src/invitations/join-code-opening.ts';
import {
  endRunningCode,
  findByCode,
  findRunningCode,
  insertJoinCode,
  takePlaceOf,
} from '../../src/invitations/join-code-store.ts';
import { newId } from '../../src/shared/ids.ts';
import { findSurvey } from '../../src/survey/store.ts';
import type { Survey } from '../../src/survey/survey.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';

const clock = () => today;
const now = today.toISOString();
const later = '2026-11-22T12:00:00.000Z';

onEachDatabase('join codes', (database) => {
  let world: World;
  let hill: Survey;

  beforeAll(async () => {
    world = await buildWorld(database());
    hill = (await findSurvey(database(), world.assessments.hill)) as Survey;
  });

  beforeEach(async () => {
    for (const table of ['message', 'invitation', 'join_code'] as const)
      await database().deleteFrom(table).execute();
  });

  const inserted = async (places = 2, code = 'ACDEFHJK') => {
    const id = newId();
    const { assessmentId } = hill;
    await insertJoinCode(database(), { id, assessmentId, code, places, expiresAt: later }, now);
    return id;
  };

  test('are found by survey and by code until they end', async () => {
    const id = await inserted();
    const expected = {
      id,
      assessmentId: hill.assessmentId,
      code: 'ACDEFHJK',
      places: 2,
      taken: 0,
      expiresAt: later,
    };
    expect(await findRunningCode(database(), hill.assessmentId, now)).toEqual(expected);
    expect(await findByCode(database(), 'ACDEFHJK', now)).toEqual(expected);
    expect(await findByCode(database(), 'ACDEFHJK', later)).toBeUndefined();
    expect(await findByCode(database(), 'acdefhjk', now)).toBeUndefined();
    expect(await findRunningCode(database(), world.assessments.dale, now)).toBeUndefined();
    expect((await surveyOfCode(database(), 'ACDEFHJK', today))?.organisation.code).toBe('RAA');
    const other = { id, assessmentId: world.assessments.dale };
    expect(await endRunningCode(database(), other, now)).toBe(false);
    const own = { id, assessmentId: hill.assessmentId };
    expect(await endRunningCode(database(), own, now)).toBe(true);
    expect(await endRunningCode(database(), own, now)).toBe(false);
    expect(await findRunningCode(database(), hill.assessmentId, now)).toBeUndefined();
  });

  test('give away as many places as they have, at once as one after the other', async () => {
    const id = await inserted(3);
    const taken = await Promise.all(Array.from({ length: 10 }, () => takePlaceOf(database(), id)));
    expect(taken.filter(Boolean)).toHaveLength(3);
    expect((await findByCode(database(), 'ACDEFHJK', now))?.taken).toBe(3);
  });

  test('run one at a time in a survey', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () =>
        openJoinCode(database(), clock, hill, { places: 5, hours: 2 }, people.lena),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const code = await findRunningCode(database(), hill.assessmentId, now);
    await endJoinCode(database(), clock, hill, code?.id ?? '', people.lena);
    expect(await openJoinCode(database(), clock, hill, { places: 5, hours: 2 }, people.lena)).toBe(
      true,
    );
  });

  test('invite many at once, each address once, and no more than there are places', async () => {
    await inserted(4);
    const joined = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        join(database(), clock, 'ACDEFHJK', { email: `p${at % 8}@hill.example`, name: 'P' }, null),
      ),
    );
    expect(joined).toEqual(Array(16).fill(true));
    const invited = await database().selectFrom('invitation').select('email').execute();
    expect(invited).toHaveLength(4);
    expect((await findByCode(database(), 'ACDEFHJK', now))?.taken).toBe(4);
  });

  test('give one place to an address that joins many times at once', async () => {
    await inserted(8);
    const ann = { email: 'ann@hill.example', name: 'Ann' };
    await Promise.all(
      Array.from({ length: 8 }, () => join(database(), clock, 'ACDEFHJK', ann, null)),
    );
    expect((await findByCode(database(), 'ACDEFHJK', now))?.taken).toBe(1);
  });

  test('that are none invite nobody', async () => {
    const person = { email: 'ann@hill.example', name: 'Ann' };
    expect(await join(database(), clock, 'ACDEFHJK', person, null)).toBe(false);
    expect(await database().selectFrom('invitation').selectAll().execute()).toEqual([]);
  });
});
