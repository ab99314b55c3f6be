import { beforeAll, describe, expect, test } from '@jest/globals';
import { insertAppointment } from '../../src/people/appointment-store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newId } from '../../src/shared/ids.ts';
import { type Name, people, placeOf, stage } from '../support/cast.ts';
import { expectCalm, heading, mainText, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd } from '../support/surveys.ts';
import { resultsAddress, setSharedAt } from './shown-results.ts';

const world = stage();
const everybody = Object.keys(people) as readonly Name[];
const numbers = /\b[1-5]\.\d\b/;

/** Who finds the page, of everybody; those who do not are told nothing. */
async function whoSeesIt(): Promise<readonly Name[]> {
  const seen: Name[] = [];
  for (const name of everybody) {
    const response = await world.browsers[name].get(resultsAddress(world));
    expectCalm(world.service, response);
    if (response.status === 200) seen.push(name);
    else {
      expect(response.status).toBe(404);
      expect(mainText(response.text)).not.toMatch(/Hill|Autumn 2026/);
      expect(mainText(response.text)).not.toMatch(numbers);
    }
  }
  return seen;
}

beforeAll(async () => {
  await answerAs(world.database, world.assessments.hill, crowd(12, 3));
});

describe('while the survey runs', () => {
  test('its lead is told when results will be there, and nobody else finds the page', async () => {
    expect(await whoSeesIt()).toEqual(['lena']);
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(heading(text)).toMatch('Survey results');
    expect(mainText(text)).toContain('The survey closes by itself at the end of 31 March 2027');
    expect(mainText(text)).not.toMatch(numbers);
    expect(mainText(text)).not.toContain('12');
  });

  test('sharing it beforehand opens nothing', async () => {
    await setSharedAt(world, today.toISOString());
    expect(await whoSeesIt()).toEqual(['lena']);
    await setSharedAt(world, null);
  });

  test('when its time is over its lead is told that results are being worked out', async () => {
    const closing = (closes_at: string | null) =>
      world.database
        .updateTable('assessment')
        .set({ closes_at })
        .where('id', '=', world.assessments.hill)
        .execute();
    await closing(new Date(today.getTime() - 1).toISOString());
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(mainText(text)).toContain('time is over');
    await closing(null);
  });
});

describe('once the survey has closed', () => {
  beforeAll(() => closeSurvey(world.database, () => today, world.assessments.hill, null));

  test('its lead and its facilitator see the results, and nobody else does', async () => {
    expect(await whoSeesIt()).toEqual(['lena', 'fay']);
    for (const name of ['lena', 'fay'] as const) {
      const { text } = await world.browsers[name].get(resultsAddress(world));
      expect(mainText(text)).toContain('What 12 leaders of Hill NHS Trust said');
    }
  });

  test('those who have a place see them while they are shared', async () => {
    await setSharedAt(world, today.toISOString());
    expect(await whoSeesIt()).toEqual(['alice', 'bob', 'lena', 'fay']);
    await setSharedAt(world, null);
    expect(await whoSeesIt()).toEqual(['lena', 'fay']);
  });

  test('a place that was withdrawn opens nothing', async () => {
    await setSharedAt(world, today.toISOString());
    const { respondentId } = await placeOf(world, 'bob', 'hill');
    const withdraw = (withdrawn_at: string | null) =>
      world.database
        .updateTable('respondent')
        .set({ withdrawn_at })
        .where('id', '=', respondentId)
        .execute();
    await withdraw(today.toISOString());
    expect(await whoSeesIt()).toEqual(['alice', 'lena', 'fay']);
    await withdraw(null);
    await setSharedAt(world, null);
  });

  test('who is no longer lead or facilitator has lost it at once', async () => {
    const end = (ended_at: string | null) =>
      world.database
        .updateTable('appointment')
        .set({ ended_at })
        .where('person_id', 'in', [people.lena, people.fay])
        .execute();
    await end(today.toISOString());
    expect(await whoSeesIt()).toEqual([]);
    await end(null);
  });

  test('who facilitates another organisation, or leads it, finds nothing here', async () => {
    await insertAppointment(
      world.database,
      {
        personId: people.dora,
        role: 'facilitator',
        organisationCode: null,
        assessmentId: world.assessments.dale,
      },
      today.toISOString(),
    );
    expect(await whoSeesIt()).toEqual(['lena', 'fay']);
  });

  test('who facilitates here and leads elsewhere sees them, and cannot share them', async () => {
    await insertAppointment(
      world.database,
      {
        personId: people.leo,
        role: 'facilitator',
        organisationCode: null,
        assessmentId: world.assessments.hill,
      },
      today.toISOString(),
    );
    const { leo } = world.browsers;
    await leo.get(resultsAddress(world)).expect(200);
    await leo
      .post(`/surveys/${world.assessments.hill}/sharing`)
      .type('form')
      .send({ _csrf: await tokenOf(leo), share: 'yes' })
      .expect(404);
    await world.database
      .updateTable('appointment')
      .set({ ended_at: today.toISOString() })
      .where('person_id', '=', people.leo)
      .where('role', '=', 'facilitator')
      .execute();
    expect(await whoSeesIt()).toEqual(['lena', 'fay']);
  });

  test('another, a random and a malformed address are not found', async () => {
    const addresses = [world.assessments.dale, newId(), 'RAA', '1 or 1=1', `${newId()}x`];
    for (const assessment of addresses) {
      const address = `/surveys/${encodeURIComponent(assessment)}/results`;
      for (const name of ['lena', 'alice'] as const)
        expectCalm(world.service, await world.browsers[name].get(address).expect(404));
    }
  });

  test('a visitor is sent to sign in', async () => {
    const { headers } = await world.service.visitor().get(resultsAddress(world)).expect(303);
    expect(headers.location).toBe(`/sign-in?return=${encodeURIComponent(resultsAddress(world))}`);
  });

  test('only its lead may share them', async () => {
    for (const name of everybody.filter((each) => each !== 'lena')) {
      const { status } = await world.browsers[name]
        .post(`/surveys/${world.assessments.hill}/sharing`)
        .type('form')
        .send({ _csrf: await tokenOf(world.browsers[name]), share: 'yes' });
      expect([name, status]).toEqual([name, name === 'leo' ? 404 : 403]);
    }
    expect(await whoSeesIt()).toEqual(['lena', 'fay']);
  });
});

test('the page is never kept by a cache', async () => {
  const { headers } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
  expect(headers['cache-control']).toBe('no-store');
});
