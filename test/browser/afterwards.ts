import { continueReleases } from '../../src/benchmark/release/tend-releases.ts';
import { closeDueSurveys } from '../../src/results/close.ts';
import type { BrowsedService } from '../support/browser.ts';

/** When the cycle that is open in the demonstration is over. */
export const afterwards = '2027-06-20T10:00:00Z';

/** Lets the open cycle of the demonstration end, with every survey in it; nobody is signed in. */
export async function endTheCycle({ database, setTime }: BrowsedService): Promise<void> {
  setTime(afterwards);
  await closeDueSurveys(database, () => new Date(afterwards));
}

/** What the service does by itself when a release was prepared. */
export function compute({ database }: BrowsedService): Promise<void> {
  return continueReleases(database);
}
