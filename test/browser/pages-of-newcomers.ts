import type { Page } from 'playwright-core';
import { longAddress, openInvitation, openJoining, openSignInLink } from './invited.ts';
import { at, type KnownPage, seenBy, type Visit } from './known-page.ts';
import { press } from './steps.ts';

const newcomer = 'morgan.hale@wyverndale.example';
const known = 'maren.oakhurst@leaders.example';

/** Coming in by a link or a code, and the messages with the links. */
const visits: Record<string, Visit> = {
  'messages before any was sent': at('/outbox'),
  'sign-in page without an address': at('/sign-in', askForLink),
  'sign-in page with an address that is none': at('/sign-in', async (page) => {
    await page.getByLabel('Work email address').fill('maren at wyverndale');
    await askForLink(page);
  }),
  'link to sign in is sent': at('/sign-in/sent'),
  'link to sign in': async (page) => openSignInLink(page, known),
  'link to sign in that is dead': at(`/sign-in-links/${'a'.repeat(43)}`, (page) =>
    press(page, 'Sign in'),
  ),
  invitation: toInvitation(),
  'invitation with errors': toInvitation(async (page) => {
    await page.getByLabel('Your work email address').fill(known);
    await press(page, 'Accept and continue');
  }),
  'invitation without a name': toInvitation(async (page) => {
    await page.getByLabel('Your work email address').fill(newcomer);
    await press(page, 'Accept and continue');
  }),
  'invitation that is dead': at(`/invitations/${'a'.repeat(43)}`),
  'messages of every kind': messages,
  'joining with a code': at('/join'),
  'joining without a code': at('/join', (page) => press(page, 'Continue')),
  'joining with a code that is none': at('/join/ACDEFHJK'),
  'joining a survey': openJoining,
  'joining a survey with errors': async (page) => {
    await openJoining(page);
    await press(page, 'Send me an invitation');
  },
  'joining a survey is asked for': at('/join/sent'),
};

export const pagesOfNewcomers: readonly KnownPage[] = seenBy(null, visits);

function askForLink(page: Page): Promise<void> {
  return press(page, 'Send me a link');
}

function toInvitation(then?: Visit): Visit {
  return async (page) => {
    await openInvitation(page, newcomer);
    await then?.(page);
  };
}

/** With what was sent on the way here, and to people whose address is long. */
async function messages(page: Page): Promise<void> {
  await openInvitation(page, longAddress);
  await page.goto('/outbox');
}
