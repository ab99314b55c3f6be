import { expect, test } from '@jest/globals';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import type { BrowsedService } from '../support/browser.ts';
import type { KnownPage } from './known-page.ts';
import { signIn } from './steps.ts';
import { complaintsOf, htmlOf } from './watch.ts';

/** A desktop, and a small phone: also what a desktop shows at 400%. */
const widths = [1280, 320];

const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: { 'no-inline-style': 'error' },
});

/**
 * A test for each page, in this order and in one window for each person. A file of tests for some
 * kinds of pages, on a service of their own, so that the files can run beside each other.
 */
export function checkPages(service: () => BrowsedService, pages: readonly KnownPage[]): void {
  const windows = new Map<string | null, Window>();

  test.each(pages)(
    'is valid and accessible, fits and asks nobody else: $name',
    async ({ as, visit }) => {
      const { page, complaints } = windows.get(as) ?? (await openWindow(service(), as));
      windows.set(as, { page, complaints });
      complaints.length = 0;
      await page.setViewportSize({ width: 1280, height: 800 });

      expect(await mistakesIn(await htmlOf(page, visit))).toEqual([]);
      // Once for both widths: reading it takes a browser as long as checking a small page.
      await page.evaluate(axe.source);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(aLittleLater);
        expect(await page.evaluate(violations)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      expect(complaints).toEqual([]);
      expect(service().logged).toEqual([]);
    },
  );
}

/** Somebody's browser window, and what it did that no page of this service should do. */
interface Window {
  readonly page: Page;
  readonly complaints: string[];
}

async function openWindow(service: BrowsedService, name: string | null): Promise<Window> {
  const context = await service.open();
  const complaints = complaintsOf(context, service.address);
  const page = await context.newPage();
  if (name) await signIn(page, name);
  return { page, complaints };
}

async function mistakesIn(html: string): Promise<string[]> {
  const { results } = await checker.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`),
  );
}

/** The header moves what it has no room for into its menu, in the frame after a change of width. */
const aLittleLater = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))))`;

/** Asks axe in a page for all its rules; of what holds it need not say where. */
const violations = `axe
  .run({ resultTypes: ['violations'], selectors: false })
  .then(({ violations }) => violations.map(
    ({ id, help, nodes }) => id + ': ' + help + ': ' + nodes.map(({ html }) => html).join(' '),
  ))`;
