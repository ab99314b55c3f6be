import type { Page } from 'playwright-core';
import { longAddress } from './invited.ts';
import { at, type KnownPage, seenBy, type Visit } from './known-page.ts';
import { follow, press } from './steps.ts';

const appointments = '/organisations/DT008/appointments';

const visits: Record<string, Visit> = {
  'home of an administrator': at('/assessments'),
  administration: at('/administration'),
  'administration with errors': at('/administration', appoint('nobody', 'Too long '.repeat(50))),
  'empty new cycle': at('/cycles/new'),
  'new cycle with errors': at('/cycles/new', (page) => press(page, 'Open the cycle')),
  'new cycle that overlaps': at('/cycles/new', async (page) => {
    await page.getByLabel('Name', { exact: true }).fill('Winter 2026');
    for (const [legend, [day, month, year]] of Object.entries({
      'First day': ['1', '12', '2026'],
      'Last day': ['30', '11', '2026'],
    })) {
      const date = page.getByRole('group', { name: legend });
      await date.getByLabel('Day').fill(day as string);
      await date.getByLabel('Month').fill(month as string);
      await date.getByLabel('Year').fill(year as string);
    }
    await press(page, 'Open the cycle');
  }),
  'page of a trust to an administrator': at('/organisations/DT008'),
  'appointments of an organisation': at(appointments),
  'appointments of a board': at('/organisations/DI003/appointments'),
  'appointments with errors': at(appointments, appoint('nobody', '')),
  'appointments with somebody invited': at(appointments, async (page) => {
    if (await page.getByRole('button', { name: /^Withdraw/ }).count()) return;
    await page.getByRole('radio').first().check();
    await appoint(longAddress, 'Kim Ash')(page);
  }),
  'end of an appointment': at(appointments, (page) => follow(page, /^End the appointment/)),
  'end of the last administrator': at('/administration', (page) =>
    follow(page, /^End the appointment/),
  ),
};

export const pagesOfAdministrators: readonly KnownPage[] = seenBy('Honor Valkenburg', visits);

function appoint(address: string, name: string): Visit {
  return async (page: Page) => {
    await page.getByLabel('Work email address').fill(address);
    await page.getByLabel('Name (optional)').fill(name);
    await press(page, 'Send the invitation');
  };
}
