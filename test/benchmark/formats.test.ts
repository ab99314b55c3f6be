import { beforeAll, describe, expect, test } from '@jest/globals';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import { type Released, releasedIn } from '../attack/people-sights.ts';
import { demonstration } from '../support/demonstration.ts';
import { plainText } from '../support/pages.ts';
import { expectTheSameBoard } from './board-formats.ts';
import { benchmarksOf, expectTheSame } from './formats.ts';
import { expectTheSameTables } from './national-formats.ts';

const world = demonstration();
let released: readonly Released[];

beforeAll(async () => {
  released = await releasedIn(world.database);
});

/** Who holds nothing that has a benchmark. */
const without = ['Honor Valkenburg'];

describe.each(fictionalPeople.map(({ name }) => name))('what %s sees of benchmarks', (name) => {
  test('is the same on the page, in its charts, on paper, in CSV and in XLSX', async () => {
    const agent = await world.as(name);
    let seen = 0;
    for await (const benchmark of benchmarksOf(agent, released)) {
      await expectTheSame(agent, benchmark);
      seen += 1;
    }
    expect(seen > 0).toBe(!without.includes(name));
    expect(world.service.logged).toEqual([]);
  }, 180_000);

  test('is, of the trusts of a board, the same on the page and in CSV', async () => {
    const agent = await world.as(name);
    const boards = released.flatMap(({ release, catalogue }) =>
      catalogue.groups
        .filter(({ kind }) => kind === 'icb')
        .map(({ code }) => [code.slice('icb:'.length), release.cycleId] as const),
    );
    const scores: number[] = [];
    for (const [board, cycle] of boards) {
      const rows = await expectTheSameBoard(agent, board, { cycle });
      if (rows) scores.push(rows.filter(({ Part }) => Part === 'Scores').length);
    }
    // Of one board, in each released cycle.
    const isAnalyst = name === 'Philippa Strandberg-Okoro';
    expect(scores.map((count) => count > 20)).toEqual(isAnalyst ? released.map(() => true) : []);
  });
});

test('the national tables are the same as a page, as CSV and as JSON', async () => {
  const visitor = world.service.visitor();
  expect(released.length).toBeGreaterThan(1);
  for (const { release } of released) {
    const base = `/national-tables/${release.id}`;
    const { shown, withheld } = await expectTheSameTables(visitor, base);
    expect([shown > 50, withheld > 5]).toEqual([true, true]);
    const { text } = await visitor.get(base).expect(200);
    expect(plainText(text)).not.toMatch(/undefined|null|NaN/);
  }
});
