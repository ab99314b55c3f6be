import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Basis, bases } from '../../../src/benchmark/basis.ts';
import { insertCatalogue } from '../../../src/benchmark/catalogue/catalogue-store.ts';
import { contribution } from '../../../src/benchmark/release/contribution.ts';
import { insertContributions } from '../../../src/benchmark/release/contribution-store.ts';
import { newId } from '../../../src/shared/ids.ts';
import { type Name, organisations, people, stage } from '../../support/cast.ts';
import { mainText } from '../../support/pages.ts';
import { today } from '../../support/service.ts';
import { exactly, group, measures, onBasis, publish } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const dale = organisations.dale.code;
const board = organisations.board.code;
const others = ['R01', 'R02', 'R03', 'R04'];
const wider = Array.from({ length: 12 }, (_, at) => `S${String(at).padStart(2, '0')}`);
const acute = [hill, dale, ...others].sort();
const all = [...acute, ...wider].sort();
const otherBoard = 'QBB';
const keptBack = 'What could be worked out from all of that together is not shown to you.';

const peers = (count: number) => ({
  shown: true,
  value: {
    peers: count,
    mean: { kind: 'exact', value: 3 },
    counts: { lower: 1, similar: count - 2, higher: 1 },
  },
});

/** What Hill and Dale are shown: alone, each of them has five others of its type. */
const parts = () =>
  Object.fromEntries(
    [hill, dale].map((code) => [
      code,
      bases.map((basis) =>
        onBasis(basis, [group('kind:trust', peers(17)), group('type:acute', peers(5))], {
          value: 3,
        }),
      ),
    ]),
  );

/** Publishes a release that shows just that, and names Dale to a board. */
async function release(number: number, icb: string): Promise<void> {
  const { database, cycle } = world;
  const part = (id: string, name: string, content: object) =>
    database
      .insertInto('release_part')
      .values({ release_id: id, part: name, content: JSON.stringify(content) })
      .execute();
  await publish(database, cycle, parts(), {
    number,
    before: async (id) => {
      await insertContributions(
        database,
        id,
        all.flatMap((organisation, at) =>
          bases.map((basis) => ({ organisation, basis, content: contributed(basis, at) })),
        ),
      );
      await part(id, 'national', {
        tables: bases.map((basis) => ({ basis, kind: 'trust', rows: [] })),
      });
      await part(id, `icb:${icb}`, { trusts: [sharedBy(dale)] });
    },
  });
}

beforeAll(async () => {
  const { database, cycle } = world;
  await database
    .insertInto('organisation')
    .values(
      [...others, ...wider].map((code) => ({
        ...{ code, name: `Trust ${code}`, kind: 'trust' as const, trust_type: 'acute' },
        ...{ source: 'test', fictional: 1 as const },
      })),
    )
    .execute();
  await insertCatalogue(database, cycle, {
    at: today.toISOString(),
    catalogue: {
      groups: [
        { code: 'kind:trust', kind: 'kind', name: 'trusts of every type', members: all },
        { code: 'type:acute', kind: 'type', name: 'acute trusts', members: acute },
      ],
      neighbours: {},
    },
  });
  await release(1, board);
});

afterEach(async () => {
  await world.database
    .deleteFrom('appointment')
    .where('organisation_code', 'in', [dale, board, otherBoard])
    .where('person_id', '=', people.lena)
    .execute();
});

function contributed(basis: Basis, at: number) {
  const value = 2 + (at % 5) / 2;
  const se = basis === 'survey' ? 0.2 : null;
  return contribution.parse({
    kind: 'trust',
    eligible: true,
    measures: measures.map((code) => ({ code, value, se, own: exactly({ value, se }) })),
  });
}

function sharedBy(code: string) {
  return {
    signOff: newId(),
    trustType: 'acute',
    view: {
      organisation: { code, name: 'Dale NHS Trust' },
      cycle: 'Autumn 2026',
      dimensions: [],
      secured: { level: 2, atMost: null },
      unowned: [],
      signedAt: today.toISOString(),
      questionnaireVersion: 1,
      methodVersion: 1,
    },
  };
}

async function alsoHolds(
  name: Name,
  role: 'assessment-lead' | 'signatory' | 'icb-analyst',
  code: string,
) {
  await world.database
    .insertInto('appointment')
    .values({
      id: newId(),
      person_id: people[name],
      role,
      organisation_code: code,
      appointed_at: today.toISOString(),
    })
    .execute();
}

async function page(basis: Basis, groupCode: string): Promise<string> {
  const query = `?basis=${basis}&group=${groupCode}`;
  const { text } = await world.browsers.lena.get(`/benchmarks/${hill}${query}`).expect(200);
  for (const path of ['/benchmark.csv', '/print']) {
    const file = await world.browsers.lena.get(`/benchmarks/${hill}${path}${query}`).expect(200);
    expect(file.text.includes('1 clearly lower')).toBe(text.includes('1 clearly lower'));
  }
  return text;
}

describe('of six acute trusts, a person', () => {
  test('of one is shown the five others', async () => {
    const html = await page('agreed', 'type:acute');
    expect(mainText(html)).toContain('Of 5 peers');
    expect(mainText(html)).not.toContain(keptBack);
  });

  test.each(['assessment-lead', 'signatory'] as const)(
    'who is %s of another as well is not, and is told why, but is shown all trusts',
    async (role) => {
      await alsoHolds('lena', role, dale);
      const html = await page('agreed', 'type:acute');
      expect(mainText(html)).not.toContain('Of 5 peers');
      expect(mainText(html)).toContain(keptBack);
      expect(html).not.toContain('data-mean');
      expect(mainText(await page('agreed', 'kind:trust'))).toContain('Of 17 peers');
    },
  );

  test('who only signs off for another goes on seeing the survey', async () => {
    await alsoHolds('lena', 'signatory', dale);
    expect(mainText(await page('survey', 'type:acute'))).toContain('Of 5 peers');
  });

  test('to whom another is named as the analyst of their board is not, on the agreed basis', async () => {
    await alsoHolds('lena', 'icb-analyst', board);
    expect(mainText(await page('agreed', 'type:acute'))).toContain(keptBack);
    expect(mainText(await page('agreed', 'kind:trust'))).toContain('Of 17 peers');
    expect(mainText(await page('survey', 'type:acute'))).toContain('Of 5 peers');
  });

  test('of both sees the group that is left without asking for it', async () => {
    await alsoHolds('lena', 'assessment-lead', dale);
    const { text } = await world.browsers.lena.get(`/benchmarks/${hill}`).expect(200);
    expect(mainText(text)).toContain('Of 17 peers');
    expect(mainText(text)).toContain('Not beside other type organisations');
  });
});

describe('where groups keep what they showed in an earlier release, a person', () => {
  beforeAll(async () => {
    const icb = { code: otherBoard, name: 'NHS Fell Integrated Care Board', kind: 'icb' as const };
    await world.database
      .insertInto('organisation')
      .values({ ...icb, trust_type: null, source: 'test', fictional: 1 })
      .execute();
    await release(2, otherBoard);
  });

  test('of one is shown it still', async () => {
    expect(mainText(await page('agreed', 'type:acute'))).toContain('Of 5 peers');
  });

  test.each([board, otherBoard])(
    'to whom either release names one of them is not, as the analyst of %s',
    async (icb) => {
      await alsoHolds('lena', 'icb-analyst', icb);
      expect(mainText(await page('agreed', 'type:acute'))).toContain(keptBack);
      expect(mainText(await page('agreed', 'kind:trust'))).toContain('Of 17 peers');
    },
  );
});
