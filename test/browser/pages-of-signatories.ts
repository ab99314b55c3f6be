import type { Page } from 'playwright-core';
import { at, from, type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import { say } from './room.ts';
import { closedSurvey, follow, press, runningSurvey } from './steps.ts';

const errorsInLadder: Visit = async (page) => {
  await unfold(page);
  for (const kind of await page.getByLabel('Kind of evidence').all())
    await kind.selectOption({ index: 2 });
  await page.getByLabel('Day').first().fill('31');
  await page.getByLabel('Month').first().fill('2');
  await press(page, 'Save');
};

const agreeing: Record<string, Visit> = {
  'position that waits for its survey': from(async (page) =>
    (await runningSurvey(page)).replace('/surveys', '/positions'),
  ),
  'agreed position': inPosition('', unfold),
  'question to agree at the desk': inPosition('/questions/E1', unfold),
  'question that was agreed before': inPosition('/questions/A1', unfold),
  'desk agreement with errors': inPosition('/questions/E1', errorsInLadder),
  'desk agreement that is worked out': inPosition('/questions/E1', async (page) => {
    await say(page, 'E1-2', 'met');
    await press(page, 'Work out the level');
  }),
  'desk agreement that another window made': inPosition('/questions/E1', async (page) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await say(other, 'E1-2', 'met');
    await press(other, 'Save');
    await other.close();
    await page.getByLabel('Why (optional)').fill('Typed in this window\nin two lines');
    await press(page, 'Save');
  }),
  'agreed position after a desk agreement': inPosition('?done=saved', unfold),
  'history of an agreement': inPosition('/questions/E1/history', unfold),
  'history of what is not agreed': inPosition('/questions/E5/history'),
  'owners of capabilities': inPosition('/owners', unfold),
  'owners of capabilities with an error': inPosition('/owners', async (page) => {
    await unfold(page);
    await page.evaluate(`document.querySelector('select option:last-child').value = 'juggler'`);
    await page.getByRole('combobox').first().selectOption('juggler');
    await press(page, 'Save the owners');
  }),
  'workshops to a lead': from(async (page) => `${await closedSurvey(page)}/workshops`),
};

const planning: Record<string, Visit> = {
  plan: inPlan(''),
  'empty action': inPlan('/actions/new'),
  'new action with errors': inPlan('/actions/new', async (page) => {
    await page.getByLabel('What is to be done').fill('Too long '.repeat(50));
    await press(page, 'Add the action');
  }),
  'plan with a long action': inPlan('/actions/new', async (page) => {
    await page.getByLabel('What is to be done').fill(`Read ${'everything'.repeat(12)}`);
    await page.getByLabel('Who owns it').fill('Chief information officer');
    await page.getByLabel('Which question').selectOption('E1');
    await page.getByLabel('Day').fill('31');
    await page.getByLabel('Month').fill('3');
    await page.getByLabel('Year').fill('2027');
    await press(page, 'Add the action');
  }),
  action: inAction(),
  'action with errors': inAction(async (page) => {
    await page.getByLabel('Who owns it').fill('');
    await page.getByLabel('Month').fill('13');
    await press(page, 'Save the action');
  }),
  'action that another window changed': inAction(async (page) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByLabel('Who owns it').fill(`Somebody else, ${Math.random()}`);
    await press(other, 'Save the action');
    await other.close();
    await page.getByLabel('Who owns it').fill('Medical director');
    await press(page, 'Save the action');
  }),
};

const asking: Record<string, Visit> = {
  'position whose sign-off is asked for': inPosition('', (page) =>
    press(page, 'Ask for it to be signed off'),
  ),
  'sign-offs before there is one': inPosition('/sign-offs'),
};

const signing: Record<string, Visit> = {
  'home with a position to sign': at('/assessments'),
  'position to sign': toPosition(''),
  'everything that is signed': toPosition('/sign-off', unfold),
  'return of a position without a reason': toPosition('/sign-off', async (page) => {
    await unfold(page);
    await press(page, 'Send it back');
  }),
  'position that changed before it was signed': toPosition('/sign-off', async (page) => {
    await page.evaluate(`document.querySelector('[name=fingerprint]').value = '${'0'.repeat(64)}'`);
    await press(page, 'Sign off the position');
  }),
  'position that is signed': toPosition('/sign-off', (page) =>
    press(page, 'Sign off the position'),
  ),
  'sharing with an ICB': toPosition('/sharing'),
  'sharing with an ICB that goes on': toPosition('/sharing', async (page) => {
    await press(page, 'Share what is in the table');
    await page.goto(page.url().replace(/(\/sharing)?([?#].*)?$/, '/sharing'));
  }),
};

const signed: Record<string, Visit> = {
  'signed position to its lead': inPosition('', unfold),
  'history in a signed position': inPosition('/questions/E1/history'),
  'question of a signed position': inPosition('/questions/E1'),
  'workshops of a signed position': from(async (page) => `${await closedSurvey(page)}/workshops`),
  'reopening a position': inPosition('/reopening'),
  'reopening a position with an error': inPosition('/reopening', (page) =>
    press(page, 'Reopen the position'),
  ),
  'position that was reopened': inPosition('/reopening', async (page) => {
    await page.getByLabel('Why is it reopened?').fill('A very long reason. '.repeat(20));
    await press(page, 'Reopen the position');
  }),
  'sign-offs': inPosition('/sign-offs'),
  'what was signed': inPosition('/sign-offs', (page) => follow(page, /^See what was signed/)),
};

const ofFew: Record<string, Visit> = {
  'position beside a survey that is withheld': inPosition('', unfold),
  'empty plan': inPlan(''),
};

/** After the survey: what the lead agrees at the desk and plans, and what the signatory signs. */
export const pagesOfSignatories: readonly KnownPage[] = [
  ...seenBy('Adaeze Thornbury', { ...agreeing, ...planning, ...asking }),
  ...seenBy('Cornelius Prideaux-Sato', signing),
  ...seenBy('Adaeze Thornbury', signed),
  ...seenBy('Casimir Oyelaran-Webb', ofFew),
];

function inPosition(path: string, then?: Visit): Visit {
  return from(async (page) => ledPlace(page, '/positions', path), then);
}

function inPlan(path: string, then?: Visit): Visit {
  return from(async (page) => ledPlace(page, '/plans', path), then);
}

/** Of the last survey that has closed, where the person leads. */
async function ledPlace(page: Page, start: string, path: string): Promise<string> {
  return (await closedSurvey(page)).replace('/surveys', start) + path;
}

function inAction(then?: Visit): Visit {
  return inPlan('', async (page) => {
    await follow(page, /^Change/);
    await then?.(page);
  });
}

/** Of the position that somebody signs. */
function toPosition(path: string, then?: Visit): Visit {
  return at('/assessments', async (page) => {
    await follow(page, /agreed position/);
    await page.goto(new URL(page.url()).pathname + path);
    await then?.(page);
  });
}
