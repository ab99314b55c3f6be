import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { type Seat, say, seatOf, shows } from './room.ts';
import { choose, follow, heading, press } from './steps.ts';

const reopened = 'The audit found a gap in D2';

/** Each step begins where the one before it ended. */
describeInBrowser('A position', (service) => {
  let seats: Seat[];
  let lead: Page;
  let signatory: Page;

  beforeAll(async () => {
    seats = [
      await seatOf(service(), 'Adaeze Thornbury'),
      await seatOf(service(), 'Cornelius Prideaux-Sato'),
    ];
    [lead, signatory] = seats.map(({ page }) => page) as [Page, Page];
  });
  afterAll(() => {
    expect(seats.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  test('is agreed at the desk where the workshop did not get to it', async () => {
    await follow(lead, /^Agreed position/);
    await lead.locator('#dimension-E summary').click();
    await follow(lead, /^Agree it at the desk ?: From pilot/);
    await say(lead, 'E1-2', 'met');
    await say(lead, 'E1-3', 'not-met');
    await press(lead, 'Work out the level');
    await shows(lead, 'What is on this page comes to: 2 Installed');
    await press(lead, 'Save');
    await lead.locator('#dimension-E summary').click();
    expect(await lead.locator('#E1').innerText()).toMatch(/2 Installed[\s\S]*desk/i);
  });

  test('is signed off by the signatory, who decides what the ICB sees', async () => {
    await press(lead, 'Ask for it to be signed off');
    await shows(lead, 'Waiting for the signatory');
    await signatory.reload();
    await shows(signatory, 'Waiting for your signature');
    await follow(signatory, /agreed position/);
    await follow(signatory, 'Read and sign off');
    expect(await heading(signatory)).toMatch(/Sign off the agreed position$/);
    expect(await signatory.getByRole('radio', { checked: true }).getAttribute('value')).toBe(
      'private',
    );
    await choose(signatory, 'What is in the table above');
    await press(signatory, 'Sign off the position');
    await shows(signatory, 'Signed off');
    await shows(signatory, 'It can no longer be changed, unless it is reopened.');
  });

  test('can be changed again once the lead reopens it and says why', async () => {
    await lead.reload();
    expect(await lead.getByRole('link', { name: /^Change ?: / }).count()).toBe(0);
    await follow(lead, 'Reopen the position');
    await press(lead, 'Reopen the position');
    await shows(lead, 'There is a problem');
    await lead.getByLabel('Why is it reopened?').fill(reopened);
    await press(lead, 'Reopen the position');
    await shows(lead, reopened);
    await follow(lead, 'All sign-offs and requests');
    await shows(lead, /^By Cornelius Prideaux-Sato on/);
    await shows(lead, reopened);
    await signatory.reload();
    await shows(signatory, reopened);
  });
});
