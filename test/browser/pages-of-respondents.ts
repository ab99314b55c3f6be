import type { Page } from 'playwright-core';
import { at, from, type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import {
  asAnother,
  choose,
  closedPlace,
  follow,
  openAssessment,
  press,
  runningSurvey,
  saveAndContinue,
  submittedAssessment,
} from './steps.ts';

const visitor: Record<string, Visit> = {
  'start page': at('/'),
  'sign-in page': at('/sign-in'),
  'questionnaire for trusts': at('/questionnaire/1/trust'),
  'questionnaire for ICBs': at('/questionnaire/1/icb'),
  'paper form': at('/questionnaire/1/trust/paper'),
  'method page': at('/method'),
  'empty search for organisations': at('/organisations'),
  'search for organisations with results': at('/organisations?q=wyverndale'),
  'search for organisations without results': at('/organisations?q=atlantis'),
  'refused search for organisations': at(`/organisations?q=${'long '.repeat(30)}`),
  'page of a trust': at('/organisations/DT008'),
  'page of an ICB': at('/organisations/DI003'),
  'page of an address that does not exist': at('/nowhere'),
};

const invited: Record<string, Visit> = {
  'home before the first answer': at('/assessments'),
  notice: inOpen('/notice'),
  'role page with a role that was put down': inOpen('/role'),
  'role page with an error': inOpen('/role', async (page) => {
    await page.evaluate('document.querySelector("[name=role]:checked").checked = false');
    await saveAndContinue(page);
  }),
  'fresh task list': inOpen(''),
  'empty question': inOpen('/questions/A1'),
  'question with an error': inOpen('/questions/A1', saveAndContinue),
  'empty dimension': inOpen('/dimensions/C'),
  'dimension with errors': inOpen('/dimensions/C', saveAndContinue),
  'empty ownership map': inOpen('/ownership'),
  'ownership map with errors': inOpen('/ownership', saveAndContinue),
  'check of no answers': inOpen('/answers'),
  'check of no answers with errors': inOpen('/answers', submit),
};

const halfWay: Record<string, Visit> = {
  'home with an assessment under way': at('/assessments'),
  'role page': inOpen('/role'),
  'task list in progress': inOpen(''),
  'answered question': inOpen('/questions/A1'),
  'answered question whose note is too long': inOpen('/questions/A1', async (page) => {
    await page.getByLabel('Your note').fill('Far too long. '.repeat(200));
    await saveAndContinue(page);
  }),
  'answered dimension': inOpen('/dimensions/A'),
  'answers of one dimension': inOpen('/dimensions/A/answers'),
  'filled ownership map': inOpen('/ownership', async (page) => {
    for (const select of await page.getByRole('combobox').all())
      await select.selectOption({ label: 'Chief operating officer (COO)' });
    await press(page, 'Save and go to the task list');
    await page.goto(`${page.url()}/ownership`);
  }),
  'check of some answers': inOpen('/answers'),
  'check of some answers with errors': inOpen('/answers', submit),
  'removal of answers from an open survey': inOpen('/erasure'),
  'conflict between two windows': inOpen('/questions/B1', conflict),
  'refusal of a form that is out of date': inOpen('/role', async (page) => {
    await page.evaluate('document.querySelector("main [name=_csrf]").value = "old"');
    await saveAndContinue(page);
  }),
};

const submitted: Record<string, Visit> = {
  'home after submitting': at('/assessments'),
  'submitted answers': inSubmitted('/answers'),
  confirmation: inSubmitted('/submission'),
  profile: inSubmitted('/profile'),
  'profile with results that are shared': inClosed('/assessments', '/profile'),
  'removal of answers from a closed survey': inClosed('/assessments', '/erasure'),
  'results as somebody who answered': inClosed('/surveys', '/results'),
  'peers of a trust with many': at('/benchmarks/DT008'),
};

const others: readonly KnownPage[] = [
  { name: 'peers of a trust with few', as: 'Tobias Amankwah-Reed', visit: toPeers },
  { name: 'peers of every type instead of too few', as: 'Perpetua Nansen', visit: toPeers },
  { name: 'peers withheld', as: 'Rafferty Boateng-Hale', visit: toPeers },
  { name: 'peers of an ICB', as: 'Yevgenia Castellane', visit: toPeers },
  { name: 'notice for an ICB', as: 'Yevgenia Castellane', visit: inOpen('/notice') },
  { name: 'question for an ICB', as: 'Yevgenia Castellane', visit: inOpen('/questions/C4') },
  { name: 'home with two organisations', as: 'Ottoline Mbeki-Shaw', visit: at('/assessments') },
  {
    name: 'home after answers were removed',
    as: 'Ottoline Mbeki-Shaw',
    visit: at('/assessments?done=removed'),
  },
  { name: 'home of an ICB analyst', as: 'Philippa Strandberg-Okoro', visit: at('/assessments') },
  { name: 'trusts of a board', as: 'Philippa Strandberg-Okoro', visit: at('/icbs/DI003') },
  {
    name: 'trusts of a board in an earlier cycle',
    as: 'Philippa Strandberg-Okoro',
    visit: at('/icbs/DI003', (page) => follow(page, 'Autumn 2025')),
  },
  { name: 'home of a signatory', as: 'Cornelius Prideaux-Sato', visit: at('/assessments') },
  { name: 'answers that were never submitted', as: 'Rafferty Boateng-Hale', visit: tooLate },
  { name: 'form sent after the session ended', as: 'Tobias Amankwah-Reed', visit: sendTooLate },
];

/** What visitors and those who answer see, in every state that looks different. */
export const pagesOfRespondents: readonly KnownPage[] = [
  ...seenBy(null, visitor),
  ...seenBy('Maren Oakhurst', invited),
  ...seenBy('Idris Fennimore', halfWay),
  ...seenBy('Saoirse Lindqvist', submitted),
  ...others,
];

function inOpen(path: string, then?: Visit): Visit {
  return from(async (page) => (await openAssessment(page)) + path, then);
}

function inSubmitted(path: string): Visit {
  return from(async (page) => (await submittedAssessment(page)) + path);
}

/** A page about a survey that has closed, as somebody who has submitted. */
function inClosed(start: '/assessments' | '/surveys', path: string): Visit {
  return from(async (page) => start + (await closedPlace(page)) + path, unfold);
}

async function toPeers(page: Page): Promise<void> {
  await page.goto('/assessments');
  await follow(page, /and its peers$/);
}

function submit(page: Page): Promise<void> {
  return press(page, 'Submit your answers');
}

/** Changes the answer on this page in another window first, then here. */
async function conflict(page: Page): Promise<void> {
  const otherWindow = await page.context().newPage();
  await otherWindow.goto(page.url());
  await choose(otherWindow, '2 Installed');
  await otherWindow.getByLabel('Your note').fill(`Typed in another window, ${Math.random()}`);
  await saveAndContinue(otherWindow);
  await otherWindow.close();
  await choose(page, '4 Embedded');
  await page.getByLabel('Your note').fill('Typed in this window\nin two lines');
  await saveAndContinue(page);
}

async function sendTooLate(page: Page): Promise<void> {
  await page.goto(`${await openAssessment(page)}/questions/A1`);
  await page.getByLabel('Your note').fill('Typed before the session ended');
  await page.context().clearCookies();
  await saveAndContinue(page);
}

/** Leaves something unfinished in a survey that then closes. */
async function tooLate(page: Page): Promise<void> {
  const place = await openAssessment(page);
  await asAnother(page, 'Casimir Oyelaran-Webb', async (lead) => {
    const survey = await runningSurvey(lead);
    if (!survey) return;
    await lead.goto(`${survey}/closure`);
    await press(lead, 'Close the survey for good');
  });
  await page.goto(`${place}/answers`);
}
