import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import type { Register } from '../../src/organisations/organisation.ts';
import { attack } from '../attack/attack.ts';
import { attackAll, nothing, sightsOf } from '../attack/attack-release.ts';
import { exact, row } from '../attack/hand-made.ts';
import { type Released, releasedIn, sightsOfPerson } from '../attack/people-sights.ts';
import { Random } from '../attack/random.ts';
import { attackRandom, realRegister } from '../attack/random-attack.ts';
import { randomChoices, randomRelease } from '../attack/random-release.ts';
import { knownOf, nationalRows, ownRanges, peerRows } from '../attack/reading.ts';
import { readParts, storeRelease } from '../attack/stored-release.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { demonstration } from '../support/demonstration.ts';

/**
 * Of the releases that `npm run attack` tries, two in which counts, quartiles and groups that
 * overlap would together tell a few organisations if nothing were withheld for it.
 */
const seeds = [2, 11];

describe('somebody who fetches all that they can in the demonstration', () => {
  const world = demonstration();
  let released: readonly Released[];

  beforeAll(async () => {
    released = await releasedIn(world.database);
  });

  const people = [...fictionalPeople.map(({ name }) => name), 'somebody not signed in'];

  test.each(people)('%s determines nothing about fewer than five organisations', async (name) => {
    const isCast = fictionalPeople.some((person) => person.name === name);
    const agent = isCast ? await world.as(name) : world.service.visitor();
    const sights = await sightsOfPerson(name, agent, released);
    expect(sights.some(({ rows }) => rows.length > 0)).toBe(true);
    const { determined, isolated } = attackAll(sights);
    expect([determined, isolated]).toEqual([[], []]);
  });

  test('the pages say what is stored for whoever has one organisation', async () => {
    const agent = await world.as('Saoirse Lindqvist');
    for (const one of released) {
      const { release, catalogue, contributed } = one;
      const own = 'DT008';
      const { national, organisations } = await readParts(world.database, release.id, [own]);
      const stored = organisations.get(own);
      const known = knownOf({ basis: 'survey', kind: 'trust' }, catalogue, contributed);
      const [fetched] = await sightsOfPerson('Saoirse', agent, [one]);
      const rows = [
        ...nationalRows(known, national),
        ...peerRows(known, own, stored ?? { bases: [] }, ownRanges(known, own, contributed)),
      ];
      const inOrder = (all: typeof rows) =>
        all.map((each) => JSON.stringify(each)).sort((a, b) => (a < b ? -1 : 1));
      expect(inOrder([...(fetched?.rows ?? [])])).toEqual(inOrder(rows));
    }
  });
});

describe('releases on the real register, as chance has them', () => {
  let opened: TestDatabase;
  let register: Register;

  beforeAll(async () => {
    opened = await sqliteDatabase();
    register = await realRegister(opened.database);
  });
  afterAll(() => opened.remove());

  test.each(seeds)(
    'release %i: nobody determines anything about fewer than five',
    async (seed) => {
      const { outcome } = await attackRandom(opened.database, register, { seed, viewers: 6 });
      expect(outcome.viewers).toBeGreaterThan(6);
      const { determined, isolated } = outcome;
      expect([determined, isolated]).toEqual([[], []]);
    },
    180_000,
  );

  test('the intruder finds whom a group that nobody checked gives away', async () => {
    const random = new Random(3);
    const release = randomRelease(random, register, {
      ...randomChoices(random),
      ...{ style: 'plausible', participation: 0.3, basis: 'agreed' },
    });
    const { id } = await storeRelease(opened.database, release);
    const [sight] = sightsOf(release, await readParts(opened.database, id, []));
    if (!sight) throw new Error('Everybody has a sight');
    expect(attackAll([sight], nothing)).toMatchObject({ determined: [], isolated: [] });
    const england = sight.rows.find(({ from }) => from === 'kind:trust');
    const [one, ...others] = england?.members ?? [];
    const less = row('all but one', others, exact(3), { measure: england?.measure ?? '' });
    const consistent = { ...less, mean: { lo: 1, hi: 5 } };
    expect(attack({ ...sight, rows: [...sight.rows, consistent] }).isolated).toContainEqual([one]);
    const three = (england?.members ?? []).slice(0, 3);
    const small = row('three', three, exact(3), { measure: england?.measure ?? '' });
    const found = attack({ ...sight, rows: [...sight.rows, small] }).determined;
    expect(found.map(({ organisations }) => organisations.toSorted())).toContainEqual(
      three.toSorted(),
    );
  });
});
