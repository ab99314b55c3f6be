import type { Page } from 'playwright-core';
import type { BrowsedService } from '../support/browser.ts';
import { compute } from './afterwards.ts';
import { at, type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import { fillDate } from './pages-of-benchmarks.ts';
import { follow, press } from './steps.ts';

const opening = '/organisations/DT008/assessments/new';

/** From a cycle that is over to the next one; each page follows the one before. */
export function pagesOfReleases(service: () => BrowsedService): readonly KnownPage[] {
  return [
    ...seenBy('Honor Valkenburg', {
      'administration with a cycle to release': at('/administration'),
      'releases of a cycle without one': toReleases(),
      'release that is being computed': toReleases((page) => press(page, 'Prepare a release')),
      'release that is being computed to discard': toRelease((page) =>
        follow(page, 'Discard this release'),
      ),
      'release that is discarded': toRelease(async (page) => {
        await follow(page, 'Discard this release');
        await press(page, 'Discard the release');
      }),
      'release that can be published': toReleases(async (page) => {
        await press(page, 'Prepare a release');
        await compute(service());
        await page.reload();
        await unfold(page);
      }),
      'releases of a cycle with one to publish': toReleases(),
      'release to discard': toRelease((page) => follow(page, 'Discard this release')),
      'release to publish': toRelease((page) => follow(page, 'Publish this release')),
      'release that was prepared again meanwhile': toRelease(async (page) => {
        await follow(page, 'Publish this release');
        await page.evaluate(
          `document.querySelector('[name=release]').value = '00000000-0000-7000-8000-000000000000'`,
        );
        await press(page, 'Publish for good');
      }),
      'release that is published just now': toRelease(async (page) => {
        await follow(page, 'Publish this release');
        await press(page, 'Publish for good');
      }),
    }),
    ...seenBy('Philippa Strandberg-Okoro', {
      'trusts of a board that nobody shares with': at('/icbs/DI003'),
    }),
    ...seenBy('Adaeze Thornbury', {
      'trust and its peers in three cycles': at('/benchmarks/DT008', unfold),
      'home of a lead without an open cycle': at('/assessments'),
      'no assessment that can be opened': at(opening),
    }),
    ...seenBy('Honor Valkenburg', {
      'cycle that opens today': at('/cycles/new', openCycle),
    }),
    ...seenBy('Adaeze Thornbury', {
      'home of a lead with an assessment to open': at('/assessments'),
      'assessment to open': at(opening),
      'assessment to open with an error': at(opening, async (page) => {
        await fillDate(page, 'When does the survey close?', ['31', '2', '2028']);
        await press(page, 'Open the assessment');
      }),
      'assessment without a survey': at(opening, async (page) => {
        await page.getByRole('radio', { name: 'Without a survey' }).check();
        await press(page, 'Open the assessment');
      }),
      'home of a lead with an assessment without a survey': at('/assessments'),
    }),
    ...seenBy('Casimir Oyelaran-Webb', {
      'survey that is opened': at('/organisations/DT033/assessments/new', (page) =>
        press(page, 'Open the assessment'),
      ),
    }),
    ...seenBy('Philippa Strandberg-Okoro', {
      'trusts of a board when the next cycle is open': at('/icbs/DI003'),
    }),
  ];
}

/** Of the cycle that has closed last. */
function toReleases(then?: Visit): Visit {
  return at('/administration', async (page) => {
    await follow(page, /: releases of Autumn 2026$/);
    await then?.(page);
  });
}

function toRelease(then?: Visit): Visit {
  return toReleases(async (page) => {
    await follow(page, 'Release 1');
    await then?.(page);
  });
}

async function openCycle(page: Page): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Summer 2027');
  await fillDate(page, 'First day', ['20', '6', '2027']);
  await fillDate(page, 'Last day', ['31', '10', '2027']);
  await fillDate(page, 'Day of the release (optional)', ['1', '12', '2027']);
  await press(page, 'Open the cycle');
}
