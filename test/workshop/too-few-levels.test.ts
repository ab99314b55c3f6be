import { beforeAll, expect, test } from '@jest/globals';
import { findRelease } from '../../src/results/store.ts';
import { listAgenda } from '../../src/workshop/agenda/agenda-store.ts';
import { stage } from '../support/cast.ts';
import { mainText } from '../support/pages.ts';
import { type Answering, answerAs, crowd } from '../support/surveys.ts';
import { closeHill } from '../support/workshops.ts';
import { pressed } from '../survey/leading.ts';

const world = stage();
let base: string;

const unknowing: Answering = { role: 'data-lead', answer: () => 'dont-know' };

// Nine take part, but only five of them give a level: the results page shows nothing at all.
beforeAll(async () => {
  const { database, assessments, browsers } = world;
  await answerAs(database, assessments.hill, [...crowd(5, 3).slice(0, 4), unknowing]);
  await answerAs(database, assessments.hill, [unknowing, unknowing, unknowing]);
  await closeHill(world, 1);
  const answer = await pressed(browsers.fay, `/surveys/${assessments.hill}/workshops`, 303);
  base = answer.headers.location as string;
});

test('a survey of which the results page shows nothing orders no agenda', async () => {
  const { lena } = world.browsers;
  const results = await lena.get(`/surveys/${world.assessments.hill}/results`).expect(200);
  expect(results.text).not.toMatch(/blind spot|Nobody/i);
  const release = await findRelease(world.database, world.assessments.hill);
  expect(release?.ownership.capabilities.some(({ result }) => result.shown)).toBe(true);
  const agenda = await listAgenda(world.database, base.slice('/workshops/'.length));
  const reasons = new Set(agenda.flatMap((item) => item.reasons));
  expect([...reasons]).toEqual(['gate']);
});

test('neither the agenda nor the guide say anything of it', async () => {
  for (const page of ['', '/guide']) {
    const { text } = await world.browsers.fay.get(base + page).expect(200);
    expect(mainText(text)).not.toMatch(/Survey: |blind spot|Nobody owns it|Do not know: /i);
  }
  const agenda = await world.browsers.fay.get(base).expect(200);
  expect(mainText(agenda.text)).toContain('Nothing can be shown of the survey');
});
