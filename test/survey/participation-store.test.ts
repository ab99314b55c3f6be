import { beforeEach, expect, test } from '@jest/globals';
import { eraseRespondent } from '../../src/assessment/erase-respondent.ts';
import { invite } from '../../src/people/invite.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newId } from '../../src/shared/ids.ts';
import { findParticipation, listInvited } from '../../src/survey/participation-store.ts';
import { buildWorld, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd, insertTrust } from '../support/surveys.ts';
import { invited, many } from './leading.ts';

onEachDatabase('who is counted as taking part', (database) => {
  let world: World | undefined;
  let hill: string;
  let trusts = 0;

  /** A new assessment in each test. */
  beforeEach(async () => {
    world ??= await buildWorld(database());
    hill = await insertTrust(database(), world.cycle, `RT${++trusts}`);
  });

  const counted = async () => {
    const all = await listInvited(database(), hill);
    const number = (does: (one: (typeof all)[number]) => boolean) => all.filter(does).length;
    return {
      invited: all.length,
      withdrawn: number(({ withdrawn }) => withdrawn),
      started: number(({ started }) => started),
      submitted: number(({ submitted }) => submitted),
      digital: number(({ family }) => family === 'digital'),
    };
  };

  test('is nobody at first', async () => {
    expect(await listInvited(database(), hill)).toEqual([]);
  });

  test('are all who were invited, as far as they are and in the family first put down', async () => {
    await invited(database(), hill, [
      { name: `a${trusts}`, far: 'invited', family: 'digital' },
      { name: `b${trusts}`, far: 'accepted', family: 'clinical' },
      { name: `c${trusts}`, far: 'started' },
      { name: `d${trusts}`, far: 'submitted', family: 'digital', withdrawn: true },
      { name: `e${trusts}`, far: 'started', withdrawn: true },
    ]);
    const row = (
      family: string | null,
      withdrawn: boolean,
      started: boolean,
      submitted: boolean,
    ) => ({ family, withdrawn, started, submitted });
    expect(await listInvited(database(), hill)).toEqual([
      row('digital', false, false, false),
      row('clinical', false, false, false),
      row(null, false, true, false),
      row('digital', true, true, true),
      row(null, true, true, false),
    ]);
  });

  test('are those of this assessment alone, and its respondents alone', async () => {
    const other = world?.assessments.dale ?? '';
    await invited(database(), other, many(3, `other${trusts}-`, { far: 'started' }));
    await database()
      .insertInto('invitation')
      .values({
        id: newId(),
        purpose: 'facilitator',
        scope: hill,
        assessment_id: hill,
        email: 'somebody@leaders.example',
        created_at: today.toISOString(),
        expires_at: today.toISOString(),
      })
      .execute();
    expect(await counted()).toMatchObject({ invited: 0 });
  });

  test('are also those with a place and no invitation', async () => {
    await answerAs(database(), hill, crowd(4, 3));
    await invited(database(), hill, many(2, `p${trusts}-`, { far: 'submitted' }));
    expect(await counted()).toMatchObject({ invited: 6, started: 6, submitted: 6 });
  });

  test('is once who had a place already when they were invited', async () => {
    const place = { id: newId(), assessment_id: hill, person_id: people.alice };
    await database().insertInto('respondent').values(place).execute();
    await invited(database(), hill, [{ name: 'alice', far: 'invited', family: 'digital' }]);
    expect(await counted()).toMatchObject({ invited: 1, digital: 1 });
  });

  test('is once who was withdrawn and invited again, with what they had begun', async () => {
    await invited(database(), hill, [{ name: `r${trusts}`, far: 'started', withdrawn: true }]);
    const offer = {
      purpose: 'respondent' as const,
      organisationCode: `RT${trusts}`,
      assessmentId: hill,
      email: `r${trusts}@leaders.example`,
      name: null,
      family: 'digital',
    };
    await invite(database(), [offer], today);
    expect(await counted()).toMatchObject({ invited: 1, withdrawn: 0, started: 1, digital: 0 });
  });

  test('stay as many when somebody erases what they answered', async () => {
    const guests = many(3, `q${trusts}-`, { far: 'submitted', family: 'digital' });
    await invited(database(), hill, guests);
    const [first, second] = await database()
      .selectFrom('respondent')
      .select(['id', 'person_id'])
      .where('assessment_id', '=', hill)
      .orderBy('id')
      .execute();
    const erase = (row: typeof first) => {
      const place = { assessmentId: hill, respondentId: row?.id ?? '' };
      return eraseRespondent(database(), () => today, place, row?.person_id ?? '');
    };
    await erase(first);
    expect(await counted()).toMatchObject({ invited: 3, submitted: 2, digital: 3 });
    expect(await findParticipation(database(), hill)).toBeUndefined();
    await closeSurvey(database(), () => today, hill, null);
    const closed = await findParticipation(database(), hill);
    expect(closed).toMatchObject({ invited: 3, submitted: 'few' });
    await erase(second);
    expect(await findParticipation(database(), hill)).toEqual(closed);
  });
});
