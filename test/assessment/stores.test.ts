import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { answersOf, writeAnswers } from '../../src/assessment/answer-store.ts';
import type { StoredAnswer } from '../../src/assessment/answers.ts';
import { endOf, holdOpen, touchRespondent, touchSaved } from '../../src/assessment/change-store.ts';
import type { Place } from '../../src/assessment/place.ts';
import { findPlace, listPlaces } from '../../src/assessment/store.ts';
import { transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { buildWorld, closesAt, type Name, people, placeOf, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';

const as = (name: Name) => ({ id: people[name], name, jobTitle: 'Leader' });
const savedAt = '2026-11-22T10:00:00.000Z';
const later = '2026-11-22T10:30:00.000Z';
const answer = (item: string, version: number, text: string | null = '3'): StoredAnswer => ({
  ...{ item, version, answer: text, note: `Note – ${item} 👍` },
  ...{ noteShared: version % 2 === 1, saveId: newId(), savedAt },
});

onEachDatabase('the stores of an assessment', (database) => {
  let world: World;
  let place: Place;

  beforeAll(async () => {
    world = await buildWorld(database());
  });

  beforeEach(async () => {
    await database().deleteFrom('answer').execute();
    place = await placeOf(world, 'alice', 'hill');
  });

  test('find the place of a person, with the wording of the organisation', async () => {
    expect(place).toMatchObject({
      assessmentId: world.assessments.hill,
      organisation: { code: 'RAA', name: 'Hill NHS Trust', kind: 'trust' },
      cycle: { name: 'Autumn 2026' },
      closesAt,
      questionnaire: { version: 1, wording: 'trust' },
      role: null,
      suggestedRole: null,
      noticeReadAt: null,
      savedAt: null,
      submittedAt: null,
      closedAt: null,
      sharedAt: null,
      keptAt: null,
    });
    expect((await placeOf(world, 'dora', 'board')).questionnaire.wording).toBe('icb');
  });

  test('take the date of the assessment itself before that of its cycle', async () => {
    const set = (values: { closes_at: string | null; shared_at: string | null }) =>
      database()
        .updateTable('assessment')
        .set(values)
        .where('id', '=', world.assessments.hill)
        .execute();
    await set({ closes_at: later, shared_at: savedAt });
    expect(await placeOf(world, 'alice', 'hill')).toMatchObject({
      closesAt: later,
      sharedAt: savedAt,
    });
    await set({ closes_at: null, shared_at: null });
  });

  test('find the role that was put down for exactly this person in exactly this assessment', async () => {
    const invitation = (name: Name, assessment: string, role: string) => ({
      ...{ id: newId(), purpose: 'respondent' as const, scope: assessment, role },
      ...{ assessment_id: assessment, email: `${name}@leaders.example`, person_id: people[name] },
      ...{ created_at: savedAt, expires_at: later, accepted_at: savedAt },
    });
    const { hill, dale } = world.assessments;
    await database()
      .insertInto('invitation')
      .values([
        invitation('alice', hill, 'data-lead'),
        invitation('bob', hill, 'chief-executive'),
        invitation('dora', dale, 'medical-director'),
      ])
      .execute();
    const suggested = async (name: Name, where: 'hill' | 'dale' | 'board') =>
      (await placeOf(world, name, where)).suggestedRole;
    expect(await suggested('alice', 'hill')).toBe('data-lead');
    expect(await suggested('dora', 'dale')).toBe('medical-director');
    expect(await suggested('dora', 'board')).toBeNull();
    expect(await listPlaces(database(), as('dora'))).toHaveLength(2);
  });

  test('find no place of somebody else, and none that is not there', async () => {
    const { hill, board } = world.assessments;
    expect(await findPlace(database(), as('charlie'), hill)).toBeUndefined();
    expect(await findPlace(database(), as('alice'), board)).toBeUndefined();
    expect(await findPlace(database(), as('alice'), newId())).toBeUndefined();
    expect((await placeOf(world, 'bob', 'hill')).respondentId).not.toBe(place.respondentId);
  });

  test('list every place of a person and nobody else’s', async () => {
    const places = await listPlaces(database(), as('dora'));
    expect(places.map(({ organisation }) => organisation.code).sort()).toEqual(['QAA', 'RBB']);
    expect(await listPlaces(database(), { ...as('alice'), id: newId() })).toEqual([]);
  });

  test('write answers and read them back, all or only some', async () => {
    const rows = [answer('A1', 1), answer('A2', 1, null), answer('M01', 1, 'shared')];
    const written = await writeAnswers(database(), place.respondentId, rows);
    expect([...written].sort()).toEqual(['A1', 'A2', 'M01']);
    const all = await answersOf(database(), place);
    expect([...all.values()].sort((a, b) => (a.item < b.item ? -1 : 1))).toEqual(rows);
    expect([...(await answersOf(database(), place, ['A2', 'B1'])).keys()]).toEqual(['A2']);
    expect(await answersOf(database(), await placeOf(world, 'bob', 'hill'))).toEqual(new Map());
  });

  test('write only what is based on the version that is there', async () => {
    await writeAnswers(database(), place.respondentId, [answer('A1', 1), answer('A2', 1)]);
    const next = [answer('A1', 2, '5'), answer('A2', 1, '5'), answer('A3', 1, '5')];
    const written = await writeAnswers(database(), place.respondentId, next);
    expect([...written].sort()).toEqual(['A1', 'A3']);
    const stored = await answersOf(database(), place);
    expect([...stored.values()].map((row) => [row.item, row.answer, row.version]).sort()).toEqual([
      ['A1', '5', 2],
      ['A2', '3', 1],
      ['A3', '5', 1],
    ]);
    expect(await writeAnswers(database(), place.respondentId, [answer('A1', 9)])).toEqual(
      new Set(),
    );
  });

  test('of many who write the same version at once, one wins', async () => {
    await writeAnswers(database(), place.respondentId, [answer('A1', 1)]);
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        transact(database(), (transaction) =>
          writeAnswers(transaction, place.respondentId, [answer('A1', 2, String((at % 5) + 1))]),
        ),
      ),
    );
    expect(all.filter((written) => written.has('A1'))).toHaveLength(1);
    expect((await answersOf(database(), place)).get('A1')?.version).toBe(2);
  });

  test('take back everything of a transaction that fails', async () => {
    const work = transact(database(), async (transaction) => {
      await writeAnswers(transaction, place.respondentId, [answer('A1', 1)]);
      await touchRespondent(transaction, place, { role: 'data-lead' });
      throw new Error('No');
    });
    await expect(work).rejects.toThrow('No');
    expect(await answersOf(database(), place)).toEqual(new Map());
    expect((await placeOf(world, 'alice', 'hill')).role).toBeNull();
  });

  test('change a respondent until they have submitted or the survey has closed', async () => {
    const touch = (change: Parameters<typeof touchRespondent>[2]) =>
      touchRespondent(database(), place, change);
    expect(await touch({ role: 'data-lead', saved_at: savedAt })).toBe(true);
    expect(await placeOf(world, 'alice', 'hill')).toMatchObject({ role: 'data-lead', savedAt });

    const close = (closed_at: string | null) =>
      database()
        .updateTable('assessment')
        .set({ closed_at })
        .where('id', '=', place.assessmentId)
        .execute();
    await close(savedAt);
    expect(await touch({ role: 'chief-executive' })).toBe(false);
    expect(await touchSaved(database(), place, later)).toBe(false);
    await close(null);
    expect(await touchSaved(database(), place, later)).toBe(true);
    expect(await touch({ submitted_at: savedAt })).toBe(true);
    expect(await touch({ submitted_at: '2027-01-01T00:00:00.000Z' })).toBe(false);
    expect(await placeOf(world, 'alice', 'hill')).toMatchObject({
      role: 'data-lead',
      savedAt: later,
      submittedAt: savedAt,
    });
    expect(await touchSaved(database(), place, savedAt)).toBe(false);
    expect((await placeOf(world, 'bob', 'hill')).role).toBeNull();
    expect(await endOf(database(), place)).toBe('submitted');
  });

  test('say what has ended a place, and hold a survey open only while it is', async () => {
    const bob = await placeOf(world, 'bob', 'hill');
    const respondent = (values: { withdrawn_at: string | null }) =>
      database().updateTable('respondent').set(values).where('id', '=', bob.respondentId).execute();
    await respondent({ withdrawn_at: savedAt });
    expect(await touchSaved(database(), bob, later)).toBe(false);
    expect(await endOf(database(), bob)).toBe('withdrawn');
    expect(await findPlace(database(), as('bob'), bob.assessmentId)).toBeUndefined();
    await respondent({ withdrawn_at: null });

    expect(await holdOpen(database(), bob.assessmentId)).toBe(true);
    const assessments = database().updateTable('assessment').where('id', '=', bob.assessmentId);
    await assessments.set({ closed_at: savedAt }).execute();
    expect(await holdOpen(database(), bob.assessmentId)).toBe(false);
    expect(await endOf(database(), bob)).toBe('closed');
    await assessments.set({ closed_at: null }).execute();
    expect(await holdOpen(database(), newId())).toBe(false);
    expect(await endOf(database(), { ...bob, respondentId: newId() })).toBeUndefined();
  });
});
