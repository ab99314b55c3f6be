import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';
import { releasable, releasableToAll } from '../../src/disclosure/differencing.ts';
import { type Family, families } from '../../src/questionnaire/questionnaire.ts';
import { balanceWeights } from '../../src/scoring/balance.ts';
import { method } from '../../src/scoring/method.ts';
import { median } from './numbers.ts';
import { peerCatalogue } from './peer-catalogue.ts';

/** How long it takes to decide what may be shown of one measure, in milliseconds. */
export interface DisclosureTimes {
  /** The total and every union of role families of an organisation of sixty people. */
  readonly families: number;
  /** The groups that an organisation belongs to, of 205: the slowest of all. */
  readonly ownGroups: number;
  /** Every group that there is, if somebody could see them all. */
  readonly catalogue: number;
}

/** The median of several runs of each, after some that are not counted. */
export function disclosureTimes(runs = 9): DisclosureTimes {
  const survey = surveyOfSixty();
  const { organisations, sets, ownGroups } = peerCatalogue();
  const groups = organisations.map((own) => ({ own, sets: ownGroups(own) }));
  const fetch = (all: readonly ContributorSet[], own?: string) =>
    releasable(all, { ...method.disclosure, known: new Set(own ? [own] : []) });
  const measures = {
    families: () => milliseconds(() => releasableToAll(survey)),
    ownGroups: () =>
      Math.max(...groups.map(({ own, sets }) => milliseconds(() => fetch(sets, own)))),
    catalogue: () => milliseconds(() => fetch(sets)),
  };
  const typical = (measure: () => number) => {
    for (let run = 0; run < 3; run++) measure();
    return median(Array.from({ length: runs }, measure));
  };
  return {
    families: typical(measures.families),
    ownGroups: typical(measures.ownGroups),
    catalogue: typical(measures.catalogue),
  };
}

function milliseconds(act: () => unknown): number {
  const began = performance.now();
  act();
  return performance.now() - began;
}

function surveyOfSixty(): readonly ContributorSet[] {
  const sizes = { executive: 8, operational: 25, digital: 15, clinical: 12 };
  const people = families.flatMap((family) =>
    Array.from({ length: sizes[family] }, (_, i) => ({ family, id: `${family} ${i}` })),
  );
  const unions = families
    .reduce<Family[][]>((some, family) => some.concat(some.map((of) => [...of, family])), [[]])
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length);
  return unions.map((union) => {
    const members = people.filter(({ family }) => union.includes(family));
    const weights = balanceWeights(members.map(({ family }) => family));
    return {
      code: union.join(' and '),
      weights: new Map(members.map(({ id }, i) => [id, weights[i] as number])),
    };
  });
}
