import { beforeEach, describe, expect, test } from '@jest/globals';
import { closeSurvey } from '../../src/results/close.ts';
import { people, stage } from '../support/cast.ts';
import { mainText, plainText, tableRows } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { type Answering, answerAs, crowd } from '../support/surveys.ts';
import { agree, metUpTo, positionOf, signOffHill } from './positions.ts';

const world = stage();

/** Starts anew with a survey that these people answered. */
async function surveyed(answering: readonly Answering[]): Promise<void> {
  const { database, assessments } = world;
  for (const table of ['agreement', 'sign_off', 'survey_release', 'survey_results'] as const)
    await database.deleteFrom(table).execute();
  const respondents = database.selectFrom('respondent').select('id').where('person_id', 'is', null);
  await database.deleteFrom('answer').where('respondent_id', 'in', respondents).execute();
  await database.deleteFrom('respondent').where('person_id', 'is', null).execute();
  await database.updateTable('assessment').set({ closed_at: null }).execute();
  await answerAs(database, assessments.hill, answering);
  await closeSurvey(database, () => today, assessments.hill, people.lena);
}

async function page(): Promise<string> {
  return (await world.browsers.fay.get(positionOf(world)).expect(200)).text;
}

function partOf(text: string, code: string): string {
  return plainText(
    text.match(new RegExp(`<section[^>]*id="${code}"[\\s\\S]*?</section>`))?.[0] ?? '',
  );
}

const alike = (size: number): readonly Answering[] =>
  crowd(size, 3).map((each) => ({ ...each, answer: () => '5' }));

describe('the overview', () => {
  beforeEach(() => surveyed(crowd(12, 3)));

  test('says what is agreed, and what is still missing for a score', async () => {
    await agree(world, 'A1', metUpTo('A1', 3));
    await agree(world, 'A2', metUpTo('A2', 2));
    const text = mainText(await page());
    expect(text).toContain('Secured level Not yet: no dimension is scored.');
    expect(text).toContain(
      'Overall Not yet: 0 of 8 dimensions are scored, and it takes 75% of them',
    );
    expect(text).toMatch(/Agreed so far 2 of \d+ questions are agreed/);
    expect(text).toContain('No dimension is scored yet.');
    expect(tableRows(await page())[1]).toEqual([
      'Accountable ownership',
      'Not scored: 2 of 5 questions agreed',
      '–',
      '–',
      'Low: 0% of what counts is shown by a document',
    ]);
  });

  test('says which gate holds a dimension, what it could be, and at most which level is secured', async () => {
    await agree(world, 'A1', { 'A1-2-state': 'met' });
    for (const code of ['A2', 'A3', 'A4', 'A5']) await agree(world, code, metUpTo(code, 4));
    const text = await page();
    const [, row] = tableRows(text);
    expect(row?.[0]).toContain('Held at 2: “A named executive is accountable, in writing,');
    expect(row?.[0]).toContain('is not known. Without a named accountable executive,');
    expect(row?.slice(1, 4)).toEqual(['3.6', '2.0 (2.8 before the gate)', '4.2']);
    expect(mainText(text)).toContain(
      'Secured level At most 2 Installed, held there by Accountable ownership.',
    );
    expect(mainText(text)).toContain('1 of 8 dimensions is scored, at 2.0.');
  });

  test('shows the survey and the shift beside what is agreed, one level or more in words', async () => {
    await agree(world, 'A1', metUpTo('A1', 3));
    await agree(world, 'A2', metUpTo('A2', 1));
    const text = await page();
    expect(partOf(text, 'A1')).toMatch(
      /Survey \d\.\d.* Agreement: \w+ (As the survey has it|0\.\d (above|below) the survey)/,
    );
    expect(partOf(text, 'A2')).toMatch(/\d\.\d below the survey: one level or more apart/);
    expect(partOf(text, 'A3')).toMatch(/Not agreed yet\. Survey \d\.\d/);
    expect(partOf(text, 'A3')).not.toContain('the survey:');
  });
});

describe('beside a survey that may not be shown', () => {
  test('stands nothing of it where too few answered', async () => {
    await surveyed(crowd(5, 3));
    await agree(world, 'A1', metUpTo('A1', 1));
    const text = await page();
    expect(mainText(text)).toContain('The survey cannot be shown, so nothing of it stands beside');
    expect(text).not.toMatch(/above the survey|below the survey|As the survey has it|Agreement:/);
    expect(partOf(text, 'A1')).not.toContain('Survey');
    expect(text).not.toContain('data-label="Survey"');
    const question = await world.browsers.lena.get(positionOf(world, '/questions/A1')).expect(200);
    expect(question.text).not.toContain('What leaders said in the survey');
    const owners = await world.browsers.lena.get(positionOf(world, '/owners')).expect(200);
    expect(mainText(owners.text)).toContain('0 of 12 capabilities');
    expect(mainText(owners.text)).not.toContain('Survey:');
  });

  test('stands no shift where only a bound is shown', async () => {
    await surveyed(alike(12));
    await agree(world, 'A1', metUpTo('A1', 1));
    const part = partOf(await page(), 'A1');
    expect(part).toContain('Survey above');
    expect(part).not.toMatch(/the survey|apart/);
  });
});

// Last, because a later time ends everybody's session.
test('a signed position stays as it was, however old its documents become', async () => {
  await surveyed(crowd(12, 3));
  await agree(world, 'A1', {
    ...metUpTo('A1', 4),
    'A1-4-grade': '2',
    'A1-4-reference-note': 'Objectives',
    'A1-4-dated-day': '1',
    'A1-4-dated-month': '10',
    'A1-4-dated-year': '2026',
  });
  await signOffHill(world);
  world.service.setTime('2028-11-22T10:00:00Z');
  const fay = await world.service.as(people.fay);
  const { text } = await fay.get(positionOf(world)).expect(200);
  expect(partOf(text, 'A1')).toContain('Named executive: 4 Embedded');
  await world.database.deleteFrom('sign_off').execute();
  const later = await fay.get(positionOf(world)).expect(200);
  expect(partOf(later.text, 'A1')).toContain('Named executive: 3 Adopted');
});
