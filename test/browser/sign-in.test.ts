import { afterAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { settings } from '../people/oidc-journey.ts';
import { type RunningProvider, startProvider } from '../people/oidc-provider.ts';
import { describeInBrowser } from '../support/browser.ts';
import { today } from '../support/service.ts';
import { checkPages } from './check-pages.ts';
import { at, seenBy } from './known-page.ts';
import { press } from './steps.ts';

const account = 'honor-1';
let provider: RunningProvider | undefined;

describeInBrowser(
  'Signing in elsewhere',
  (service) => {
    afterAll(() => provider?.close());

    test('leads to the provider and back; before an act one signs in anew, and nothing typed is lost', async () => {
      const context = await service().open();
      const page = await context.newPage();
      await page.goto('/sign-in?return=/administration');
      await page.getByRole('button', { name: 'Sign in with NHS.net account' }).click();
      await signInThere(page);
      await page.waitForURL(`${service().address}/administration`);

      await page.getByLabel('Work email address').fill('kit@nhs.example');
      await press(page, 'Send the invitation');
      expect(await page.locator('h1').innerText()).toBe('Confirm who you are');
      const [tab] = await Promise.all([
        context.waitForEvent('page'),
        page.getByRole('button', { name: /^Confirm with NHS.net account/ }).click(),
      ]);
      await signInThere(tab);
      await tab.waitForURL(`${service().address}/sessions/confirmed`);
      await tab.close();
      await press(page, 'I have confirmed: send it again');
      expect(await page.getByRole('alert').innerText()).toContain('The invitation is on its way');
      expect(await page.locator('main').innerText()).toContain('kit@nhs.example');
      expect(service().logged).toEqual([]);
    });

    /** Fills in the pages of the provider: who one is, and that this service may know. */
    async function signInThere(page: Page): Promise<void> {
      await page.waitForURL(`${provider?.issuer}/interaction/**`);
      await page.locator('input[name=login]').fill(account);
      await page.locator('input[name=password]').fill('any');
      await page.locator('button[type=submit]').click();
      await page.waitForURL(
        (url) => url.origin === service().address || url.pathname.startsWith('/interaction'),
      );
      const consent = page.locator('input[name=prompt][value=consent]');
      await page.waitForLoadState();
      if (page.url().startsWith(provider?.issuer ?? '') && (await consent.count()) > 0)
        await page.locator('button[type=submit]').click();
    }

    describe('its pages', () => {
      const refused = at('/sign-in/nhs/callback?state=x&code=x', async () => {
        // The page is what this is about, and not that every refusal is logged.
        (service().logged as string[]).length = 0;
      });
      checkPages(service, [
        ...seenBy(null, {
          'sign-in page with an issuer': at('/sign-in'),
          'sign-in that is refused': refused,
        }),
        ...seenBy('Honor Valkenburg', {
          'where one is signed in': at('/sessions'),
          'that one has confirmed who one is': at('/sessions/confirmed'),
          'asking who one is': at('/administration', async (page) => {
            service().setTime(new Date(today.getTime() + 16 * 60_000).toISOString());
            await page.getByLabel('Work email address').fill('noa@nhs.example');
            await press(page, 'Send the invitation');
          }),
        }),
      ]);
    });
  },
  async (address) => {
    provider = await startProvider([`${address}/sign-in/nhs/callback`]);
    const email = 'honor.valkenburg@leaders.example';
    provider.accounts.set(account, { email, email_verified: true });
    return settings({ id: 'nhs', name: 'NHS.net account', issuer: provider.issuer });
  },
);
