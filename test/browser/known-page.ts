import type { Page } from 'playwright-core';

/** A page in one of its states, whom to sign in as to see it, and how to get there. */
export interface KnownPage {
  readonly name: string;
  /** Nobody for what a visitor sees. */
  readonly as: string | null;
  readonly visit: Visit;
}

export type Visit = (page: Page) => Promise<void>;

export function seenBy(as: string | null, visits: Record<string, Visit>): KnownPage[] {
  return Object.entries(visits).map(([name, visit]) => ({ name, as, visit }));
}

export function at(address: string, then?: Visit): Visit {
  return from(async () => address, then);
}

/** Where an address has to be looked up first. */
export function from(addressOf: (page: Page) => Promise<string>, then?: Visit): Visit {
  return async (page) => {
    await page.goto(await addressOf(page));
    await then?.(page);
  };
}

/** Unfolds everything on a page: what is folded away, nothing checks. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
}
