import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import {
  arrive,
  choosing,
  joinAs,
  openAgenda,
  type Seat,
  say,
  shows,
  start,
  unfoldAt,
  vote,
} from './room.ts';
import { choose, follow, heading, press } from './steps.ts';

const without = { javaScriptEnabled: false };
const words = 'The board has asked for it twice';

/** Each step begins where the one before it ended. */
describeInBrowser('Without JavaScript, a workshop', (service) => {
  let presenter: Page;
  let code: string;
  const seats: Seat[] = [];
  const phones: Page[] = [];

  beforeAll(async () => {
    const seat = await openAgenda(service(), without);
    seats.push(seat);
    presenter = seat.page;
  });
  afterAll(() => {
    expect(seats.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  test('lets people join, and its pages look for what is new themselves', async () => {
    code = await start(presenter);
    expect(await refreshOf(presenter)).toBe('5');
    for (let at = 0; at < 2; at++) {
      const seat = await arrive(service(), '', without);
      seats.push(seat);
      phones.push(seat.page);
      await seat.page.getByLabel('Code').fill(code.toLowerCase());
      await press(seat.page, 'Continue');
      expect(await refreshOf(seat.page)).toBeNull();
      await press(seat.page, 'Join');
      await shows(seat.page, 'There is a problem');
      await joinAs(seat.page, at);
      expect(await heading(seat.page)).toBe('Look at the screen');
      expect(await refreshOf(seat.page)).toBe('5');
    }
    await shows(presenter, '2 devices have joined.');
  });

  test('asks the question on every phone, once the vote is open', async () => {
    await choosing(presenter, /^Begin: E1/);
    expect(await refreshOf(presenter)).toBeNull();
    await press(presenter, 'Open the vote');
    for (const phone of phones) {
      await shows(phone, '3 Adopted');
      expect(await refreshOf(phone)).toBe('60');
    }
  });

  test('takes a vote and a change of it, and refuses an empty one', async () => {
    const [first, second] = phones as [Page, Page];
    await press(first, 'Vote');
    await shows(first, 'There is a problem');
    // It would leave the page on which they choose, for one that cannot be asked for.
    expect(await refreshOf(first)).toBeNull();
    await vote(first, '2 Installed');
    expect(await refreshOf(first)).toBe('5');
    await vote(second, '3 Adopted');
    await unfoldAt(second, 'Change your vote');
    await choose(second, 'I do not know');
    await press(second, 'Change my vote');
    await shows(second, 'You chose I do not know');
    await shows(presenter, '2 of 2 have voted');
  });

  test('loses nothing that was typed in a form that is refused while a vote is open', async () => {
    await fillIn();
    await press(presenter, 'Save what is agreed');
    await expectKept();
  });

  test('reveals on every phone', async () => {
    await presenter.goto(presenter.url().replace(/\/agreements\/.*/, '/presenter'));
    await press(presenter, 'Reveal');
    await shows(presenter, 'Fewer than four votes: talk about it openly.');
    expect(await refreshOf(presenter)).toBeNull();
    for (const phone of phones) {
      await shows(phone, 'Fewer than four votes: talk about it openly.');
      expect(await refreshOf(phone)).toBe('5');
    }
  });

  test('agrees a level, and keeps what was typed until it can be saved', async () => {
    await say(presenter, 'E1-2', 'met');
    await presenter.getByLabel('Why? (optional)').fill(words);
    await press(presenter, 'Save what is agreed');
    await expectKept();
    await press(presenter, 'Work out the level');
    await shows(presenter, 'It would be: 2 Installed');
    await choose(presenter, 'Everybody agrees');
    await press(presenter, 'Save what is agreed');
    await shows(presenter, 'Agreed: 2 Installed');
    await shows(presenter, words);
    for (const phone of phones) await shows(phone, 'Agreed: 2 Installed');
  });

  test('refuses an action without losing it, and adds it in the end', async () => {
    await unfoldAt(presenter, 'Add an action');
    await presenter.getByLabel('What is to be done').fill('Publish the adoption measure');
    await press(presenter, 'Add the action');
    await shows(presenter, 'There is a problem');
    expect(await presenter.getByLabel('What is to be done').inputValue()).toContain('Publish');
    await follow(presenter, 'Workshop');
    expect(await heading(presenter)).toContain('E1');
  });

  test('ends for everybody', async () => {
    await unfoldAt(presenter, 'Room and devices');
    await follow(presenter, 'End the workshop');
    await press(presenter, 'End the workshop');
    for (const phone of phones) await shows(phone, 'This code cannot be used');
  });

  /** What is agreed, without how, which is refused. */
  async function fillIn(): Promise<void> {
    await unfoldAt(presenter, 'Agree without a vote');
    await say(presenter, 'E1-2', 'met');
    await presenter.getByLabel('Why? (optional)').fill(words);
  }

  async function expectKept(): Promise<void> {
    await shows(presenter, 'There is a problem');
    expect(await refreshOf(presenter)).toBeNull();
    expect(await presenter.getByLabel('Why? (optional)').inputValue()).toBe(words);
    expect(await presenter.locator('input[name^="E1-2"][value=met]').first().isChecked()).toBe(
      true,
    );
  }
});

/** After how many seconds a page asks for itself again; null where it never does. */
async function refreshOf(page: Page): Promise<string | null> {
  const refresh = page.locator('noscript meta[http-equiv=refresh]');
  return (await refresh.count()) > 0 ? refresh.getAttribute('content') : null;
}
