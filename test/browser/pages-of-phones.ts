import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import { joinAs, vote } from './room.ts';
import { asAnother, choose, press } from './steps.ts';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** The room that the facilitator's pages have opened. */
export const room = { code: '', devices: '', others: [] as Page[] };
/** How the phone is known that was in the room from the beginning. */
let known: Cookies = [];

/** What a phone shows, in the order in which a workshop goes on; each follows the one before. */
export const joining: readonly KnownPage[] = seenBy(null, {
  'code of a workshop': onPath(() => '/vote'),
  'code of a workshop that is empty': onPath(
    () => '/vote',
    (page) => press(page, 'Continue'),
  ),
  'code of no workshop': onPath(() => '/vote/ACDEFH'),
  'joining a workshop': inRoom(),
  'joining a workshop with errors': inRoom((page) => press(page, 'Join')),
  'phone that has joined': inRoom((page) => joinAs(page, 2)),
});

export const beforeVoting: readonly KnownPage[] = seenBy(null, {
  'phone before the vote': inRoom(),
});

export const voting: readonly KnownPage[] = seenBy(null, {
  'phone with a question': inRoom(),
  'phone with an empty vote': inRoom((page) => press(page, 'Vote')),
  'phone that has voted': inRoom(async (page) => {
    await vote(page, '3 Adopted');
    await unfold(page);
  }),
  'phone that left': inRoom((page) => press(page, 'Leave the workshop')),
  'phone that came late': inRoom(async (page) => {
    await press(page, 'Come back');
    known = await page.context().cookies();
    // Away first: the page's stream would be refused without its cookie.
    await page.goto('about:blank');
    await page.context().clearCookies();
    await page.goto(`/vote/${room.code}`);
    await joinAs(page, 1);
  }),
  'phone that waits for the reveal': asBefore(),
});

export const revealed: readonly KnownPage[] = seenBy(null, {
  'phone after the reveal': inRoom(),
});

export const agreed: readonly KnownPage[] = seenBy(null, {
  'phone after an agreement': inRoom(),
});

export const tooFew: readonly KnownPage[] = seenBy(null, {
  'phone after a vote of too few': inRoom(),
});

export const settling: readonly KnownPage[] = seenBy(null, {
  'phone while nothing is voted on': inRoom(),
  'phone that cannot join': inRoom(async (page) => {
    // Away first: the page's stream would be refused without its cookie.
    await page.goto('about:blank');
    await page.context().clearCookies();
    await page.goto(`/vote/${room.code}`);
  }),
  'phone that was removed': asBefore(async (page) => {
    const label = await page.locator('.app-seat strong').innerText();
    await asAnother(page, 'Gwendolen Achterberg', async (theirs) => {
      await theirs.goto(room.devices);
      await press(theirs, `Remove device ${label}`);
    });
    await page.goto(`/vote/${room.code}`);
  }),
});

/** Puts other phones in the room. */
export async function letOthersJoin(page: Page, many: number): Promise<void> {
  const browser = page.context().browser() as Browser;
  for (let at = 0; at < many; at++) {
    const context = await browser.newContext({ baseURL: new URL(page.url()).origin });
    const theirs = await context.newPage();
    await theirs.goto(`/vote/${room.code}`);
    await joinAs(theirs, at % 4);
    room.others.push(theirs);
  }
}

export async function letOthersVote(): Promise<void> {
  for (const theirs of room.others) {
    await theirs.reload();
    await choose(theirs, '4 Embedded');
    await press(theirs, 'Vote');
  }
}

function onPath(pathOf: () => string, then?: Visit): Visit {
  return async (page) => {
    await page.goto(pathOf());
    await then?.(page);
  };
}

function inRoom(then?: Visit): Visit {
  return onPath(() => `/vote/${room.code}`, then);
}

/** With the phone that was in the room from the beginning. */
function asBefore(then?: Visit): Visit {
  return async (page) => {
    await page.context().clearCookies();
    await page.context().addCookies(known);
    await inRoom(then)(page);
  };
}
