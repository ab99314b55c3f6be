import type { Browser, Locator, Page } from 'playwright-core';

/** What a person does in a browser, in words; each step ends when its page has loaded. */

export async function signIn(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await press(page, `Sign in as ${name}`);
}

/** Presses a button that leads to another page. */
export async function press(page: Page, name: string): Promise<void> {
  await arriving(page, () => page.getByRole('button', { name, exact: true }).click());
}

/** Follows a link to another page, which may look like a button. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).and(page.locator('a'));
  await arriving(page, () => page.getByRole('link', { name }).or(button).first().click());
}

export async function arriving(page: Page, act: () => Promise<void>): Promise<void> {
  // Not for "load", which may still be on its way from the page that is being left.
  const arrived = page.waitForEvent('framenavigated');
  await act();
  await arrived;
  await page.waitForLoadState();
}

/** Where the pages of the person's open assessment begin. */
export async function openAssessment(page: Page): Promise<string> {
  const place = known.get(page) ?? (await placeOf(page, /^(Start|Continue)/, /\/notice$/));
  known.set(page, place);
  return place;
}

/** Looked up once in a window, where nobody else signs in. */
const known = new WeakMap<Page, string>();

/** Where the pages of the person's last submitted assessment begin. */
export async function submittedAssessment(page: Page): Promise<string> {
  return placeOf(page, /^Your profile/, /\/profile$/);
}

/** The end of the addresses about the last survey that has closed and the person has answered. */
export async function closedPlace(page: Page): Promise<string> {
  await page.goto('/assessments');
  const links = await page.getByRole('link', { name: /^Your profile/ }).all();
  const href = (await links[1]?.getAttribute('href')) ?? '';
  return href.replace('/assessments', '').replace(/\/profile$/, '');
}

async function placeOf(page: Page, link: RegExp, ending: RegExp): Promise<string> {
  await page.goto('/assessments');
  const href = await page.getByRole('link', { name: link }).first().getAttribute('href');
  return (href ?? '').replace(ending, '');
}

/** Chooses a level by its number and name, or one of the other answers by its words. */
export async function choose(page: Page, answer: string): Promise<void> {
  await page.getByRole('radio', { name: answer, exact: true }).check();
}

export function saveAndContinue(page: Page): Promise<void> {
  return press(page, 'Save and continue');
}

/** The heading that says which page this is, in one line. */
export async function heading(page: Page): Promise<string> {
  const text = await page.getByRole('heading', { level: 1 }).innerText();
  return text.replace(/\s+/g, ' ').trim();
}

/** A task of the task list and its status, as shown. */
export async function statusOf(page: Page, task: string): Promise<string> {
  const item = page.getByRole('listitem').filter({ has: page.getByText(task, { exact: true }) });
  return item.locator('.nhsuk-task-list__status').innerText();
}

/** Where the pages of the survey that the person leads, and that is running, begin. */
export async function runningSurvey(page: Page): Promise<string> {
  await page.goto('/assessments');
  return hrefOf(page.getByRole('button', { name: /^Run the survey/ }));
}

/** Where the pages of the last closed survey that the person leads begin. */
export async function closedSurvey(page: Page): Promise<string> {
  await page.goto('/assessments');
  return hrefOf(page.locator('h3:has-text("Closed surveys") + ul').getByRole('link'));
}

export async function hrefOf(links: Locator): Promise<string> {
  return (await links.first().getAttribute('href')) ?? '';
}

/** Does something as somebody of the cast, in a browser of their own. */
export async function asAnother<T>(
  page: Page,
  name: string,
  act: (theirs: Page) => Promise<T>,
): Promise<T> {
  await page.goto('/sign-in');
  const browser = page.context().browser() as Browser;
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
  try {
    const theirs = await context.newPage();
    await signIn(theirs, name);
    return await act(theirs);
  } finally {
    await context.close();
  }
}

/** The newest link that was sent to an address, once it was sent; null when there is none. */
export async function linkSentTo(page: Page, address: string): Promise<string | null> {
  await page.goto('/outbox');
  const card = page.locator('.nhsuk-card').filter({ hasText: `To ${address}` });
  return (await card.count()) > 0 ? hrefOf(card.first().getByRole('link')) : null;
}
