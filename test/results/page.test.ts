import { beforeAll, describe, expect, test } from '@jest/globals';
import { insertAppointment } from '../../src/people/appointment-store.ts';
import { findQuestion } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { withheldWords } from '../../src/results/withheld-words.ts';
import { everything, people, placeOf, save, stage } from '../support/cast.ts';
import { dump, mainText, plain, title } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { type Answering, answerAs, crowd } from '../support/surveys.ts';
import {
  captionAfter,
  putAnswer,
  questionOn,
  resultsAddress,
  setSharedAt,
  submitAlice,
  surveyHill,
  tablesAfter,
  withoutToken,
} from './shown-results.ts';

const trust = loadQuestionnaire(latestVersion, 'trust');
const titleOf = (code: string) => findQuestion(trust, code)?.title as string;

/**
 * Twelve executives and, with Alice, twelve digital leaders. They see A1 from two sides, agree
 * that A2 is high and A3 is low, and ten executives do not know A4.
 */
const two = (role: string, answers: Readonly<Record<string, (person: number) => string>>) =>
  Array.from(
    { length: role === 'data-lead' ? 11 : 12 },
    (_, person): Answering => ({
      role,
      answer: (code, at) => answers[code]?.(person) ?? String([3, 3, 2, 3, 4][(person + at) % 5]),
    }),
  );
const halves = (low: number) => (person: number) => String(low + (person % 2));
const leaders = [
  ...two('chief-executive', {
    A1: () => '4',
    A2: halves(3),
    A3: halves(1),
    A4: (person) => (person < 10 ? 'dont-know' : '3'),
  }),
  ...two('data-lead', { A1: () => '2', A2: () => '4', A3: halves(1), A4: () => '3' }),
];

describe('the results of a survey', () => {
  const world = stage();
  const page = async (name: 'lena' | 'fay' | 'alice' | 'bob') =>
    (await world.browsers[name].get(resultsAddress(world)).expect(200)).text;
  let lead: string;
  let alice: string;

  beforeAll(async () => {
    await submitAlice(
      world,
      'data-lead',
      everything(trust, (code) => ({ B1: 'dont-know', C1: '3' })[code] ?? '2'),
    );
    const ids = await answerAs(world.database, world.assessments.hill, leaders);
    const note = (text: string, shared: boolean) => ({ text, shared });
    for (const [at, id] of ids.slice(0, 9).entries())
      await putAnswer(world.database, id, 'A1', '4', note(`Shared comment ${at}`, true));
    await putAnswer(world.database, ids[9] ?? '', 'A1', '4', note('Kept to myself', false));
    await putAnswer(world.database, ids[10] ?? '', 'A2', '3', note('<b>"&\nBold', true));
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    await setSharedAt(world, today.toISOString());
    [lead, alice] = [await page('lena'), await page('alice')];
  });

  test('name the strengths that leaders agree on', () => {
    // Executives 3.5, digital (11 × 4 + 2) / 12 = 3.833: together 3.667.
    expect(captionAfter(lead, 'Where you agree you are strong')).toBe(
      'Leaders agree that the organisation is strong in 1 of 38 questions.',
    );
    expect(tablesAfter(lead, 'Where you agree you are strong')).toEqual([
      { head: ['Question', 'Together'], rows: [[titleOf('A2'), '3.7, give or take 0.1']] },
    ]);
  });

  test('name where answers lie apart, groups differ, and nobody knows', () => {
    expect(captionAfter(lead, 'Answers lie apart')).toBe('Leaders are split on 1 question.');
    expect(tablesAfter(lead, 'Answers lie apart')[0]?.rows).toEqual([
      [titleOf('A1'), '3.0', 'Split'],
    ]);
    expect(tablesAfter(lead, 'Groups of roles see it differently')[0]?.rows).toEqual([
      [titleOf('A1'), 'Executive leaders put it higher than digital leaders, by 2.0: 4.0 and 2.0.'],
    ]);
    expect(tablesAfter(lead, 'Blind spots')[0]?.rows).toEqual([[titleOf('A4'), 'Some, about 40%']]);
  });

  test('name the work that leaders agree on', () => {
    expect(tablesAfter(lead, 'Where you agree there is work to do')[0]?.rows).toEqual([
      [titleOf('A3'), '1.5, give or take 0.1', 'Strong'],
    ]);
  });

  test('come in the order that begins with what people agree on', () => {
    const headings = [...lead.matchAll(/<h2[^>]*>([^<]*)<\/h2>/g)].map(([, text]) => text);
    expect(headings.slice(0, 6)).toEqual([
      'The profile',
      'Where you agree you are strong',
      'Where you see it differently',
      'What nobody owns',
      'Where you agree there is work to do',
      'Every question',
    ]);
  });

  test('show for every question what leaders say together, and how answers spread', () => {
    // Level 3: half of the executives, 6/24; level 2: Alice, 1/24; level 4: the other 17/24.
    expect(questionOn(lead, 'A2')).toEqual({
      Question: titleOf('A2'),
      Together: '3.7, give or take 0.1',
      Agreement: 'Strong',
      'Do not know': 'Few, if any',
      'How answers spread':
        '1 Unowned 0% 2 Installed 0% 3 Adopted 30% 4 Embedded 70% 5 Transforming 0%',
    });
    // Both groups' means are shown of A1, and say all that there is to say.
    expect(Object.values(withheldWords)).toContain(questionOn(lead, 'A1')['How answers spread']);
    for (const { questions } of trust.dimensions)
      for (const { code, title: name } of questions)
        expect(questionOn(lead, code).Question).toBe(name);
  });

  test('show the ownership map and the clarity index', () => {
    // Everybody says that nobody owns anything: nothing more precise is shown of it.
    expect(captionAfter(lead, 'What nobody owns')).toBe('Nobody owns 12 of 12 capabilities.');
    const [map] = tablesAfter(lead, 'What nobody owns');
    expect(map?.head).toEqual(['Capability', 'Owner']);
    expect(map?.rows.map(([, owner]) => owner)).toEqual(Array(12).fill('Nobody'));
    expect(mainText(lead)).toMatch(/Clarity index Not shown: .*The share of leaders who name/);
  });

  test('have a chart that is drawn from the table, and a title without numbers', () => {
    const rows = [...lead.matchAll(/<tr[^>]*data-exact="([^"]*)" data-error="([^"]*)"/g)];
    expect(rows.map(([, value, se]) => `${Number(value).toFixed(1)}, give or take ${se}`)).toEqual(
      tablesAfter(lead, 'The profile')[0]?.rows.map(([, together]) => together),
    );
    expect(title(lead)).toBe('Survey results');
    for (const [, label = ''] of lead.matchAll(/(?:aria-label|alt|title)="([^"]*)"/g))
      expect(label).not.toMatch(/\d/);
  });

  test('stand beside the own answers of who answered', () => {
    const [profile] = tablesAfter(alice, 'The profile');
    expect(profile?.head).toEqual(['Dimension', 'Together', 'You']);
    // Of the five questions of C, 11 / 5.
    expect(profile?.rows.map(([, , own]) => own)).toEqual(
      Array.from({ length: 8 }, (_, at) => (at === 2 ? '2.2' : '2')),
    );
    expect(questionOn(alice, 'A1').You).toBe('2 Installed');
    expect(questionOn(alice, 'B1').You).toBe('I do not know');
    expect(tablesAfter(alice, 'What nobody owns')[0]?.rows[0]?.at(-1)).toBe('Nobody');
    expect(tablesAfter(alice, 'Where you agree you are strong')[0]?.rows).toEqual([
      [titleOf('A2'), '3.7, give or take 0.1', '2 Installed'],
    ]);
    expect(alice).toContain('data-own="2"');
    expect(alice).toContain('href="/benchmarks/RAA"');
  });

  test('show nobody anything that somebody else answered', () => {
    expect(lead).not.toMatch(/data-own|>You</);
    expect(alice.match(/data-own/g)).toHaveLength(8);
  });

  test('stand beside nothing for who has a place and did not submit', async () => {
    const { respondentId } = await placeOf(world, 'bob', 'hill');
    await save(world.database, respondentId, [['A1', '5']]);
    const bob = await page('bob');
    expect(tablesAfter(bob, 'The profile')[0]?.head).toEqual(['Dimension', 'Together']);
    expect(bob).not.toContain('5 Transforming</td>');
  });

  test('bring the facilitator the comments that were let through, in no order', async () => {
    const fay = await page('fay');
    const comments = [...fay.matchAll(/<li class="app-comment">([\s\S]*?)<\/li>/g)].map(
      ([, text = '']) => plain(text),
    );
    const given = Array.from({ length: 9 }, (_, at) => `Shared comment ${at}`);
    expect(comments.slice(0, 9).toSorted()).toEqual(given);
    expect(comments.slice(0, 9)).not.toEqual(given);
    expect(comments.slice(9)).toEqual(['<b>"&\nBold']);
    expect(fay).toContain('&lt;b&gt;');
    for (const html of [fay, lead, alice]) expect(html).not.toContain('Kept to myself');
    for (const html of [lead, alice]) expect(html).not.toMatch(/app-comment|Shared comment/);
  });

  test('bring who answers and facilitates what each of them sees, and who leads as well no comment', async () => {
    const { database, assessments } = world;
    const alice = { personId: people.alice, organisationCode: null, assessmentId: null };
    const facilitator = { ...alice, role: 'facilitator', assessmentId: assessments.hill } as const;
    await insertAppointment(database, facilitator, today.toISOString());
    const both = await page('alice');
    expect(both).toContain('app-comment');
    expect(both).toContain('data-own="2"');
    const leading = { ...alice, role: 'assessment-lead', organisationCode: 'RAA' } as const;
    await insertAppointment(database, leading, today.toISOString());
    const all = await page('alice');
    expect(all).not.toContain('app-comment');
    expect(all).toContain('data-own="2"');
  });

  test('never change, whatever becomes of the answers', async () => {
    const release = await dump(world.database, ['survey_release', 'survey_comment']);
    await world.database.updateTable('answer').set({ answer: '5', note: 'Changed' }).execute();
    await world.database.updateTable('respondent').set({ role: 'medical-director' }).execute();
    await world.database
      .updateTable('respondent')
      .set({ submitted_at: null })
      .where('person_id', 'is', null)
      .execute();
    expect(withoutToken(await page('lena'))).toBe(withoutToken(lead));
    expect(await dump(world.database, ['survey_release', 'survey_comment'])).toBe(release);
  });

  test('that were tampered with are not shown at all', async () => {
    const { content } = await world.database
      .selectFrom('survey_release')
      .select('content')
      .executeTakeFirstOrThrow();
    const put = (text: string) =>
      world.database.updateTable('survey_release').set({ content: text }).execute();
    await put(content.replace('"value":', '"why":"too-few-people","value":'));
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(500);
    expect(text).not.toContain('give or take');
    await put(content);
    expect(world.service.logged.splice(0)).toHaveLength(1);
  });
});

describe.each([
  [7, 0],
  [8, 7],
])('of %i people who gave a level', (size, shown) => {
  const world = stage();

  test(`the facilitator sees ${shown} comments`, async () => {
    const ids = await answerAs(world.database, world.assessments.hill, [
      ...crowd(size, 3),
      { role: 'medical-director', answer: () => 'dont-know' },
    ]);
    for (const [at, id] of ids.slice(0, 7).entries()) {
      const note = { text: `Comment ${at}`, shared: true };
      await putAnswer(world.database, id, 'C1', '3', note);
    }
    await closeSurvey(world.database, () => today, world.assessments.hill, null);
    const { text } = await world.browsers.fay.get(resultsAddress(world)).expect(200);
    expect(text.match(/class="app-comment"/g) ?? []).toHaveLength(shown);
  });
});

describe('the method page', () => {
  const world = stage();

  test('says what counts as a strength and as work to do', async () => {
    const { text } = await world.service.visitor().get('/method').expect(200);
    expect(mainText(text)).toContain('agreement is strong and the estimate is 3.5 or more');
    expect(mainText(text)).toContain('strong or moderate and the estimate is 2.5 or less');
  });
});

describe('a survey in which leaders agree on no strength', () => {
  const world = stage();

  test('says so, and names what they agree on best', async () => {
    await surveyHill(
      world,
      crowd(12, 2).map(({ role }, person) => ({
        role,
        answer: (code: string) => {
          if (code === 'C2' || code === 'D3') return '3';
          return person % 2 === 0 ? '1' : '5';
        },
      })),
    );
    const { text } = await world.browsers.lena.get(resultsAddress(world)).expect(200);
    expect(captionAfter(text, 'Where you agree you are strong')).toBe(
      `In no question do leaders agree strongly on 3.5 or more. They agree best on ${titleOf('C2')} and ${titleOf('D3')}.`,
    );
    expect(tablesAfter(text, 'Where you agree you are strong')).toEqual([]);
    expect(captionAfter(text, 'Where you agree there is work to do')).toBe(
      'In no question do leaders agree on 2.5 or less.',
    );
    expect(tablesAfter(text, 'Answers lie apart')[0]?.rows.length).toBeGreaterThan(30);
  });
});
