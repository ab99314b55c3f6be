import { afterEach, expect, test } from '@jest/globals';
import { newId } from '../../../src/shared/ids.ts';
import { organisations, people, stage } from '../../support/cast.ts';
import { today } from '../../support/service.ts';
import { group, insertOldCycle, onBasis, publish, seven } from './comparing.ts';

const world = stage();
const paths = ['', '/print', '/benchmark.csv', '/benchmark.xlsx'];

/** A value that no page shows of its own accord. */
const secret = 3.777;

const parts: readonly [string, unknown][] = [
  ['a reason with a value beside it', { shown: false, why: 'not-scored', value: secret }],
  ['a reason with a number of peers beside it', { shown: false, why: 'not-scored', n: secret }],
  ['a reason that there is not', { shown: false, why: `because it is ${secret}` }],
  ['a statistic that there is not', { ...seven(1, 2), value: { minimum: secret } }],
  [
    'a value of another type',
    { ...seven(1, 2), value: { ...seven(1, 2).value, median: `${secret}` } },
  ],
];

let made = 0;

async function lead(code: string): Promise<void> {
  await world.database
    .insertInto('appointment')
    .values({
      ...{ id: newId(), person_id: people.charlie, role: 'assessment-lead' as const },
      ...{ organisation_code: code, appointed_at: today.toISOString() },
    })
    .execute();
}

/** Publishes a release in which a trust of its own, which Charlie leads, has just this. */
async function released(content: string): Promise<string> {
  const { database } = world;
  made += 1;
  const code = `RM${made}`;
  await database
    .insertInto('organisation')
    .values({ code, name: `Trust ${code}`, kind: 'trust', source: 'test', fictional: 1 })
    .execute();
  await lead(code);
  const opens = `2026-0${made}-01T00:00:00.000Z`;
  const cycle = await insertOldCycle(database, `Cycle ${made}`, opens);
  await publish(
    database,
    cycle,
    {},
    {
      before: async (id) => {
        await database
          .insertInto('release_part')
          .values({ release_id: id, part: `organisation:${code}`, content })
          .execute();
      },
    },
  );
  return code;
}

afterEach(async () => {
  await world.database.deleteFrom('appointment').where('person_id', '=', people.charlie).execute();
  world.service.logged.length = 0;
});

test.each([
  ...parts.map(
    ([name, peers]) =>
      [name, JSON.stringify({ bases: [onBasis('agreed', [group('kind:trust', peers)])] })] as const,
  ),
  ['no JSON', `{"bases": ${secret}`] as const,
  ['another shape', `[${secret}]`] as const,
])(
  'of a part with %s nothing is shown, in no format, and no value is logged',
  async (_, content) => {
    const code = await released(content);
    for (const path of paths) {
      const address = `/benchmarks/${code}${path}`;
      const { status, text = '', body } = await world.browsers.charlie.get(address);
      expect([path, status]).toEqual([path, 500]);
      expect(`${text}${JSON.stringify(body)}`).not.toContain(`${secret}`);
    }
    expect(world.service.logged.length).toBeGreaterThan(0);
    expect(world.service.logged.join()).not.toContain(`${secret}`);
  },
);

test('of a part as it should be everything is, but not to who has two without a catalogue', async () => {
  const content = { bases: [onBasis('agreed', [group('kind:trust', seven(1, 2))])] };
  const code = await released(JSON.stringify(content));
  for (const path of paths)
    await world.browsers.charlie.get(`/benchmarks/${code}${path}`).expect(200);
  await lead(organisations.hill.code);
  for (const path of paths) {
    const { text = '' } = await world.browsers.charlie
      .get(`/benchmarks/${code}${path}`)
      .expect(404);
    expect(text).not.toContain('peers');
  }
});
