import { beforeEach, expect, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import {
  choose,
  follow,
  heading,
  openAssessment,
  press,
  saveAndContinue,
  signIn,
} from './steps.ts';

describeInBrowser('The same answer changed in two windows', (service) => {
  let context: BrowserContext;
  let base: string;

  beforeEach(async () => {
    context = await service().open();
    const page = await context.newPage();
    await signIn(page, 'Idris Fennimore');
    base = await openAssessment(page);
  });

  test('asks which to keep, and keeps what was typed in the second', async () => {
    const second = await changeInBoth('A1');
    await press(second, 'Keep what I typed here');
    await second.goto(`${base}/questions/A1`);
    expect(await second.getByRole('radio', { name: '5 Transforming' }).isChecked()).toBe(true);
    expect(await second.getByLabel('Your note').inputValue()).toBe('From the second window');
  });

  test('asks which to keep, and keeps what was saved in the first', async () => {
    const second = await changeInBoth('A2');
    await follow(second, 'Keep what is already saved');
    expect(await second.getByRole('radio', { name: '1 Unowned' }).isChecked()).toBe(true);
    expect(await second.getByLabel('Your note').inputValue()).toBe('From the first window');
    await saveAndContinue(second);
    expect(await heading(second)).toMatch(/^Question 3 of 5/);
  });

  /** Leads to the page that asks, in the second window. */
  async function changeInBoth(code: string): Promise<Page> {
    const first = await context.newPage();
    const second = await context.newPage();
    await first.goto(`${base}/questions/${code}`);
    await second.goto(`${base}/questions/${code}`);
    await first.bringToFront();
    await choose(first, '1 Unowned');
    await first.getByLabel('Your note').fill('From the first window');
    await saveAndContinue(first);

    await second.bringToFront();
    await choose(second, '5 Transforming');
    await second.getByText(/^These answers were changed in another window/).waitFor();
    await second.getByLabel('Your note').fill('From the second window');
    await saveAndContinue(second);
    expect(await heading(second)).toBe('This was changed in another window');
    const sides = await second.locator('.nhsuk-summary-list__value').allInnerTexts();
    expect(sides.map((side) => side.split(/\n+/))).toEqual([
      ['5 Transforming', 'From the second window'],
      ['1 Unowned', 'From the first window'],
    ]);
    return second;
  }
});
