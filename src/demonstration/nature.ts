import { fictionalPeople } from './cast.ts';
import type { Chance } from './chance.ts';
import { codeOf, type FictionalOrganisation } from './organisations.ts';

/** What stays the same of a fictional organisation from cycle to cycle. */
export interface Nature {
  /** Around which level it is overall, 1 to 5, in the first cycle. */
  readonly whole: number;
  /** Where the chance behind its leaders' answers starts. */
  readonly seed: number;
  /** How many of its leaders answer. */
  readonly people: number;
  /** Whether it takes part, in each cycle from the first. */
  readonly takesPart: readonly boolean[];
}

const always = [true, true, true];

/** Organisations of which the sign-in page promises something. */
const promised: Readonly<Record<string, Partial<Nature>>> = {
  // Large, and of two minds: with results worth reading, family by family.
  [codeOf('Wyverndale University Hospitals NHS Trust')]: { people: 38, seed: 207, whole: 3.1 },
  [codeOf('Ashenford Minds NHS Trust')]: { people: 4 },
  // Community trusts: a type of which too few take part for a peer group of its own.
  [codeOf('Sefterton Community Health NHS Trust')]: { people: 5 },
  [codeOf('Tawcross Community Health NHS Trust')]: { takesPart: [false, false, true] },
};

/** Draws the nature of one organisation: varied, and some with too few people to show. */
export function drawNature({ code, trustType }: FictionalOrganisation, luck: Chance): Nature {
  const drawn = {
    whole: 2.7 + luck.normal() * 0.45,
    seed: luck.whole(1, 1e9),
    people: luck.happens(0.12) ? luck.whole(2, 5) : luck.whole(7, 20),
    takesPart: [luck.happens(0.75), luck.happens(0.9), true],
  };
  const hasCast = fictionalPeople.some(({ places }) =>
    places.some(({ organisation }) => organisation === code),
  );
  return {
    ...drawn,
    ...(hasCast ? { people: 14, takesPart: always } : {}),
    // Every ambulance trust takes part: each has five peers, the fewest that may be shown.
    ...(trustType === 'ambulance' ? { people: 9, takesPart: always } : {}),
    ...promised[code],
  };
}
