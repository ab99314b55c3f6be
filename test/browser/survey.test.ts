import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.ts';
import {
  answerEveryDimension,
  answerEveryQuestion,
  answerOwnershipMap,
  begin,
} from './answering.ts';
import { arriving, choose, follow, heading, press, saveAndContinue, signIn } from './steps.ts';
import { complaintsOf } from './watch.ts';

const invited = {
  ada: 'ada.greyling@wyverndale.example',
  bea: 'bea.holloway-ng@wyverndale.example',
  cal: 'cal.winterbourne@wyverndale.example',
} as const;
type Name = keyof typeof invited;

describeInBrowser('A lead and three respondents, side by side', (service) => {
  const complaints: string[][] = [];
  let lead: Page;
  const respondents = {} as Record<Name, Page>;

  beforeAll(async () => {
    lead = await browser();
    await signIn(lead, 'Adaeze Thornbury');
    for (const name of Object.keys(invited) as Name[]) respondents[name] = await browser();
  });

  test('the lead invites them, after correcting what was wrong in the list', async () => {
    await runTheSurvey();
    expect(await takingPart()).toEqual(['38', '19', '14']);
    await follow(lead, /^Invite leaders/);
    const list = lead.getByLabel('Work email addresses');
    await list.fill(`${invited.ada}, Ada Greyling, COO\nbea.holloway-ng\n${invited.cal}`);
    await press(lead, 'Check the list');
    expect(await lead.title()).toMatch(/^Error: /);
    expect(await lead.getByRole('alert').innerText()).toContain('Line 2');
    await list.fill((await list.inputValue()).replace('bea.holloway-ng', invited.bea));
    await press(lead, 'Check the list');
    expect(await heading(lead)).toMatch(/Check who is invited$/);
    await press(lead, 'Send 3 invitations');
    expect(await heading(lead)).toMatch(/Invitations$/);
    for (const address of Object.values(invited))
      expect(await lead.getByRole('link', { name: address }).count()).toBe(1);
  });

  test('each accepts the invitation sent to them, and nobody else’s', async () => {
    for (const [name, page] of Object.entries(respondents) as [Name, Page][]) {
      await openInvitation(page, invited[name]);
      expect(await heading(page)).toMatch(/You are invited to answer the questionnaire$/);
      if (name === 'bea') {
        await page.getByLabel('Your work email address').fill(invited.cal);
        await press(page, 'Accept and continue');
        expect(await page.getByRole('alert').innerText()).toContain('sent to another address');
      }
      await page.getByLabel('Your work email address').fill(invited[name]);
      await page.getByLabel('Your name').fill(`${name} of Wyverndale`);
      await press(page, 'Accept and continue');
      expect(await heading(page)).toMatch(/Who sees what$/);
    }
  });

  test('Ada answers everything, lets the facilitator see a note, and submits', async () => {
    const { ada } = respondents;
    await press(ada, 'Continue');
    const role = ada.getByRole('radio', { name: 'Chief operating officer (COO)', exact: true });
    expect(await role.isChecked()).toBe(true);
    await saveAndContinue(ada);
    await follow(ada, 'Accountable ownership');
    await ada.getByLabel('Your note').fill('Said by somebody who was in the room');
    await ada.getByRole('checkbox', { name: /facilitator may see this/ }).check();
    await answerEveryQuestion(ada);
    await answerOwnershipMap(ada);
    await press(ada, 'Submit your answers');
    expect(await heading(ada)).toBe('Answers submitted');
  });

  test('Bea answers everything and submits; Cal begins and leaves it', async () => {
    const { bea, cal } = respondents;
    await bea.goto('/assessments');
    await begin(bea, 'Service manager');
    await answerEveryDimension(bea);
    await answerOwnershipMap(bea);
    await press(bea, 'Submit your answers');
    expect(await heading(bea)).toBe('Answers submitted');

    await cal.goto('/assessments');
    await begin(cal, 'Nursing director or chief nurse');
    await follow(cal, 'Benefits and performance');
    await choose(cal, '2 Installed');
    await cal.getByLabel('Your note').fill('To be continued');
    await saveAndContinue(cal);
  });

  test('the lead sees how many, not who, and reminds those who have not finished', async () => {
    await lead.goto('/assessments');
    await runTheSurvey();
    expect(await takingPart()).toEqual(['41', '22', '16']);
    await press(lead, 'Remind those who have not finished');
    expect(await lead.getByRole('button', { name: /^Remind/ }).count()).toBe(0);
    await follow(lead, 'See the list');
    const text = await lead.locator('main').innerText();
    expect(text).toContain(invited.cal);
    expect(text).not.toMatch(/submitted|started|finished/i);
    await follow(lead, 'Back to the survey');
    await follow(lead, 'See the history');
    const history = await lead.locator('main').innerText();
    expect(history).not.toMatch(/submitted|accepted|Greyling|Winterbourne|@/);
  });

  test('only who has not finished was reminded', async () => {
    const reminded = (await messages(lead)).filter(({ subject }) => /close|Remind/i.test(subject));
    const addresses = reminded.map(({ to }) => to);
    expect(addresses).toContain(invited.cal);
    expect(addresses).not.toContain(invited.ada);
    expect(addresses).not.toContain(invited.bea);
  });

  test('the lead closes the survey and reads what they said together', async () => {
    await lead.goto('/assessments');
    await runTheSurvey();
    await follow(lead, 'Close the survey now');
    await press(lead, 'Close the survey for good');
    expect(await heading(lead)).toMatch(/Survey results$/);
    const text = await lead.locator('main').innerText();
    expect(text).toContain('What 16 leaders');
    const order = [
      'Where you agree you are strong',
      'Where you see it differently',
      'What nobody owns',
    ];
    const headings = await lead.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings.filter((name) => order.includes(name))).toEqual(order);
    expect(text).not.toContain('Said by somebody who was in the room');
  });

  test('Cal cannot go on, and has lost nothing that was saved', async () => {
    const { cal } = respondents;
    await cal.reload();
    expect(await heading(cal)).toMatch(/Your answers$/);
    expect(await cal.locator('main').innerText()).toContain('To be continued');
  });

  test('respondents see the results only once the lead shares them', async () => {
    const { ada } = respondents;
    const address = new URL(lead.url()).pathname;
    expect((await ada.goto(address))?.status()).toBe(404);
    await press(lead, 'Share with those who answered');
    expect((await ada.goto(address))?.status()).toBe(200);
    const text = await ada.locator('main').innerText();
    expect(text).toContain('3 Adopted');
    expect(text).not.toContain('Said by somebody who was in the room');
  });

  test('the facilitator reads the note, without whose it is', async () => {
    const facilitator = await browser();
    await signIn(facilitator, 'Gwendolen Achterberg');
    await facilitator.goto(new URL(lead.url()).pathname);
    // With what is folded away.
    const text = await facilitator.locator('main').textContent();
    expect(text).toContain('Said by somebody who was in the room');
    expect(text).not.toMatch(/Ada|ada\.greyling/);
  });

  test('nothing went wrong on the way', () => {
    expect(complaints.flat()).toEqual([]);
    expect(service().logged).toEqual([]);
  });

  async function browser(): Promise<Page> {
    const context = await service().open({ reducedMotion: 'reduce' });
    complaints.push(complaintsOf(context, service().address));
    return context.newPage();
  }

  function runTheSurvey(): Promise<void> {
    const button = lead.getByRole('button', { name: /^Run the survey of Wyverndale/ });
    return arriving(lead, () => button.click());
  }

  /** Everybody's row of the table on the lead's page: invited, started, submitted. */
  async function takingPart(): Promise<string[]> {
    const row = lead.getByRole('row').filter({ hasText: 'Everybody' });
    return row.getByRole('cell').allInnerTexts();
  }

  async function messages(page: Page): Promise<{ subject: string; to: string }[]> {
    await page.goto('/outbox');
    const cards = await page.locator('.nhsuk-card').all();
    return Promise.all(
      cards.map(async (card) => ({
        subject: await card.getByRole('heading').innerText(),
        to: (await card.innerText()).match(/^To (.*)$/m)?.[1] ?? '',
      })),
    );
  }

  async function openInvitation(page: Page, address: string): Promise<void> {
    await page.goto('/outbox');
    const card = page
      .locator('.nhsuk-card')
      .filter({ hasText: `To ${address}` })
      .first();
    await page.goto((await card.getByRole('link').first().getAttribute('href')) ?? '');
  }
});
