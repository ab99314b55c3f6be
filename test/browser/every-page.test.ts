import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import { type BrowsedService, describeInBrowser } from '../support/browser.ts';
import { everyPage } from './pages.ts';
import { signIn } from './steps.ts';
import { complaintsOf, htmlOf } from './watch.ts';

/** A desktop, and a small phone: also what a desktop shows at 400%. */
const widths = [1280, 320];

const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: { 'no-inline-style': 'error' },
});

describeInBrowser('Every page', (service) => {
  const windows = new Map<string | null, Window>();

  test.each(everyPage)(
    'is valid and accessible, fits and asks nobody else: $name',
    async ({ as, visit }) => {
      const { page, complaints } = windows.get(as) ?? (await openWindow(service(), as));
      windows.set(as, { page, complaints });
      complaints.length = 0;
      await page.setViewportSize({ width: 1280, height: 800 });

      expect(await mistakesIn(await htmlOf(page, visit))).toEqual([]);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        expect(await violationsOn(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      expect(complaints).toEqual([]);
      expect(service().logged).toEqual([]);
    },
  );
});

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

async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Nothing here has frames, and without them axe needs no second window.
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}
