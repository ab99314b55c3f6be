import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import * as room from './room.ts';
import { asAnother, choose, follow, heading, press } from './steps.ts';

const everybody = 8;
const votes = [
  '2 Installed',
  '2 Installed',
  '3 Adopted',
  '3 Adopted',
  '3 Adopted',
  '5 Transforming',
  '1 Unowned',
  'I do not know',
];
const reason = 'The board reads the report every quarter';

/** Each step begins where the one before it ended. */
describeInBrowser('A workshop with eight phones', (service) => {
  let presenter: Page;
  let code: string;
  const seats: room.Seat[] = [];
  const phones: Page[] = [];

  beforeAll(async () => {
    seats.push(await room.openAgenda(service()));
    presenter = (seats[0] as room.Seat).page;
  });
  afterAll(() => {
    expect(seats.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  const together = (act: (phone: Page, at: number) => Promise<void>) =>
    Promise.all(phones.map((phone, at) => act(phone, at)));

  async function enter(): Promise<Page> {
    const seat = await room.arrive(service(), code);
    seats.push(seat);
    return seat.page;
  }

  test('begins with an agenda that the facilitator makes their own', async () => {
    const codes = await presenter
      .locator('.app-agenda-item')
      .evaluateAll((items) => items.map(({ id }) => id.replace('item-', '')));
    expect(codes).toEqual(['E1', 'E5', 'F1', 'F2', 'F4', 'G4']);
    await room.changeAgenda(presenter, 'F2', 'Remove');
    await room.changeAgenda(presenter, 'F4', 'Remove');
    await room.changeAgenda(presenter, 'G4', 'Confirm together');
    await room.addCapability(presenter);
    code = await room.start(presenter);
    expect(await heading(presenter)).toBe('Join on your phone or laptop');
  });

  test('fills up by itself, with people of all four families', async () => {
    await room.mark(presenter);
    for (let at = 0; at < everybody; at++) phones.push(await enter());
    await together((phone, at) => room.joinAs(phone, at % 4));
    await room.shows(presenter, '8 devices have joined.');
    expect(await room.isMarked(presenter)).toBe(true);
    await together(room.mark);
    await room.choosing(presenter, /^Begin: E1/);
    await together((phone) => room.shows(phone, 'When the vote begins, you choose here.'));
    await press(presenter, 'Open the vote');
    await together(async (phone) => {
      await phone.getByRole('radio', { name: '3 Adopted', exact: true }).waitFor();
      await room.shows(phone, 'Before your first vote');
      expect(await room.isMarked(phone)).toBe(true);
    });
  });

  test('counts the votes and shows nothing else of them', async () => {
    await room.mark(presenter);
    await together((phone, at) => room.vote(phone, votes[at] as string));
    await room.shows(presenter, '8 of 8 have voted');
    expect(await room.isMarked(presenter)).toBe(true);
    expect(await presenter.locator('[data-live-part=result]').innerText()).toBe('');
    for (const what of ['#reveal', '.app-presenter-count']) {
      const box = await presenter.locator(what).boundingBox();
      expect((box?.y ?? 720) + (box?.height ?? 0)).toBeLessThan(720);
    }
  });

  test('lets those who come late wait for the next question', async () => {
    const late = await enter();
    await room.joinAs(late, 0);
    expect(await heading(late)).toContain('Wait for the next question');
    phones.push(late);
    await room.shows(presenter, '8 of 8 have voted');
  });

  test('knows who comes back', async () => {
    const left = phones[1] as Page;
    await press(left, 'Leave the workshop');
    expect(await heading(left)).toContain('Come back to the workshop');
    await press(left, 'Come back');
    expect(await heading(left)).toContain('Your vote is in');
    await left.reload();
    await room.shows(left, 'You chose 2 Installed');
  });

  test('reveals on the screen and on every phone by itself', async () => {
    const undecided = phones[2] as Page;
    await room.unfoldAt(undecided, 'Change your vote');
    await choose(undecided, '5 Transforming');
    await together(room.mark);
    await press(presenter, 'Reveal');
    await room.shows(presenter, 'What the room chose');
    await together(async (phone, at) => {
      if (at === everybody) return;
      await room.shows(phone, 'What the room chose');
      await room.shows(phone, `You chose ${votes[at]}`);
      expect(await room.isMarked(phone)).toBe(true);
    });
    expect(await room.votesFor(presenter, '3 Adopted')).toBe('3');
    expect(await room.votesFor(phones[0] as Page, '3 Adopted')).toBe('3');
  });

  test('votes again where the talk changed minds', async () => {
    await press(presenter, 'Vote again');
    await together(async (phone, at) => {
      if (at < everybody) await room.vote(phone, '3 Adopted');
    });
    await room.shows(presenter, '8 of 8 have voted');
    await press(presenter, 'Reveal');
    await room.shows(presenter, 'What the room chose, vote 2');
    expect(await room.votesFor(presenter, '3 Adopted')).toBe('8');
  });

  test('agrees a level from statements and evidence', async () => {
    await room.say(presenter, 'E1-2', 'met');
    await room.say(presenter, 'E1-3', 'met');
    await room.say(presenter, 'E1-4', 'not-met');
    await room.giveEvidence(presenter, 'Board paper 12');
    await presenter.getByLabel('Why? (optional)').fill(reason);
    await press(presenter, 'Work out the level');
    await room.shows(presenter, 'It would be: 3 Adopted');
    expect(await presenter.getByLabel('Why? (optional)').inputValue()).toBe(reason);
    await choose(presenter, 'A majority agrees');
    await presenter.getByLabel('How many of them disagree?').fill('2');
    await together(room.mark);
    await press(presenter, 'Save what is agreed');
    await room.shows(presenter, 'Agreed: 3 Adopted');
    await together(async (phone, at) => {
      if (at === everybody) return;
      await room.shows(phone, 'Agreed: 3 Adopted');
      expect(await room.isMarked(phone)).toBe(true);
    });
  });

  test('adds an action, and goes on to the next question', async () => {
    await room.addAction(presenter, 'Publish the adoption measure', 'Chief information officer');
    await room.shows(presenter, /^Publish the adoption measure: Chief information officer/);
    await room.choosing(presenter, /^Next: E5/);
    await together((phone) => room.shows(phone, 'The question now'));
  });

  test('removes a device and locks the room', async () => {
    const [gone] = phones as [Page];
    const label = await gone.locator('.app-seat strong').innerText();
    await room.unfoldAt(presenter, 'Room and devices');
    await follow(presenter, 'See and remove devices');
    await press(presenter, `Remove device ${label}`);
    await room.shows(gone, 'This device was removed');
    phones.shift();
    await room.unfoldAt(presenter, 'Room and devices');
    await press(presenter, 'Lock joining');
    await room.shows(await enter(), 'Nobody else can join now');
    await press(presenter, 'Open the vote');
    await together((phone) => room.vote(phone, '4 Embedded'));
    await room.shows(presenter, '8 of 8 have voted');
    await press(presenter, 'Reveal');
    await together((phone) => room.shows(phone, 'What the room chose'));
  });

  test('confirms together what nobody wants to discuss', async () => {
    await room.unfoldAt(presenter, /^\s*Agenda/);
    await press(presenter, 'Questions to confirm together');
    await together((phone) => room.shows(phone, 'You settle this part together.'));
    expect(await presenter.getByRole('checkbox', { name: /^G4 / }).isChecked()).toBe(true);
    await choose(presenter, 'Everybody agrees');
    await press(presenter, 'Confirm these levels');
    await room.shows(presenter, 'There is nothing left to confirm here.');
  });

  test('settles who owns what', async () => {
    await room.choosing(presenter, /^Next: Who owns what/);
    const owner = presenter.getByRole('combobox').first();
    await owner.selectOption({ label: 'Shared between roles' });
    await choose(presenter, 'Everybody agrees');
    await press(presenter, 'Save the owners');
    await room.shows(presenter, 'Agreed: Shared between roles.');
  });

  test('ends on every phone, with a report of what was agreed and of no vote', async () => {
    await follow(presenter, 'End the workshop');
    await press(presenter, 'End the workshop');
    await together((phone) => room.shows(phone, 'This code cannot be used'));
    const report = await presenter.locator('main').innerText();
    for (const text of ['3 Adopted', reason, 'Board paper 12', 'Publish the adoption measure'])
      expect(report).toContain(text);
    expect(report).toMatch(/fewer than six disagreed/i);
    expect(report).not.toMatch(
      /\bvote|What the room chose|5 Transforming|I do not know|device \d/i,
    );
  });

  test('hands what is left to the next workshop', async () => {
    await room.toAgenda(presenter);
    const [first, second] = await presenter.locator('.app-agenda-item').all();
    expect(await first?.innerText()).toMatch(/E5[\s\S]*Left over/);
    expect(await second?.innerText()).toMatch(/F1[\s\S]*Left over/);
  });

  test('shows the lead what was agreed, where their position stands', async () => {
    await asAnother(presenter, 'Adaeze Thornbury', async (page) => {
      await follow(page, /^Agreed position/);
      await page.locator('#dimension-E summary').click();
      const agreed = await page.locator('#E1').innerText();
      for (const text of ['3 Adopted', reason, 'Board paper 12']) expect(agreed).toContain(text);
      expect(await page.locator('#E5').innerText()).toContain('Not agreed yet.');
    });
  });
});
