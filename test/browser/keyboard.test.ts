import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { arriving, heading, openAssessment, signIn, statusOf } from './steps.ts';

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
    await enter('Start now');
    await enter('Sign in as Maren Oakhurst');
    await enter(/^Start the assessment of Wyverndale/);
    await enter('Continue');
    await tabTo(page, 'Chief operating officer (COO)');
    await enter('Save and continue');
    await enter('Accountable ownership');
    for (let number = 1; number <= 5; number++) {
      expect(await heading(page)).toContain(`Question ${number} of 5`);
      await tabTo(page, '1 Unowned');
      if (number === 1) await page.keyboard.press('Space');
      else await arrowTo(number === 5 ? 'I do not know' : '3 Adopted');
      await enter('Save and continue');
    }
    await enter('Go to the task list');
    expect(await statusOf(page, 'Accountable ownership')).toBe('Completed');
  });

  test('an error is reached at once, and its link leads to the first radio', async () => {
    await signIn(page, 'Maren Oakhurst');
    await page.goto(`${await openAssessment(page)}/questions/H1`);
    await enter('Save and continue');
    expect(await page.title()).toMatch(/^Error: /);
    expect(await focus(page)).toMatchObject({ name: /^There is a problem/, seen: true });
    await page.keyboard.press('Tab');
    expect((await focus(page)).name).toBe('Choose a level, or say that you do not know');
    await page.keyboard.press('Enter');
    expect(await focus(page)).toEqual({ name: '1 Unowned', seen: true });
  });

  /** Tabs to a control that leads to another page, and presses Enter there. */
  async function enter(name: string | RegExp): Promise<void> {
    await tabTo(page, name);
    await arriving(page, () => page.keyboard.press('Enter'));
  }

  async function arrowTo(name: string): Promise<void> {
    while ((await focus(page)).name !== name) await page.keyboard.press('ArrowDown');
  }
});

/** Presses Tab until something with this name has the focus, which is to be seen all the way. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    if (!now.seen) throw new Error(`The focus on “${now.name}” cannot be seen`);
    if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
    if (passed.length > 60) throw new Error(`No “${name}” among ${passed.join(', ')}`);
    passed.push(now.name);
  }
}

interface Focus {
  /** What a screen reader would call it, in one line. */
  readonly name: string;
  /** Whether it is on the screen, marked by an outline, a shadow or both. */
  readonly seen: boolean;
}

function focus(page: Page): Promise<Focus> {
  return page.evaluate(`(() => {
    const element = document.activeElement;
    const label = element.labels?.[0];
    const radio = element.type === 'radio';
    const style = radio ? getComputedStyle(label, '::before') : getComputedStyle(element);
    const marked = style.boxShadow !== 'none' || parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
    const box = element.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
      name: (label ?? element).textContent.replace(/\\s+/g, ' ').trim(),
      seen: element !== document.body && marked && onScreen,
    };
  })()`);
}
