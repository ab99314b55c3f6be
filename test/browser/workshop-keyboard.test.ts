import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import { enter, focus, tabTo } from './keys.ts';
import { arrive, isMarked, joinAs, mark, openAgenda, type Seat, shows, vote } from './room.ts';
import { arriving, heading } from './steps.ts';

const words = 'The board has asked for it twice';

/** Each step begins where the one before it ended. */
describeInBrowser('With the keyboard alone, a workshop', (service) => {
  let presenter: Page;
  const seats: Seat[] = [];
  const phones: Page[] = [];

  beforeAll(async () => {
    const seat = await openAgenda(service());
    seats.push(seat);
    presenter = seat.page;
  });
  afterAll(() => {
    expect(seats.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  test('is started from its agenda, and people who join steal no focus', async () => {
    await enter(presenter, 'Start the workshop');
    expect(await heading(presenter)).toBe('Join on your phone or laptop');
    await tabTo(presenter, /^Begin: E1/);
    await mark(presenter);
    const code = (await presenter.locator('.app-code').first().innerText()).replace(/\s/g, '');
    for (let at = 0; at < 4; at++) {
      const seat = await arrive(service(), code);
      seats.push(seat);
      phones.push(seat.page);
      await joinAs(seat.page, at);
    }
    await shows(presenter, '4 devices have joined.');
    expect(await isMarked(presenter)).toBe(true);
    expect(await focus(presenter)).toEqual({
      name: expect.stringMatching(/^Begin: E1/),
      seen: true,
    });
    await arriving(presenter, () => presenter.keyboard.press('Enter'));
    expect(await heading(presenter)).toContain('E1');
  });

  test('opens a vote, and votes that come in leave what is being typed alone', async () => {
    await enter(presenter, 'Open the vote');
    await mark(presenter);
    await tabTo(presenter, 'Agree without a vote');
    await presenter.keyboard.press('Enter');
    await tabTo(presenter, 'Why? (optional)');
    await presenter.keyboard.type(words);
    for (let back = 0; back < 5; back++) await presenter.keyboard.press('ArrowLeft');
    await Promise.all(phones.slice(0, 3).map((phone) => vote(phone, '3 Adopted')));
    await shows(presenter, '3 of 4 have voted');
    expect(await isMarked(presenter)).toBe(true);
    expect(await focus(presenter)).toEqual({ name: 'Why? (optional)', seen: true });
    expect(await caret(presenter)).toEqual({ text: words, at: words.length - 5 });
    await presenter.keyboard.type('more than ');
    expect((await caret(presenter)).text).toBe('The board has asked for it more than twice');
  });

  test('keeps the focus on the button to reveal until the last vote is in', async () => {
    await presenter.reload();
    await tabTo(presenter, 'Reveal');
    await mark(presenter);
    await vote(phones[3] as Page, '2 Installed');
    await shows(presenter, '4 of 4 have voted');
    expect(await isMarked(presenter)).toBe(true);
    expect(await focus(presenter)).toEqual({ name: 'Reveal', seen: true });
    await arriving(presenter, () => presenter.keyboard.press('Enter'));
    await shows(presenter, 'What the room chose');
  });

  test('agrees a level statement by statement', async () => {
    for (const statement of await presenter.locator('input[name^="E1-2"][value=met]').all())
      await tick(await statement.getAttribute('id'));
    await tabTo(presenter, 'Everybody agrees');
    await presenter.keyboard.press('Space');
    await tabTo(presenter, 'Why? (optional)');
    await presenter.keyboard.type(words);
    await enter(presenter, 'Save what is agreed');
    await shows(presenter, 'Agreed: 2 Installed');
    await shows(presenter, words);
  });

  test('is told of an error at once, with a link to the field', async () => {
    await tabTo(presenter, 'Change what is agreed');
    await presenter.keyboard.press('Enter');
    await tabTo(presenter, 'How many people are present?');
    await presenter.keyboard.type('many');
    await enter(presenter, 'Save what is agreed');
    expect(await focus(presenter)).toMatchObject({ name: /^There is a problem/, seen: true });
    await presenter.keyboard.press('Tab');
    await presenter.keyboard.press('Enter');
    expect(await focus(presenter)).toEqual({ name: 'How many people are present?', seen: true });
    expect((await caret(presenter)).text).toBe('many');
  });

  test('goes on to the next question', async () => {
    await presenter.goto(presenter.url().replace(/\/agreements\/.*/, '/presenter'));
    await enter(presenter, /^Next: E5/);
    expect(await heading(presenter)).toContain('E5');
  });

  /** Tabs to the radios of a statement and chooses the first of them, "Met". */
  async function tick(id: string | null): Promise<void> {
    do await presenter.keyboard.press('Tab');
    while ((await presenter.evaluate('document.activeElement.id')) !== id);
    expect((await focus(presenter)).seen).toBe(true);
    await presenter.keyboard.press('Space');
  }
});

/** What is in the field that has the focus, and where in it the caret is. */
function caret(page: Page): Promise<{ text: string; at: number }> {
  return page.evaluate(
    '({ text: document.activeElement.value, at: document.activeElement.selectionStart })',
  );
}
