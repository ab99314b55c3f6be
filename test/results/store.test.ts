import { beforeAll, expect, test } from '@jest/globals';
import { enqueue } from '../../src/mail/store.ts';
import { insertAppointment } from '../../src/people/appointment-store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { canBeShown } from '../../src/results/results.ts';
import { shareResults } from '../../src/results/share.ts';
import { addressesOfReaders, addressesToTell } from '../../src/results/share-store.ts';
import { findResults } from '../../src/results/store.ts';
import { newId } from '../../src/shared/ids.ts';
import { found } from '../../src/shared/problems.ts';
import { readChain } from '../support/audit-chain.ts';
import {
  buildWorld,
  type Name,
  people,
  placeOf,
  setRespondent,
  type World,
} from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';

onEachDatabase('the results of a survey', (database) => {
  let world: World;
  const at = today.toISOString();
  const resultsOf = (name: Name, assessment = world.assessments.hill) =>
    findResults(database(), { id: people[name] }, assessment);

  beforeAll(async () => {
    world = await buildWorld(database());
    await answerAs(database(), world.assessments.hill, crowd(14, 3));
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    await setRespondent(database(), respondentId, { role: 'data-lead', submitted_at: at });
  });

  test('are found without any before it has closed, by its lead alone', async () => {
    expect(await resultsOf('lena')).toMatchObject({ released: null, standing: { leads: true } });
    for (const name of ['fay', 'alice', 'leo', 'sam', 'nora'] as const)
      expect(await resultsOf(name)).toBeUndefined();
    expect(await resultsOf('lena', newId())).toBeUndefined();
  });

  test('are found once it has closed, with what each person is to it', async () => {
    await closeSurvey(database(), () => today, world.assessments.hill, people.lena);
    const lena = found(await resultsOf('lena'));
    expect(lena.standing).toEqual({ leads: true, facilitates: false, place: null });
    expect(lena.released && canBeShown(lena.released)).toBe(true);
    expect((await resultsOf('fay'))?.standing).toEqual({
      ...{ leads: false, facilitates: true, place: null },
    });
    expect(await resultsOf('alice')).toBeUndefined();
  });

  test('are read back as they were kept', async () => {
    const { content } = await database()
      .selectFrom('survey_release')
      .select('content')
      .executeTakeFirstOrThrow();
    expect((await resultsOf('lena'))?.released).toEqual(JSON.parse(content));
  });

  test('tell those who lead and facilitate when they are there', async () => {
    expect(await addressesOfReaders(database(), world.assessments.hill)).toEqual([
      'fay@leaders.example',
      'lena@leaders.example',
    ]);
    const wanted = await database()
      .selectFrom('message')
      .select(['address', 'kind'])
      .orderBy('address')
      .execute();
    expect(wanted).toEqual([
      { address: 'fay@leaders.example', kind: 'results' },
      { address: 'lena@leaders.example', kind: 'results' },
    ]);
  });

  test('are shared once, however often at the same moment', async () => {
    const results = found(await resultsOf('lena'));
    const share = () =>
      shareResults(database(), () => today, results, { on: true, by: people.lena });
    await Promise.all([share(), share(), share()]);
    const acts = (await readChain(database(), world.assessments.hill)).map(({ act }) => act);
    expect(acts.filter((act) => act === 'share-results')).toHaveLength(1);
    const mails = await database()
      .selectFrom('message')
      .select('id')
      .where('address', '=', 'alice@leaders.example')
      .execute();
    expect(mails).toHaveLength(1);
    expect((await resultsOf('alice'))?.standing.place?.assessmentId).toBe(world.assessments.hill);
    expect(await resultsOf('charlie')).toBeUndefined();
  });

  test('tell nobody twice, unless the mail was no longer wanted', async () => {
    const { hill } = world.assessments;
    expect(await addressesToTell(database(), hill)).toEqual([]);
    const settle = (values: { due_at: null; sent_at?: string }) =>
      database()
        .updateTable('message')
        .set(values)
        .where('address', '=', 'alice@leaders.example')
        .execute();
    await settle({ due_at: null });
    expect(await addressesToTell(database(), hill)).toEqual(['alice@leaders.example']);
    await settle({ due_at: null, sent_at: at });
    expect(await addressesToTell(database(), hill)).toEqual([]);
    // A mail about something else is none about these results.
    await database().deleteFrom('message').execute();
    await enqueue(
      database(),
      [{ kind: 'reminder', address: 'alice@leaders.example', assessmentId: hill }],
      at,
    );
    expect(await addressesToTell(database(), hill)).toEqual(['alice@leaders.example']);
  });

  test('are no longer shared without telling anybody', async () => {
    await database().deleteFrom('message').execute();
    const results = found(await resultsOf('lena'));
    const stop = { on: false, by: people.lena };
    await shareResults(database(), () => today, results, stop);
    expect(await resultsOf('alice')).toBeUndefined();
    expect(await database().selectFrom('message').selectAll().execute()).toEqual([]);
  });

  test('are those of who leads, facilitates and answers at once', async () => {
    const { hill } = world.assessments;
    const appointment = { personId: people.alice, organisationCode: null, assessmentId: null };
    await insertAppointment(
      database(),
      { ...appointment, role: 'assessment-lead', organisationCode: 'RAA' },
      at,
    );
    await insertAppointment(
      database(),
      { ...appointment, role: 'facilitator', assessmentId: hill },
      at,
    );
    const { standing } = found(await resultsOf('alice'));
    expect(standing).toMatchObject({ leads: true, facilitates: true });
    expect(standing.place).not.toBeNull();
  });
});
