import type { BrowserContextOptions, Page } from 'playwright-core';
import type { BrowsedService } from '../support/browser.ts';
import { arriving, follow, press, signIn } from './steps.ts';
import { complaintsOf } from './watch.ts';

/** What people do in the room of a workshop, in words. */

const facilitator = 'Gwendolen Achterberg';
const projector = { viewport: { width: 1280, height: 720 } };
const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };

/** Somebody's browser, and what it did that no page of this service should do. */
export interface Seat {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** The facilitator's browser, on the agenda of the workshop that comes next. */
export async function openAgenda(
  service: BrowsedService,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const seat = await seatOf(service, facilitator, { ...projector, ...options });
  await toAgenda(seat.page);
  return seat;
}

/** The browser of somebody who is signed in. */
export async function seatOf(
  service: BrowsedService,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const seat = await sit(service, options);
  await signIn(seat.page, name);
  return seat;
}

/** From anywhere to the agenda of the workshop that comes next, prepared where it was not yet. */
export async function toAgenda(page: Page): Promise<void> {
  await page.goto('/assessments');
  await follow(page, /^Workshops/);
  if (await page.getByRole('button', { name: 'Prepare a workshop' }).count())
    await press(page, 'Prepare a workshop');
  else await follow(page, /^Agenda/);
}

/** Presses a button beside an item of the agenda. */
export function changeAgenda(page: Page, code: string, button: string): Promise<void> {
  const item = page.locator(`#item-${code}`);
  return arriving(page, () => item.getByRole('button', { name: button }).click());
}

/** Adds the first capability that is not on the agenda. */
export async function addCapability(page: Page): Promise<void> {
  const capability = page.locator('#add optgroup').last().locator('option').first();
  await page.locator('#add').selectOption((await capability.getAttribute('value')) ?? '');
  await press(page, 'Add');
}

/** Starts the workshop that is prepared; its code, in one word. */
export async function start(page: Page): Promise<string> {
  await press(page, 'Start the workshop');
  return (await page.locator('.app-code').first().innerText()).replace(/\s/g, '');
}

/** A phone that has the address of the room before it; without a code, the page that asks for it. */
export async function arrive(
  service: BrowsedService,
  code: string,
  options: BrowserContextOptions = {},
): Promise<Seat> {
  const seat = await sit(service, { ...phone, ...options });
  await seat.page.goto(code ? `/vote/${code}` : '/vote');
  return seat;
}

/** Joins with the family at this place of the list. */
export async function joinAs(page: Page, family: number): Promise<void> {
  await page.getByRole('radio').nth(family).check();
  await press(page, 'Join');
}

/** Votes, and waits until the vote is acknowledged. */
export async function vote(page: Page, choice: string): Promise<void> {
  await page.getByRole('radio', { name: choice, exact: true }).check();
  await press(page, 'Vote');
  await shows(page, 'Your vote is in');
}

/** Waits until a page says something, at the latest when a browser loses patience. */
export async function shows(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** Presses a button by how its name begins. */
export async function choosing(page: Page, name: string | RegExp): Promise<void> {
  await arriving(page, () => page.getByRole('button', { name }).first().click());
}

/** Says of every statement of a level of a question that it is met, or is not. */
export async function say(page: Page, level: string, state: 'met' | 'not-met'): Promise<void> {
  const radios = page.locator(`input[name^="${level}"][name$="-state"][value="${state}"]`);
  for (const radio of await radios.all()) await radio.check();
}

/** Gives a dated document as evidence of the first statement. */
export async function giveEvidence(page: Page, reference: string): Promise<void> {
  await unfoldAt(page, 'Evidence');
  await page.getByLabel('Kind of evidence').first().selectOption({ index: 2 });
  await page.getByLabel('Reference').first().fill(reference);
  await enterDate(page, 'Date of the document', '2026');
}

/** Adds an action about the question on the screen. */
export async function addAction(page: Page, title: string, owner: string): Promise<void> {
  await unfoldAt(page, 'Add an action');
  await page.getByLabel('What is to be done').fill(title);
  await page.getByLabel('Who owns it').fill(owner);
  await enterDate(page, 'When is it due?', '2027');
  await press(page, 'Add the action');
}

/** Opens what is folded away under this summary. */
export async function unfoldAt(page: Page, summary: string | RegExp): Promise<void> {
  await page.locator('summary').filter({ hasText: summary }).first().click();
}

/** How many chose this, as the distribution on a page says. */
export function votesFor(page: Page, choice: string): Promise<string> {
  return page
    .locator('.app-votes')
    .getByRole('row', { name: choice })
    .getByRole('cell')
    .last()
    .innerText();
}

/** Enters the last day of March into the fields of a group. */
async function enterDate(page: Page, legend: string, year: string): Promise<void> {
  const date = page.getByRole('group', { name: legend }).filter({ visible: true }).first();
  for (const [label, value] of Object.entries({ Day: '31', Month: '3', Year: year }))
    await date.getByLabel(label).fill(value);
}

/** Notes that this document is on the screen, so that it can be told from one loaded later. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate('globalThis.isStillThere = true');
}

/** Whether the document that was marked is still on the screen: nothing was loaded anew. */
export function isMarked(page: Page): Promise<boolean> {
  return page.evaluate('globalThis.isStillThere === true');
}

async function sit(service: BrowsedService, options: BrowserContextOptions): Promise<Seat> {
  const context = await service.open({ reducedMotion: 'reduce', ...options });
  const complaints = complaintsOf(context, service.address);
  return { page: await context.newPage(), complaints };
}
