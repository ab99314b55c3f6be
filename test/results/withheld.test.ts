import { beforeAll, describe, expect, test } from '@jest/globals';
import { withheldReasons } from '../../src/disclosure/disclosed.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { withheldWords } from '../../src/results/withheld-words.ts';
import { buildWorld, people, stage } from '../support/cast.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { expectCalm, mainText } from '../support/pages.ts';
import { startService, today } from '../support/service.ts';
import { type Answering, answerAs, crowd } from '../support/surveys.ts';
import {
  captionAfter,
  questionOn,
  resultsAddress,
  setSharedAt,
  surveyHill,
  tablesAfter,
  withoutToken,
} from './shown-results.ts';

const level = /\b[1-5]\.\d\b/;

/** What lead, facilitator and respondent see of a survey of Hill, in a service of its own. */
async function pagesOf(answering: readonly Answering[]): Promise<readonly string[]> {
  const { database, remove } = await sqliteDatabase();
  const world = await buildWorld(database);
  await answerAs(database, world.assessments.hill, answering);
  await closeSurvey(database, () => today, world.assessments.hill, null);
  await database.updateTable('assessment').set({ shared_at: today.toISOString() }).execute();
  const service = startService(database, Object.values(people));
  const pages: string[] = [];
  for (const id of [people.lena, people.fay, people.alice]) {
    const browser = await service.as(id);
    const response = await browser.get(resultsAddress(world)).expect(200);
    expectCalm(service, response);
    pages.push(withoutToken(response.text).replaceAll(world.assessments.hill, 'HILL'));
  }
  service.server.close();
  await remove();
  return pages;
}

const mixed = (size: number): readonly Answering[] =>
  crowd(size, 3).map((each, person) => ({
    ...each,
    answer: (_code, at) => String(1 + ((person * 2 + at) % 5)),
  }));
const unanimous = (size: number): readonly Answering[] =>
  crowd(size, 3).map((each) => ({ ...each, answer: () => '5' }));

describe('a survey of fewer than six', () => {
  test('says so plainly, and shows nothing', async () => {
    for (const page of await pagesOf(crowd(5, 3))) {
      expect(mainText(page)).toContain('This survey cannot be shown.');
      expect(mainText(page)).toContain('Nothing is lost');
      expect(mainText(page)).toContain('The way forward is the workshop');
      expect(page).not.toMatch(/<table|<figure|data-exact|data-own|app-bar/);
      expect(mainText(page)).not.toMatch(level);
    }
  });

  test('has the same pages to the last byte, whoever and however many answered', async () => {
    const [first, ...others] = [
      await pagesOf([]),
      await pagesOf(crowd(1, 5)),
      await pagesOf(crowd(2, 3)),
      await pagesOf(crowd(5, 1)),
      await pagesOf(mixed(5)),
      await pagesOf(unanimous(5)),
      // Six who submitted, of whom one knows nothing: five are valid.
      await pagesOf([...crowd(5, 4), { role: 'medical-director', answer: () => 'dont-know' }]),
    ];
    for (const pages of others) expect(pages).toEqual(first);
  });
});

describe('a survey of six', () => {
  const world = stage();
  let html: string;
  beforeAll(async () => {
    await surveyHill(world, mixed(6));
    await setSharedAt(world, today.toISOString());
    html = (await world.browsers.lena.get(resultsAddress(world)).expect(200)).text;
  });

  test('shows estimates, and neither how people vary nor how answers spread', () => {
    const [profile] = tablesAfter(html, 'The profile');
    expect(profile?.rows).toHaveLength(8);
    for (const [, together] of profile?.rows ?? []) expect(together).toMatch(/^[1-5]\.\d$/);
    const text = mainText(html.replace(/<details[\s\S]*?<\/details>/, ''));
    expect(text).not.toContain('give or take');
    expect(html).not.toMatch(/data-error|app-bar"/);
    expect(text).toContain(
      `How answers spread over the levels. ${withheldWords['too-few-people']}`,
    );
  });

  test('says how many do not know in a word', () => {
    expect(questionOn(html, 'A1')['Do not know']).toBe('Few');
  });

  test('is the same page for whoever looks, but for what is their own', async () => {
    const others = await Promise.all(
      (['fay', 'alice'] as const).map(async (name) => {
        const { text } = await world.browsers[name].get(resultsAddress(world)).expect(200);
        return text.slice(text.indexOf('<figure'), text.indexOf('</main>'));
      }),
    );
    const leads = html.slice(html.indexOf('<figure'), html.indexOf('</main>'));
    expect(others[0]).toBe(leads);
    expect(others[1]?.startsWith(leads.trimEnd())).toBe(true);
  });
});

describe.each([
  [9, false],
  [10, true],
])('of a survey of %i', (size, spread) => {
  const world = stage();

  test(`it is ${spread ? '' : 'not '}shown how answers spread`, async () => {
    await surveyHill(world, mixed(size));
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(text.includes('class="app-bar"')).toBe(spread);
    expect(text.includes('data-error=')).toBe(spread);
    expect('How answers spread' in questionOn(text, 'A1')).toBe(spread);
    expect(mainText(text)).toContain(`What ${size} leaders of Hill`);
  });
});

describe('a survey in which all say the same', () => {
  const world = stage();
  let html: string;
  beforeAll(async () => {
    await surveyHill(world, unanimous(14));
    html = (await world.browsers.lena.get(resultsAddress(world)).expect(200)).text;
  });

  test('shows bounds, and no number that says so', () => {
    const [profile] = tablesAfter(html, 'The profile');
    for (const [, together] of profile?.rows ?? []) expect(together).toMatch(/^above [1-4]\.\d$/);
    expect(captionAfter(html, 'The profile')).toMatch(
      /^Leaders put .* near the top of the scale\.$/,
    );
    expect(html).not.toMatch(/data-exact|data-error|class="app-bar"/);
    expect(html).toMatch(/data-limit="4\.\d" data-way="above"/);
    expect(mainText(html)).not.toMatch(/\b5\.0\b|100% *</);
  });

  test('counts what is above a bound among the strengths', () => {
    const [strong] = tablesAfter(html, 'Where you agree you are strong');
    expect(strong?.rows.length).toBeGreaterThan(30);
    for (const [, together] of strong?.rows ?? []) expect(together).toMatch(/^above 4\.\d$/);
  });
});

describe('a dimension in which too little is known', () => {
  const world = stage();
  let html: string;
  beforeAll(async () => {
    // Nobody knows anything of three of the five questions of B.
    const unknown = ['B3', 'B4', 'B5'];
    await surveyHill(
      world,
      mixed(12).map(({ role, answer }) => ({
        role,
        answer: (code, at) => (unknown.includes(code) ? 'dont-know' : answer(code, at)),
      })),
    );
    html = (await world.browsers.lena.get(resultsAddress(world)).expect(200)).text;
  });

  test('says that it is not scored, and why', () => {
    const rows = tablesAfter(html, 'The profile')[0]?.rows ?? [];
    expect(rows[1]).toEqual(['Adoption as an operational discipline', withheldWords['not-scored']]);
    for (const [at, row] of rows.entries()) if (at !== 1) expect(row[1]).toMatch(level);
  });

  test('has its questions among the blind spots, with no level and why', () => {
    const [blind] = tablesAfter(html, 'Blind spots');
    expect(blind?.rows.map(([title]) => title)).toHaveLength(3);
    expect(captionAfter(html, 'Blind spots')).toBe(
      'At least 30% of leaders do not know the answer to 3 questions.',
    );
    expect(questionOn(html, 'B3')).toMatchObject({
      Together: withheldWords['too-few-people'],
      Agreement: 'Not shown',
      'Do not know': 'Many',
      'How answers spread': 'Not shown',
    });
  });
});

describe('the words for what is not shown', () => {
  test('are there for every reason, differ, and hold no number', () => {
    const words = withheldReasons.map((why) => withheldWords[why]);
    expect(new Set(words).size).toBe(withheldReasons.length);
    for (const each of words) {
      expect(each).toMatch(/^Not (shown|scored): .* change that\.$/);
      expect(each).not.toMatch(/\d|one |two |three |four |five |six /);
    }
  });
});
