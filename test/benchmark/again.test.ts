import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Disclosed } from '../../src/disclosure/disclosed.ts';
import type { Register } from '../../src/organisations/organisation.ts';
import { attackAll, sightsAgain } from '../attack/attack-release.ts';
import { Random } from '../attack/random.ts';
import { realRegister } from '../attack/random-attack.ts';
import {
  changedRelease,
  type RandomRelease,
  randomChoices,
  randomRelease,
} from '../attack/random-release.ts';
import { markPublished, type Parts, readParts, storeRelease } from '../attack/stored-release.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';

let opened: TestDatabase;
let register: Register;

beforeAll(async () => {
  opened = await sqliteDatabase();
  register = await realRegister(opened.database);
});
afterAll(() => opened.remove());

/** A group as a release shows it, to everybody or to an organisation. */
interface Group {
  readonly group: string;
  readonly release: number;
  readonly members: readonly string[];
  readonly measures: readonly { readonly code: string; readonly result: Disclosed<unknown> }[];
}

function groupsIn({ national, organisations }: Parts, { catalogue, basis }: RandomRelease) {
  const members = new Map(catalogue.groups.map(({ code, members }) => [code, members]));
  const all = national.tables
    .filter((table) => table.basis === basis)
    .flatMap(({ rows }) =>
      rows.map(
        ({ group, release, measures }): Group => ({
          ...{ group, release, members: members.get(group) ?? [] },
          measures: measures.map(({ code, statistics }) => ({ code, result: statistics })),
        }),
      ),
    );
  const own = [...organisations].flatMap(([code, { bases }]) =>
    bases.flatMap(({ groups }) =>
      groups.map(
        (one): Group => ({
          ...{ group: `${one.code} of ${code}`, release: one.release },
          members: (one.code === 'neighbours'
            ? (catalogue.neighbours[code]?.members ?? [])
            : (members.get(one.code) ?? [])
          ).filter((member) => member !== code),
          measures: one.measures.map(({ code: measure, peers }) => ({
            code: measure,
            result: peers,
          })),
        }),
      ),
    ),
  );
  return new Map([...all, ...own].map((one) => [one.group, one]));
}

/** What an organisation brings to a measure; null where nobody is compared with it. */
function valueIn({ contributed }: RandomRelease, code: string, measure: string): number | null {
  const own = contributed.find(({ organisation }) => organisation === code)?.content;
  return (own?.eligible && own.measures.find((one) => one.code === measure)?.value) || null;
}

test.each([
  [1000, 12],
  [1001, 6],
])(
  'a second release keeps its groups digit for digit or shows enough changes (%i, %i changed)',
  async (seed, count) => {
    const { database } = opened;
    const random = new Random(seed);
    const choices = { ...randomChoices(random), style: 'plausible' as const, participation: 0.4 };
    const first = randomRelease(random, register, choices);
    const { release: second, changed } = changedRelease(random, first, count);
    const stored = await storeRelease(database, first);
    await markPublished(database, stored);
    const again = await storeRelease(database, second, { cycle: stored.cycle, number: 2 });
    const others = random.some(first.contributed, 4).map(({ organisation }) => organisation);
    const codes = random.some([...new Set([...changed, ...others])], 6);
    const then = await readParts(database, stored.id, codes);
    const now = await readParts(database, again.id, codes);

    const [was, is] = [groupsIn(then, first), groupsIn(now, second)];
    const isShown = ({ measures }: Group) => measures.some(({ result }) => result.shown);
    const [kept, anew] = [1, 2].map((release) =>
      [...is.values()].filter((one) => one.release === release),
    ) as [Group[], Group[]];
    for (const one of kept) expect(one).toEqual(was.get(one.group));
    for (const { group, members, measures } of anew)
      for (const { code, result } of measures) {
        if (
          !result.shown ||
          !was.get(group)?.measures.some((m) => m.code === code && m.result.shown)
        )
          continue;
        const moved = members.filter(
          (member) => valueIn(first, member, code) !== valueIn(second, member, code),
        );
        expect([group, code, moved.length === 0 || moved.length >= 5]).toEqual([group, code, true]);
      }
    expect([kept, anew].map((groups) => groups.some(isShown))).toEqual([true, true]);

    const { determined, isolated } = attackAll(sightsAgain([first, second], [then, now], changed));
    expect([determined, isolated]).toEqual([[], []]);
  },
  180_000,
);
