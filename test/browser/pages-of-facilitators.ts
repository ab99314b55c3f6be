import type { Page } from 'playwright-core';
import { type KnownPage, seenBy, unfold, type Visit } from './known-page.ts';
import * as phones from './pages-of-phones.ts';
import { addCapability, changeAgenda, choosing, say, start, toAgenda, unfoldAt } from './room.ts';
import { choose, follow, press } from './steps.ts';

const preparing: Record<string, Visit> = {
  workshops: async (page) => {
    await page.goto('/assessments');
    await follow(page, /^Workshops/);
  },
  'agenda of a workshop': inWorkshop('', unfold),
  'agenda with an error of its time': inWorkshop('', async (page) => {
    await unfoldAt(page, 'Change the pace');
    await page.getByLabel('How many minutes it may last').fill('long');
    await press(page, 'Change the time');
  }),
  'agenda with nothing chosen to add': inWorkshop('', (page) => press(page, 'Add')),
  'agenda in three parts': inWorkshop('', async (page) => {
    await changeAgenda(page, 'G4', 'Confirm together');
    await addCapability(page);
  }),
  'facilitator guide': inWorkshop('/guide'),
  'paper vote cards': inWorkshop('/cards'),
  'start of a workshop': inWorkshop('', async (page) => {
    phones.room.devices = `${new URL(page.url()).pathname}/devices`;
    phones.room.code = await start(page);
    await unfold(page);
  }),
  'agenda of an open workshop': inWorkshop(''),
  'room without devices': inWorkshop('/devices'),
};

const asking: Record<string, Visit> = {
  'question before the vote': presenting(async (page) => {
    await choosing(page, /^Begin/);
    await unfold(page);
  }),
};

const open: Record<string, Visit> = {
  'question during the vote': presenting(async (page) => {
    await phones.letOthersJoin(page, 4);
    await press(page, 'Open the vote');
    await unfold(page);
  }),
  'room with devices': inWorkshop('/devices'),
};

const revealing: Record<string, Visit> = {
  'votes that are revealed': presenting(async (page) => {
    await phones.letOthersVote();
    await press(page, 'Reveal');
    await unfold(page);
  }),
};

const agreeing: Record<string, Visit> = {
  'agreement with errors': presenting(async (page) => {
    await unfold(page);
    for (const kind of await page.getByLabel('Kind of evidence').all())
      await kind.selectOption({ index: 2 });
    await page.getByLabel('How many people are present?').fill('many');
    await press(page, 'Save what is agreed');
  }),
  'agreement that is worked out': presenting(async (page) => {
    await say(page, 'E1-2', 'met');
    await press(page, 'Work out the level');
  }),
  'agreement that another window made': presenting(async (page) => {
    await page.getByLabel('Why? (optional)').fill('Typed in this window\nin two lines');
    await inAnotherWindow(page, save);
    await save(page);
  }),
  'question that is agreed': presenting(unfold),
  'action with errors in a workshop': presenting(async (page) => {
    await unfoldAt(page, 'Add an action');
    await press(page, 'Add the action');
  }),
};

const movingOn: Record<string, Visit> = {
  'form of a step that is over': presenting(async (page) => {
    await unfoldAt(page, 'Change what is agreed');
    await page.getByLabel('Why? (optional)').fill('Typed in this window');
    await inAnotherWindow(page, (other) => choosing(other, /^Next/));
    await press(page, 'Save what is agreed');
  }),
  'votes of too few': presenting(async (page) => {
    await press(page, 'Open the vote');
    await press(page, 'Reveal');
  }),
};

const settling: Record<string, Visit> = {
  'questions to confirm together': toStep('Questions to confirm together'),
  'questions to confirm together with errors': presenting(async (page) => {
    await page.getByRole('checkbox').first().uncheck();
    await press(page, 'Confirm these levels');
  }),
  'owners in a workshop': toStep('Who owns what'),
  'owners in a workshop with errors': presenting((page) => press(page, 'Save the owners')),
  'workshop that somebody else moved on': presenting(async (page) => {
    await page.goto(`${page.url()}?done=moved`);
  }),
  'room that is locked': inWorkshop('/devices', async (page) => {
    await press(page, 'Lock joining');
    await page.goBack();
    await page.reload();
  }),
};

const ending: Record<string, Visit> = {
  'report of a workshop that goes on': inWorkshop('/report'),
  'end of a workshop': inWorkshop('/end'),
  'report of a workshop': inWorkshop('/end', (page) => press(page, 'End the workshop')),
  'workshops that were held': async (page) => {
    await page.goto('/assessments');
    await follow(page, /^Workshops/);
  },
  'agreed position to a facilitator': async (page) => {
    await page.goto('/assessments');
    await follow(page, /^Agreed position/);
    await unfold(page);
  },
  'plan to a facilitator': async (page) => {
    await page.goto('/assessments');
    await follow(page, /^Plan/);
  },
};

/** A workshop from its agenda to its report; each page follows the one before. */
export const pagesOfWorkshops: readonly KnownPage[] = [
  ...facilitating(preparing),
  ...phones.joining,
  ...facilitating(asking),
  ...phones.beforeVoting,
  ...facilitating(open),
  ...phones.voting,
  ...facilitating(revealing),
  ...phones.revealed,
  ...facilitating(agreeing),
  ...phones.agreed,
  ...facilitating(movingOn),
  ...phones.tooFew,
  ...facilitating(settling),
  ...phones.settling,
  ...facilitating(ending),
];

function facilitating(visits: Record<string, Visit>): KnownPage[] {
  return seenBy('Gwendolen Achterberg', visits);
}

/** Where the pages of the workshop begin; looked up once in a window. */
const places = new WeakMap<Page, string>();

function inWorkshop(path: string, then?: Visit): Visit {
  return async (page) => {
    if (!places.has(page)) {
      await toAgenda(page);
      places.set(page, new URL(page.url()).pathname);
    }
    await page.goto(places.get(page) + path);
    await then?.(page);
  };
}

function presenting(then: Visit): Visit {
  return inWorkshop('/presenter', then);
}

function toStep(title: string): Visit {
  return presenting(async (page) => {
    await unfoldAt(page, /^\s*Agenda/);
    await press(page, title);
  });
}

async function save(page: Page): Promise<void> {
  await say(page, 'E1-2', 'met');
  await choose(page, 'Everybody agrees');
  await press(page, 'Save what is agreed');
}

/** Does something in another window, while this one has a form that somebody is filling in. */
async function inAnotherWindow(page: Page, act: Visit): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await act(other);
  await other.close();
}
