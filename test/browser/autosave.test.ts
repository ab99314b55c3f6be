import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { arriving, choose, heading, openAssessment, saveAndContinue, signIn } from './steps.ts';

describeInBrowser('Saving while somebody types', (service) => {
  let page: Page;
  let base: string;

  beforeEach(async () => {
    page = await (await service().open()).newPage();
    await signIn(page, 'Maren Oakhurst');
    base = await openAssessment(page);
  });

  test('keeps a level and a note that were never submitted', async () => {
    await page.goto(`${base}/questions/A1`);
    expect(await page.getByRole('status').innerText()).toBe('');
    const saved = saving(page, 'overheard');
    await choose(page, '4 Embedded');
    await page.getByLabel('Your note').pressSequentially('As overheard');
    await saved;
    await page.getByText('Saved at 10:00').waitFor();

    await page.goto(`${base}/questions/A1`);
    expect(await page.getByRole('radio', { name: '4 Embedded' }).isChecked()).toBe(true);
    expect(await note()).toBe('As overheard');
    expect(await page.getByRole('status').innerText()).toBe('Saved at 10:00');
  });

  test('leaves the focus where it is', async () => {
    await page.goto(`${base}/questions/A2`);
    const saved = saving(page, 'typing');
    await page.getByLabel('Your note').pressSequentially('Still typing');
    await saved;
    expect(await page.evaluate('document.activeElement.id')).toBe('A2-note');
  });

  test('is followed by Continue without a conflict', async () => {
    await page.goto(`${base}/questions/A3`);
    const saved = saving(page, 'A3-answer=2');
    await choose(page, '2 Installed');
    await saved;
    await page.getByLabel('Your note').fill('One more thing');
    await saveAndContinue(page);
    expect(await heading(page)).toMatch(/^Question 4 of 5/);
  });

  test('lets Continue wait for a save that is on its way', async () => {
    await page.goto(`${base}/questions/B1`);
    await page.route('**/questions/B1', async (route) => {
      if (route.request().headers().accept !== 'application/json') return route.continue();
      const response = await route.fetch();
      await wait(800);
      await route.fulfill({ response });
    });
    await choose(page, '2 Installed');
    await page.getByLabel('Your note').fill('Typed while it was saving');
    await saveAndContinue(page);
    expect(await heading(page)).toMatch(/^Question 2 of/);
    await page.goto(`${base}/questions/B1`);
    expect(await note()).toBe('Typed while it was saving');
  });

  test('does not take the Back button for another window', async () => {
    await page.goto(`${base}/questions/B2`);
    const saved = saving(page, 'B2-answer=2');
    await choose(page, '2 Installed');
    await saved;
    await page.getByLabel('Your note').fill('First thoughts');
    await saveAndContinue(page);
    await page.goBack();
    await choose(page, '3 Adopted');
    await saveAndContinue(page);
    expect(await heading(page)).toMatch(/^Question 3 of/);
  });

  test('says when it could not, and Continue saves after all', async () => {
    await page.goto(`${base}/questions/B3`);
    await page.context().setOffline(true);
    await choose(page, '3 Adopted');
    await page.getByText(/^Not saved just now/).waitFor();
    await page.context().setOffline(false);
    await saveAndContinue(page);
    await page.goto(`${base}/questions/B3`);
    expect(await page.getByRole('radio', { name: '3 Adopted' }).isChecked()).toBe(true);
  });

  test('says that the session has ended, and Continue shows what was typed', async () => {
    await page.goto(`${base}/questions/B4`);
    await page.context().clearCookies();
    await page.getByLabel('Your note').fill('Too good to lose');
    await choose(page, '3 Adopted');
    await page.getByText(/^Your session has ended/).waitFor();
    await arriving(page, () => page.getByRole('button', { name: 'Save and continue' }).click());
    expect(await heading(page)).toBe('You are signed out');
    expect(await page.getByLabel('What you typed').inputValue()).toBe('Too good to lose');
  });

  function note(): Promise<string> {
    return page.getByLabel('Your note').inputValue();
  }
});

/** The answer to the autosave whose form has these words in it. */
function saving(page: Page, words: string) {
  return page.waitForResponse(
    (response) => response.ok() && response.request().postData()?.includes(words) === true,
  );
}
