import { beforeAll, expect, test } from '@jest/globals';
import { findQuestion } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { timestamp } from '../../src/shared/clock.ts';
import { baseOf, everything, placeOf, save, setRespondent, stage } from '../support/cast.ts';
import { mainText, tableRows } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const trust = loadQuestionnaire(latestVersion, 'trust');
const [dk, na] = ['dont-know', 'not-applicable'];
const given: Readonly<Record<string, readonly unknown[]>> = {
  A: [1, 2, 3, 4, 5],
  B: [2, 2, 3, dk, dk],
  C: [2, 3, na, 3, 3],
  D: [5, 5, 5, 5, 4],
  E: [1, 1, 2, 1, dk],
  F: [3, 3, 3, 4],
  G: [4, 4, 4, 5],
  H: [3, 4, 3, 4, 4],
};
let html: string;

beforeAll(async () => {
  const { respondentId } = await placeOf(world, 'alice', 'hill');
  const answer = (code: string) => String(given[code.charAt(0)]?.[Number(code.charAt(1)) - 1]);
  await save(world.database, respondentId, everything(trust, answer));
  await setRespondent(world.database, respondentId, {
    role: 'service-manager',
    submitted_at: timestamp(() => today),
  });
  html = (await world.browsers.alice.get(`${baseOf(world)}/profile`).expect(200)).text;
});

test('each dimension has the score that a hand works out, and the sum behind it', () => {
  expect(tableRows(html).slice(1)).toEqual([
    ['Accountable ownership', '3', 'The mean of your 5 levels: (1 + 2 + 3 + 4 + 5) ÷ 5.'],
    [
      'Adoption as an operational discipline',
      'Not scored',
      'Not scored: you gave a level to 3 of 5 questions. A score takes at least 3, and two thirds of those that apply.',
    ],
    ['Pathway and service redesign', '2.75', 'The mean of your 4 levels: (2 + 3 + 3 + 3) ÷ 4.'],
    ['Benefits and performance', '4.8', 'The mean of your 5 levels: (5 + 5 + 5 + 5 + 4) ÷ 5.'],
    ['AI and automation in operations', '1.25', 'The mean of your 4 levels: (1 + 1 + 2 + 1) ÷ 4.'],
    ['Decisions from data', '3.25', 'The mean of your 4 levels: (3 + 3 + 3 + 4) ÷ 4.'],
    ['Foundations in operational hands', '4.25', 'The mean of your 4 levels: (4 + 4 + 4 + 5) ÷ 4.'],
    ['Leadership and culture', '3.6', 'The mean of your 5 levels: (3 + 4 + 3 + 4 + 4) ÷ 5.'],
  ]);
});

test('the chart is drawn from the same numbers as the table', () => {
  const drawn = [...html.matchAll(/data-value="([^"]*)"/g)].map(([, value]) => value);
  expect(drawn).toEqual(['3', '2.75', '4.8', '1.25', '3.25', '4.25', '3.6']);
});

test('the finding names the highest and the lowest', () => {
  expect(mainText(html)).toContain(
    'You put Benefits and performance highest, at 4.8, and AI and automation in operations lowest, at 1.25.',
  );
});

test('overall is the mean of what is scored, and the secured level is at most the lowest', () => {
  // (3 + 2.75 + 4.8 + 1.25 + 3.25 + 4.25 + 3.6) ÷ 7 = 22.9 ÷ 7 = 3.271…
  expect(mainText(html)).toContain(
    'Overall 3.27 The mean of the 7 dimension scores, each counting the same.',
  );
  expect(mainText(html)).toContain(
    'Secured level At most 1 At most level 1, because a dimension has no score yet. Held there by AI and automation in operations.',
  );
});

test('the next level is said in its own statements, for the lowest questions only', () => {
  const section = (code: string) =>
    mainText(
      `<main>${html.match(new RegExp(`<section id="dimension-${code}"[\\s\\S]*?</section>`))?.[0]}</main>`,
    );
  const statements = (code: string, level: 2 | 3 | 4 | 5) =>
    (findQuestion(trust, code)?.statements[level] ?? []).map(({ text }) => text).join(' ');
  expect(section('A')).toContain(
    `Named executive : you said level 1. Level 2 Installed takes: ${statements('A1', 2)}`,
  );
  expect(section('A').match(/you said level/g)).toHaveLength(1);
  expect(section('G').match(/you said level 4. Level 5 Transforming takes/g)).toHaveLength(3);
  expect(section('C')).toContain(statements('C1', 3));
});

test('it leads to the results of the survey once that has closed and they are shared', async () => {
  const { hill } = world.assessments;
  const link = `href="/surveys/${hill}/results"`;
  const leads = async (values: { closed_at: string | null; shared_at: string | null }) => {
    await world.database.updateTable('assessment').set(values).where('id', '=', hill).execute();
    const { text } = await world.browsers.alice.get(`${baseOf(world)}/profile`).expect(200);
    return text.includes(link);
  };
  const at = today.toISOString();
  expect(await leads({ closed_at: null, shared_at: null })).toBe(false);
  expect(await leads({ closed_at: null, shared_at: at })).toBe(false);
  expect(await leads({ closed_at: at, shared_at: null })).toBe(false);
  expect(await leads({ closed_at: at, shared_at: at })).toBe(true);
  await leads({ closed_at: null, shared_at: null });
});

test('nobody else sees it', async () => {
  const { bob, charlie } = world.browsers;
  const hers = `${baseOf(world)}/profile`;
  expect((await bob.get(hers).expect(303)).headers.location).toBe(baseOf(world));
  await charlie.get(hers).expect(404);
});
