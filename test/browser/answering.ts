import type { Page } from 'playwright-core';
import { choose, follow, heading, press, saveAndContinue } from './steps.ts';

const answers = [
  '3 Adopted',
  '2 Installed',
  '4 Embedded',
  '1 Unowned',
  'I do not know',
  '5 Transforming',
];
const owners = ['Nobody', 'Shared between roles', 'I do not know', 'Chief operating officer (COO)'];

/** Answers the questions of one dimension, each on its page, and returns the answers given. */
export async function answerOneByOne(page: Page): Promise<string[]> {
  const total = Number((await heading(page)).match(/^Question 1 of (\d+) in/)?.[1]);
  const given: string[] = [];
  while (given.length < total) {
    const answer = answers[given.length % answers.length] as string;
    await choose(page, answer);
    await saveAndContinue(page);
    given.push(answer);
  }
  return given;
}

/** Answers a dimension on one page, and returns the answers given. */
export async function answerOnOnePage(page: Page): Promise<string[]> {
  await follow(page, /^Answer all of .* on one page$/);
  const given: string[] = [];
  for (const group of await page
    .getByRole('group')
    .filter({ has: page.getByRole('radio') })
    .all()) {
    const answer = answers[(given.length + 1) % answers.length] as string;
    await group.getByRole('radio', { name: answer, exact: true }).check();
    given.push(answer);
  }
  await saveAndContinue(page);
  return given;
}

/** Answers every dimension from the first question of the first, the second on one page. */
export async function answerEveryQuestion(page: Page): Promise<Map<string, string[]>> {
  const given = new Map<string, string[]>();
  for (;;) {
    const answer = given.size === 1 ? answerOnOnePage : answerOneByOne;
    const answered = await answer(page);
    given.set((await heading(page)).replace(/^Check your answers /, ''), answered);
    const next = page.getByRole('link', { name: /^Continue to / });
    const last = (await next.innerText()).endsWith('Ownership map');
    await follow(page, /^Continue to /);
    if (last) return given;
  }
}

/** Answers every dimension on one page each, from the task list to the ownership map. */
export async function answerEveryDimension(page: Page): Promise<void> {
  await follow(page, 'Accountable ownership');
  for (;;) {
    await answerOnOnePage(page);
    const next = page.getByRole('link', { name: /^Continue to / });
    const last = (await next.innerText()).endsWith('Ownership map');
    await follow(page, /^Continue to /);
    if (last) return;
  }
}

export async function answerOwnershipMap(page: Page): Promise<void> {
  for (const [index, capability] of (await page.getByRole('combobox').all()).entries())
    await capability.selectOption({ label: owners[index % owners.length] as string });
  await saveAndContinue(page);
}

/** From the list of assessments to the task list. */
export async function begin(page: Page, role: string): Promise<void> {
  await follow(page, /^Start the assessment of/);
  await press(page, 'Continue');
  await choose(page, role);
  await saveAndContinue(page);
}

/** A dimension's score, as it follows from the levels among its answers. */
export function meanLevel(given: readonly string[]): number {
  const levels = given.map((answer) => Number.parseInt(answer, 10)).filter(Number.isInteger);
  return Math.round((levels.reduce((sum, level) => sum + level, 0) / levels.length) * 100) / 100;
}
