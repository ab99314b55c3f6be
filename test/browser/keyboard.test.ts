import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { enter, focus, tabTo } from './keys.ts';
import { heading, openAssessment, signIn, statusOf } from './steps.ts';

describeInBrowser('With the keyboard alone', (service) => {
  let page: Page;

  beforeEach(async () => {
    page = await (await service().open({ reducedMotion: 'reduce' })).newPage();
  });

  test('the first Tab shows a link that skips to the content', async () => {
    await page.goto('/');
    await page.keyboard.press('Tab');
    expect(await focus(page)).toEqual({ name: 'Skip to main content', seen: true });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toBe('Start now');
  });

  test('a dimension is answered from the start page to the task list', async () => {
    await page.goto('/');
    await enter(page, 'Start now');
    await enter(page, 'Sign in as Maren Oakhurst');
    await enter(page, /^Start the assessment of Wyverndale/);
    await enter(page, 'Continue');
    await tabTo(page, 'Chief operating officer (COO)');
    await enter(page, 'Save and continue');
    await enter(page, 'Accountable ownership');
    for (let number = 1; number <= 5; number++) {
      expect(await heading(page)).toContain(`Question ${number} of 5`);
      await tabTo(page, '1 Unowned');
      if (number === 1) await page.keyboard.press('Space');
      else await arrowTo(number === 5 ? 'I do not know' : '3 Adopted');
      await enter(page, 'Save and continue');
    }
    await enter(page, 'Go to the task list');
    expect(await statusOf(page, 'Accountable ownership')).toBe('Completed');
  });

  test('an error is reached at once, and its link leads to the first radio', async () => {
    await signIn(page, 'Maren Oakhurst');
    await page.goto(`${await openAssessment(page)}/questions/H1`);
    await enter(page, 'Save and continue');
    expect(await page.title()).toMatch(/^Error: /);
    expect(await focus(page)).toMatchObject({ name: /^There is a problem/, seen: true });
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toBe('Choose a level, or say that you do not know');
    await page.keyboard.press('Enter');
    expect(await focus(page)).toEqual({ name: '1 Unowned', seen: true });
  });

  async function arrowTo(name: string): Promise<void> {
    while ((await focus(page)).name !== name) await page.keyboard.press('ArrowDown');
  }
});
