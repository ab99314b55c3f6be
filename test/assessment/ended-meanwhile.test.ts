import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { answersOf } from '../../src/assessment/answer-store.ts';
import { markProgress } from '../../src/assessment/mark-progress.ts';
import type { Place } from '../../src/assessment/place.ts';
import { saveAnswers } from '../../src/assessment/save-answers.ts';
import { findPlace } from '../../src/assessment/store.ts';
import { submit } from '../../src/assessment/submit.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { type Database, transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { found, Problem } from '../../src/shared/problems.ts';
import { everything, insertCycle, person, save } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { insertTrust, resultsOf } from '../support/surveys.ts';

const clock = () => today;
const at = today.toISOString();

/** Everything that changes a place; each had found it open. */
const acts: [string, (database: Database, place: Place) => Promise<unknown>][] = [
  [
    'saving',
    (database, place) => {
      const kept = { item: 'A1', answer: '5', note: null, noteShared: false, basedOn: 1 };
      return saveAnswers(database, clock, place, { saveId: newId(), saves: [kept] }, '/x');
    },
  ],
  ['submitting', (database, place) => submit(database, clock, place)],
  ['saying one’s role', (database, place) => markProgress(database, place, { role: 'data-lead' })],
];

onEachDatabase('what ends while a request is under way', (database) => {
  let cycle: string;
  let place: Place;

  beforeAll(async () => {
    cycle = await insertCycle(database(), 'Autumn 2026');
  });

  beforeEach(async () => {
    place = await readyToSubmit();
  });

  /** The place of somebody new, in a survey of their own, who has answered everything. */
  async function readyToSubmit(): Promise<Place> {
    const [id, respondentId] = [newId(), newId()];
    const assessment_id = await insertTrust(database(), cycle, id.slice(-8));
    await database().insertInto('person').values(person(id, id)).execute();
    await database()
      .insertInto('respondent')
      .values({ id: respondentId, assessment_id, person_id: id, role: 'data-lead' })
      .execute();
    const mine = found(await findPlace(database(), { id }, assessment_id));
    await save(database(), respondentId, everything(mine.questionnaire));
    return mine;
  }

  const set = (values: { submitted_at?: string; withdrawn_at?: string }) =>
    database().updateTable('respondent').set(values).where('id', '=', place.respondentId).execute();

  const endings: [string, string, () => Promise<unknown>][] = [
    ['submission', 'You have submitted your answers', () => set({ submitted_at: at })],
    ['withdrawal', 'Your invitation to this survey has been', () => set({ withdrawn_at: at })],
    [
      'closing',
      'The survey has closed',
      () => closeSurvey(database(), clock, place.assessmentId, null),
    ],
    [
      'erasure',
      'If you typed the address',
      () => database().deleteFrom('respondent').where('id', '=', place.respondentId).execute(),
    ],
  ];
  describe.each(endings)('%s', (_what, message, end) => {
    test.each(acts)('refuses %s with the reason, and nothing is changed', async (_act, act) => {
      await end();
      const before = await answersOf(database(), place);
      const problem = await act(database(), place).catch((error: unknown) => error);
      expect(problem).toBeInstanceOf(Problem);
      expect((problem as Problem).message).toContain(message);
      expect(await answersOf(database(), place)).toEqual(before);
    });
  });

  test('says that it was submitted where the survey has closed after that', async () => {
    await set({ submitted_at: at });
    await closeSurvey(database(), clock, place.assessmentId, null);
    for (const [, act] of acts)
      await expect(act(database(), place)).rejects.toThrow('You have submitted your answers');
  });

  describe('of submitting and closing at the same moment', () => {
    /** Does the second while the first is done but not yet committed. */
    async function overlapping<T>(
      first: (transaction: Database) => Promise<unknown>,
      second: () => Promise<T>,
    ): Promise<T | string> {
      let outcome: Promise<T | string> | undefined;
      await transact(database(), async (transaction) => {
        await first(transaction);
        outcome = second().catch(String);
        await wait(100);
      });
      return outcome as Promise<T | string>;
    }
    const submitting = (where = database()) => submit(where, clock, place);
    const closing = (where = database()) => closeSurvey(where, clock, place.assessmentId, null);
    const counted = async () => (await resultsOf(database(), place.assessmentId)).respondents;

    test('a submission that is first is counted', async () => {
      expect(await overlapping(submitting, closing)).toBeUndefined();
      expect(await counted()).toBe(1);
    });

    test('one that is second is refused and not counted', async () => {
      expect(await overlapping(closing, submitting)).toContain('The survey has closed');
      expect(await counted()).toBe(0);
    });

    test('whoever wins, the person is told what the results say', async () => {
      const [outcome] = await Promise.all([submitting().catch(String), closing()]);
      if (outcome !== null) expect(outcome).toContain('The survey has closed');
      expect(await counted()).toBe(outcome === null ? 1 : 0);
    });
  });
});
