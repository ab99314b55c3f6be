import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { answerEveryQuestion, answerOwnershipMap, begin, meanLevel } from './answering.ts';
import { choose, follow, heading, press, saveAndContinue, signIn, statusOf } from './steps.ts';
import { complaintsOf } from './watch.ts';

journey('The whole journey', true);
journey('The whole journey without JavaScript', false);

/** Each step begins where the one before it ended. */
function journey(name: string, javaScriptEnabled: boolean): void {
  describeInBrowser(name, (service) => {
    let page: Page;
    let complaints: string[];
    let given: Map<string, string[]>;

    beforeAll(async () => {
      const context = await service().open({ javaScriptEnabled, reducedMotion: 'reduce' });
      complaints = complaintsOf(context, service().address);
      page = await context.newPage();
    });

    test('begins on the start page and leads to the people to sign in as', async () => {
      await page.goto('/');
      await follow(page, 'Sign in');
      expect(await heading(page)).toBe('Sign in');
      await signIn(page, 'Maren Oakhurst');
      expect(await heading(page)).toBe('Your assessments');
    });

    test('says who sees what and asks for the role, then shows the task list', async () => {
      await begin(page, 'Chief operating officer (COO)');
      expect(await heading(page)).toMatch(/Wyverndale University Hospitals NHS Trust$/);
      expect(await statusOf(page, 'Your role')).toBe('Completed');
      expect(await statusOf(page, 'Accountable ownership')).toBe('Not yet started');
      expect(await statusOf(page, 'Check your answers and submit')).toBe('Cannot start yet');
    });

    test('asks every question, one on each page or a dimension on one', async () => {
      await follow(page, 'Accountable ownership');
      await page.getByLabel('Your note').fill('What I would say to myself');
      given = await answerEveryQuestion(page);
      expect(given.size).toBe(8);
      expect([...given.values()].flat()).toHaveLength(38);
      expect(await heading(page)).toMatch(/Ownership map$/);
    });

    test('asks who is accountable for each capability, then shows every answer', async () => {
      await answerOwnershipMap(page);
      expect(await heading(page)).toMatch(/Check your answers$/);
      expect(await answerOf('Named executive')).toMatch(/^3 Adopted/);
      expect(await answerOf('Named executive')).toContain('What I would say to myself');
      expect(await answerOf('Digital operations leader')).toBe('I do not know');
      expect(await page.getByText('Not answered').count()).toBe(0);
    });

    test('comes back to the check page after one answer was changed', async () => {
      await follow(page, 'Change Named executive');
      await choose(page, '5 Transforming');
      await saveAndContinue(page);
      expect(await heading(page)).toMatch(/Check your answers$/);
      expect(await answerOf('Named executive')).toMatch(/^5 Transforming/);
      given.get('Accountable ownership')?.splice(0, 1, '5 Transforming');
    });

    test('submits and says what happens next', async () => {
      await press(page, 'Submit your answers');
      expect(await heading(page)).toBe('Answers submitted');
      expect(await page.getByText(/^The survey closes on/).count()).toBe(1);
    });

    test('shows a profile whose table follows from the answers, and whose chart says the same', async () => {
      await follow(page, 'See your profile');
      const scores = [...given].map(([dimension, answers]) => [dimension, meanLevel(answers)]);
      expect(await scoresInTable()).toEqual(scores);
      expect(await page.getByRole('img').count()).toBe(javaScriptEnabled ? 1 : 0);
      if (javaScriptEnabled) {
        expect(await drawnBy('profile')).toEqual([scores.map(([, score]) => score)]);
        expect(await blueDots('profile')).toBeGreaterThan(1000);
      }
    });

    test('shows the organisation beside its peers', async () => {
      await follow(page, /^See what .* said together/);
      expect(await heading(page)).toMatch(/Your organisation and its peers$/);
      const own = page.locator('td[data-label="Your organisation"]');
      expect(await own.count()).toBe(9);
      if (javaScriptEnabled) {
        expect((await drawnBy('peers'))[0]?.map((value) => value?.toFixed(1))).toEqual(
          // The overall is in the table alone.
          (await own.allInnerTexts()).slice(0, -1),
        );
        expect(await blueDots('peers')).toBeGreaterThan(100);
      }
    });

    test('signs out, with nothing to complain about on the way', async () => {
      await press(page, 'Sign out');
      await page.goto('/assessments');
      expect(await heading(page)).toBe('Sign in');
      expect(complaints).toEqual([]);
      expect(service().logged).toEqual([]);
    });

    function answerOf(question: string): Promise<string> {
      const row = page.locator('.nhsuk-summary-list__row').filter({
        has: page.getByText(question, { exact: true }),
      });
      return row.locator('.nhsuk-summary-list__value').innerText();
    }

    async function scoresInTable(): Promise<(string | number)[][]> {
      const rows = await page.locator('figure tbody tr').all();
      return Promise.all(
        rows.map(async (row) => [
          await row.getByRole('rowheader').innerText(),
          Number(await row.getByRole('cell').first().innerText()),
        ]),
      );
    }

    /** The numbers that the chart holds, one list for each kind of mark. */
    function drawnBy(chart: string): Promise<(number | null)[][]> {
      return page.evaluate(
        `Chart.getChart(document.querySelector('[data-chart=${chart}] canvas'))
          .data.datasets.map(({ data }) => data)`,
      );
    }

    /** How many dots of the canvas have the colour that marks "you". */
    function blueDots(chart: string): Promise<number> {
      return page.evaluate(`(() => {
        const canvas = document.querySelector('[data-chart=${chart}] canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at] === 0 && data[at + 1] === 48 && data[at + 2] === 135) count++;
        return count;
      })()`);
    }
  });
}
