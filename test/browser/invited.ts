import type { Page } from 'playwright-core';
import { asAnother, linkSentTo, press, runningSurvey } from './steps.ts';

/** Does not fit into one line of a phone. */
export const longAddress = `${'a.very.long.address.'.repeat(3)}somebody@wyverndale.example`;

const lead = 'Adaeze Thornbury';

/** Where somebody who is not signed in finds their invitation; sent when there is none yet. */
export async function openInvitation(page: Page, address: string): Promise<void> {
  let link = await linkSentTo(page, address);
  if (!link) {
    await asAnother(page, lead, (theirs) => invite(theirs, address));
    link = await awaitLink(page, address);
  }
  await page.goto(link);
}

/** Has a link to sign in sent to an address, and opens it. */
export async function openSignInLink(page: Page, address: string): Promise<void> {
  let link = await linkSentTo(page, address);
  if (!link) {
    await page.goto('/sign-in');
    await page.getByLabel('Work email address').fill(address);
    await press(page, 'Send me a link');
    link = await awaitLink(page, address);
  }
  await page.goto(link);
}

/** Opens the page on which one joins with the code that a lead shows. */
export async function openJoining(page: Page): Promise<void> {
  const code = await asAnother(page, lead, async (theirs) => {
    await theirs.goto(`${await runningSurvey(theirs)}/join-codes`);
    await makeJoinCode(theirs);
    return theirs.locator('.nhsuk-card .nhsuk-heading-xl').innerText();
  });
  await page.goto('/join');
  await page.getByLabel('Code', { exact: true }).fill(code);
  await press(page, 'Continue');
}

/** Makes a join code on its page, where none is running. */
export async function makeJoinCode(page: Page): Promise<void> {
  if (await page.getByRole('button', { name: 'Make a code' }).count())
    await press(page, 'Make a code');
}

async function invite(page: Page, address: string): Promise<void> {
  await page.goto(`${await runningSurvey(page)}/invitations/new`);
  await page.getByLabel('Work email addresses').fill(address);
  await press(page, 'Check the list');
  await press(page, 'Send 1 invitation');
}

/** Mail is sent a moment after whatever it is about. */
async function awaitLink(page: Page, address: string): Promise<string> {
  for (;;) {
    const link = await linkSentTo(page, address);
    if (link) return link;
    await page.waitForTimeout(100);
  }
}
