import type { Page } from 'playwright-core';
import { longAddress, makeJoinCode } from './invited.ts';
import { at, from, type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import { closedSurvey, follow, press, runningSurvey } from './steps.ts';

const running: Record<string, Visit> = {
  'home of a lead': at('/assessments'),
  'running survey': inRunning('', unfold),
  'running survey after a reminder': inRunning('', async (page) => {
    const remind = page.getByRole('button', { name: /^Remind/ });
    if (await remind.count()) await press(page, 'Remind those who have not finished');
  }),
  'results that there are not yet': inRunning('/results'),
  'empty list of invitations to send': inRunning('/invitations/new', unfold),
  'list of invitations with one error': inviting('Morgan Hale'),
  'list of invitations with errors': inviting(
    `a.very.long.address.${'of.somebody.'.repeat(4)}without.domain, Somebody\n=cmd|' /C calc'!A0\nkim`,
  ),
  'list of invitations and a file': inRunning('/invitations/new', async (page) => {
    await page.getByLabel('Work email addresses').fill('kim@wyverndale.example');
    const buffer = Buffer.from('sam@wyverndale.example');
    await page
      .getByLabel('Or choose a CSV file')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer });
    await press(page, 'Check the list');
  }),
  'check of a list of invitations': inviting(
    `kim@wyverndale.example, Kim Ash, COO\n${longAddress}`,
  ),
  'invitations of a running survey': inRunning('/invitations?done=invited'),
  'one invitation': inInvitations(unfold),
  'invitation that was sent again': inInvitations(async (page) => {
    await page.goto(`${page.url()}?done=sent`);
  }),
  'invitation with an error': inInvitations(async (page) => {
    await page.evaluate(`document.querySelector('[name=role] option').value = 'juggler'`);
    await page.getByLabel('Role', { exact: true }).selectOption('juggler');
    await press(page, 'Save the role');
  }),
  'invitation that was withdrawn': withdrawn,
  'no join code': inRunning('/join-codes', endCode),
  'join code with errors': inRunning('/join-codes', async (page) => {
    await endCode(page);
    await page.getByLabel('How many people can join').fill('many');
    await page.getByLabel('How many hours the code lasts').fill('');
    await press(page, 'Make a code');
  }),
  'running join code': inRunning('/join-codes', makeJoinCode),
  'closing date': inRunning('/closing-date'),
  'closing date with an error': inRunning('/closing-date', async (page) => {
    await page.getByLabel('Day').fill('31');
    await page.getByLabel('Month').fill('2');
    await press(page, 'Save the closing date');
  }),
  'closing a survey': inRunning('/closure'),
  facilitator: inRunning('/facilitator'),
  'facilitator with errors': inRunning('/facilitator', async (page) => {
    await page.getByLabel('Their work email address').fill('nobody');
    await page.getByLabel('Their name (optional)').fill('Too long '.repeat(50));
    await press(page, 'Send the invitation');
  }),
  'facilitator who was invited': inRunning('/facilitator', async (page) => {
    if (await page.getByRole('button', { name: /^Withdraw/ }).count()) return;
    await page.getByLabel('Their work email address').fill(longAddress);
    await press(page, 'Send the invitation');
  }),
  'running survey with somebody named to facilitate': inRunning(''),
  history: inRunning('/history'),
  'who holds a role': at('/organisations/DT008/roles'),
};

const closed: Record<string, Visit> = {
  'closed survey': inClosed(''),
  'invitations of a closed survey': inClosed('/invitations'),
  'join codes of a closed survey': inClosed('/join-codes'),
  'history of a closed survey': inClosed('/history'),
  'refusal to close a survey twice': inClosed('/closure'),
  'results as their lead': inClosed('/results', unfold),
  'results that are not shared': inClosed('/results', async (page) => {
    await press(page, 'Stop sharing');
  }),
  'results that are shared again': inClosed('/results', async (page) => {
    await press(page, 'Share with those who answered');
  }),
};

const ofFew: Record<string, Visit> = {
  'running survey of few': inRunning(''),
  'closing a survey of few': inRunning('/closure'),
  'results withheld': inClosed('/results'),
};

const facilitating: Record<string, Visit> = {
  'home of a facilitator': at('/assessments'),
  'results with comments': toFacilitated,
};

export const pagesOfLeads: readonly KnownPage[] = [
  ...seenBy('Adaeze Thornbury', { ...running, ...closed }),
  ...seenBy('Casimir Oyelaran-Webb', ofFew),
  ...seenBy('Gwendolen Achterberg', facilitating),
];

function inRunning(path: string, then?: Visit): Visit {
  return from(async (page) => (await runningSurvey(page)) + path, then);
}

function inClosed(path: string, then?: Visit): Visit {
  return from(async (page) => (await closedSurvey(page)) + path, then);
}

function inviting(list: string): Visit {
  return inRunning('/invitations/new', async (page) => {
    await page.getByLabel('Work email addresses').fill(list);
    await press(page, 'Check the list');
  });
}

/** The first invitation of the list. */
function inInvitations(then?: Visit): Visit {
  return inRunning('/invitations', async (page) => {
    await follow(page, /@/);
    await then?.(page);
  });
}

async function toFacilitated(page: Page): Promise<void> {
  await page.goto('/assessments');
  await follow(page, /^Survey results/);
  await unfold(page);
}

async function withdrawn(page: Page): Promise<void> {
  const address = 'withdrawn@wyverndale.example';
  await page.goto(`${await runningSurvey(page)}/invitations`);
  if (!(await page.getByRole('link', { name: address }).count())) {
    await inviting(address)(page);
    await press(page, 'Send 1 invitation');
  }
  await follow(page, address);
  await page.getByText('Withdraw the invitation').first().click();
  await press(page, 'Withdraw the invitation');
}

async function endCode(page: Page): Promise<void> {
  if (await page.getByRole('button', { name: 'End the code now' }).count())
    await press(page, 'End the code now');
}
