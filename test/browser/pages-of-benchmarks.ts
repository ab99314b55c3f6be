import type { Page } from 'playwright-core';
import { openInvitation } from './invited.ts';
import { at, from, type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import { follow, hrefOf, press } from './steps.ts';

const trust = '/benchmarks/DT008';
const board = '/benchmarks/DI003';

const everybody: Record<string, Visit> = {
  'list of national tables': at('/national-tables'),
  'national tables of the newest cycle': toTables(0),
  'national tables of the first cycle': toTables(1),
  'peer groups': at('/peer-groups'),
};

const leading: Record<string, Visit> = {
  'trust beside its peers by survey': at(trust, unfold),
  'trust beside its peers by agreement': at(`${trust}?basis=agreed`, unfold),
  'trust beside every trust': at(`${trust}?group=kind:trust`, unfold),
  'trust beside a group that is withheld': at(`${trust}?group=icb:DI003`, unfold),
  'trust and its peers in an earlier cycle': at(trust, async (page) => {
    await follow(page, 'Autumn 2025');
    await unfold(page);
  }),
  'trust and its peers in a cycle without an agreement': at(trust, async (page) => {
    await follow(page, 'Agreed position');
    await unfold(page);
  }),
  'trust and its peers to print by survey': at(`${trust}/print`),
  'trust and its peers to print by agreement': at(`${trust}/print?basis=agreed`),
  'trust and its peers to print with a band for each': at(`${trust}/print?group=kind:trust`),
};

const ofFew: Record<string, Visit> = {
  'trust of few by survey': at('/benchmarks/DT033?basis=survey', unfold),
  'trust of few by agreement': at('/benchmarks/DT033?basis=agreed', unfold),
  'trust of few to print': at('/benchmarks/DT033/print?basis=survey'),
};

const ofTwo: Record<string, Visit> = {
  'the only trust of its type and its peers': at('/benchmarks/DT060', unfold),
  'trust and its peers to somebody of two': at('/benchmarks/DT005', unfold),
};

const leadingBoard: Record<string, Visit> = {
  'home of who leads for a board': at('/assessments'),
  'board beside other boards by survey': at(board, unfold),
  'board beside other boards by agreement': at(`${board}?basis=agreed`, unfold),
  'board beside other boards to print': at(`${board}/print`),
};

const administering: Record<string, Visit> = {
  'releases of a cycle that is released': toReleases(),
  'release that is published': toReleases(async (page) => {
    await follow(page, 'Release 1');
    await unfold(page);
  }),
  'release that is refused since too few have changed': toReleases((page) =>
    press(page, 'Prepare a release'),
  ),
  'day of a release that is published': at('/administration', async (page) => {
    const releases = await hrefOf(page.getByRole('link', { name: /^Released/ }));
    await page.goto(releases.replace(/releases$/, 'release-date'));
  }),
  'day of a release': toDay(),
  'day of a release with an error': toDay((page) => saveDay(page, ['31', '2', '2028'])),
  'day of a release that is too early': toDay((page) => saveDay(page, ['1', '12', '2026'])),
  'day of a release that is set': toDay((page) => saveDay(page, ['1', '9', '2027'])),
  'releases of a cycle that is open': toDay(async (page) => {
    await page.goto(page.url().replace(/release-date$/, 'releases'));
  }),
  'new cycle that is released before it ends': at('/cycles/new', async (page) => {
    await page.getByLabel('Name', { exact: true }).fill('Autumn 2027');
    await fillDate(page, 'First day', ['1', '10', '2027']);
    await fillDate(page, 'Last day', ['31', '3', '2028']);
    await fillDate(page, 'Day of the release (optional)', ['1', '3', '2028']);
    await press(page, 'Open the cycle');
  }),
  'appointments of a board with an analyst invited': at(
    '/organisations/DI001/appointments',
    async (page) => {
      if (await page.getByRole('button', { name: /^Withdraw/ }).count()) return;
      await page.getByRole('radio', { name: 'ICB analyst' }).check();
      await page.getByLabel('Work email address').fill(analyst);
      await press(page, 'Send the invitation');
    },
  ),
  'end of the appointment of an analyst': at('/organisations/DI003/appointments', (page) =>
    follow(page, /^End the appointment of Philippa/),
  ),
};

/** Who belongs only to a survey that still runs. */
const joining: Record<string, Visit> = {
  'peers before any result may be seen': withNothing(''),
  'peers to print before any result may be seen': withNothing('/print'),
};

const analyst = 'orla.winterbourne@aldermarsh.example';
const newcomer = 'robin.sedgewick@wyverndale.example';

/** Organisations beside their peers, boards and England, and the releases behind them. */
export const pagesOfBenchmarks: readonly KnownPage[] = [
  ...seenBy(null, everybody),
  ...seenBy('Adaeze Thornbury', leading),
  ...seenBy('Casimir Oyelaran-Webb', ofFew),
  ...seenBy('Ottoline Mbeki-Shaw', ofTwo),
  ...seenBy('Leopold Hathersage', leadingBoard),
  ...seenBy('Honor Valkenburg', administering),
  ...seenBy(null, joining),
];

/** Of the cycle at this place, the newest first. */
function toTables(place: number): Visit {
  return from(async (page) => {
    await page.goto('/national-tables');
    const links = page.getByRole('link', { name: /^National tables of/ });
    return hrefOf(links.nth(place));
  });
}

/** Of the newest cycle that is released. */
function toReleases(then?: Visit): Visit {
  return at('/administration', async (page) => {
    await follow(page, /^Released/);
    await then?.(page);
  });
}

/** Of the cycle that is open. */
function toDay(then?: Visit): Visit {
  return at('/administration', async (page) => {
    await follow(page, /change the day of the release/);
    await then?.(page);
  });
}

async function saveDay(page: Page, date: readonly string[]): Promise<void> {
  await fillDate(page, 'Day of the release', date);
  await press(page, 'Save the day');
}

export async function fillDate(page: Page, legend: string, date: readonly string[]): Promise<void> {
  const fields = page.getByRole('group', { name: legend });
  for (const [at, label] of ['Day', 'Month', 'Year'].entries())
    await fields.getByLabel(label).fill(date[at] as string);
}

/** A newcomer accepts an invitation in this window, and stays signed in. */
function withNothing(path: string): Visit {
  return async (page) => {
    const known = await page.goto(trust + path);
    if (known?.status() === 200 && page.url().includes(trust)) return;
    await openInvitation(page, newcomer);
    await page.getByLabel('Your work email address').fill(newcomer);
    await page.getByLabel('Your name').fill('Robin Sedgewick');
    await press(page, 'Accept and continue');
    await page.goto(trust + path);
  };
}
