import { beforeAll, expect, test } from '@jest/globals';
import { organisations, stage } from '../../support/cast.ts';
import { mainText, tableRows } from '../../support/pages.ts';
import { exactly, group, measures, onBasis, publish, seven } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const at = `/benchmarks/${hill}`;

/** What Hill was in the first release; in the second it is at 3.5. */
const then = measures.map((code) => ({ code, own: exactly({ value: 2.1, se: 0.2 }) }));

beforeAll(async () => {
  const { database, cycle } = world;
  const first = { value: 2.1, se: 0.2 };
  await publish(database, cycle, {
    [hill]: [onBasis('survey', [group('type:acute', seven(1, 3))], first)],
  });
  await publish(
    database,
    cycle,
    {
      [hill]: [
        onBasis(
          'survey',
          [
            group('type:acute', seven(1, 3), {}, { ownThen: then }),
            group('kind:trust', seven(6, 0), {}, { release: 2 }),
          ],
          { value: 3.5, se: 0.2 },
        ),
      ],
    },
    { number: 2, publishedAt: '2026-09-01T09:00:00.000Z' },
  );
});

const page = async (query: string) => {
  const { text } = await world.browsers.lena.get(at + query).expect(200);
  return text;
};

/** Of the table of numbers: the own value of the first dimension. */
const ownIn = (html: string) =>
  tableRows(html.slice(html.indexOf('data-chart-rows') - 200))[1]?.[1];

test('a result that was kept says of which release it is, and stands beside the value of then', async () => {
  const html = await page('?group=type:acute');
  expect(mainText(html)).toContain('Release: 1, published on 20 July 2026.');
  expect(mainText(html)).toContain(
    'Kept from: release 1: too few organisations of this group changed for release 2.',
  );
  expect(ownIn(html)).toBe('2.1');
  const { text } = await world.browsers.lena
    .get(`${at}/benchmark.csv?group=type:acute`)
    .expect(200);
  expect(text).toContain('Kept from,release 1: too few organisations');
  expect(text).toMatch(/Accountable ownership,"Of 7 peers[^"]*",2\.1,/);
});

test('a result of the newest release stands beside the newest value', async () => {
  const html = await page('?group=kind:trust');
  expect(mainText(html)).toContain('Release: 2, published on 1 September 2026.');
  expect(mainText(html)).not.toContain('Kept from');
  expect(ownIn(html)).toBe('3.5');
});

test('what one level ahead looks like goes by the value that peers were compared with', async () => {
  expect(mainText(await page('?group=type:acute'))).toContain(': 3 Adopted');
});
