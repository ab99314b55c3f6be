import { describe, expect, test } from '@jest/globals';
import { organisations, stage } from '../../support/cast.ts';
import { expectCalm, mainText } from '../../support/pages.ts';
import { group, insertOldCycle, onBasis, publish, seven, withheld } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const at = `/benchmarks/${hill}`;

const page = async (query = '') => {
  const response = await world.browsers.lena.get(at + query).expect(200);
  expectCalm(world.service, response);
  return response.text;
};

describe('an organisation, in this order,', () => {
  test('of which nothing is released has a page that says so, and no file', async () => {
    expect(mainText(await page())).toContain('There is nothing to show yet.');
    await world.browsers.lena.get(`${at}/print`).expect(200);
    await world.browsers.lena.get(`${at}/benchmark.csv`).expect(404);
    await world.browsers.lena.get(`${at}/benchmark.xlsx`).expect(404);
    await world.browsers.lena.get(`${at}?basis=survey`).expect(404);
  });

  test('that took no part in the released cycle is told so', async () => {
    const cycle = await insertOldCycle(world.database, 'Autumn 2025', '2025-09-01T00:00:00.000Z');
    await publish(world.database, cycle, {});
    const html = await page();
    expect(mainText(html)).toContain(
      'Your organisation has no survey results in Autumn 2025, so there is nothing to compare.',
    );
    expect(html).not.toMatch(/<table|data-(own|mean|chart)/);
    const { text } = await world.browsers.lena.get(`${at}/benchmark.csv`).expect(200);
    expect(text).toContain('so there is nothing to compare');
  });

  test.each([
    [
      'too-few-people',
      'Spring 2026',
      'Too few people answered for your organisation to be compared.',
    ],
    ['not-scored', 'Summer 2026', 'Your organisation has too few scores to be compared.'],
  ])('that is not compared for a reason of its own is told %s', async (why, name, words) => {
    const opens = name === 'Spring 2026' ? '2026-03-01' : '2026-06-01';
    const cycle = await insertOldCycle(world.database, name, `${opens}T00:00:00.000Z`);
    const own = withheld(why);
    await publish(world.database, cycle, {
      [hill]: [onBasis('survey', [group('kind:trust', withheld(why))], own)],
    });
    const html = await page(`?cycle=${cycle}`);
    expect(mainText(html)).toContain(words);
    expect(html).not.toMatch(/data-(own|mean)=/);
    expect(mainText(html)).not.toMatch(/\b[1-5]\.\d\b/);
  });

  test('whose own result is withheld to protect another is told that answers would change it', async () => {
    const cycle = await insertOldCycle(world.database, 'Summer 2025', '2025-06-01T00:00:00.000Z');
    const own = withheld('protects-another');
    await publish(world.database, cycle, {
      [hill]: [
        onBasis(
          'survey',
          [group('kind:trust', own, { A: withheld('too-few-organisations') })],
          own,
        ),
      ],
    });
    const text = mainText(await page(`?cycle=${cycle}`));
    expect(text).toContain('could be worked out from it. More answers in the next cycle');
    expect(text).not.toContain('could be worked out from it. More organisations in the next cycle');
  });

  test('that is shown only as a bound sees the bound, and no peers', async () => {
    const own = { shown: true, value: { kind: 'above', limit: 4.2 } };
    await publish(world.database, world.cycle, {
      [hill]: [onBasis('survey', [group('kind:trust', withheld('only-a-bound'))], own)],
    });
    const html = await page();
    expect(mainText(html)).toContain('above 4.2');
    expect(mainText(html)).toContain('so near an end of the scale that only a bound is shown');
    expect(html).not.toMatch(/data-(own|mean)=/);
  });

  test('that took over from another begins a new series, and is told so', async () => {
    const { database } = world;
    const old = 'RZZ';
    await database
      .insertInto('organisation')
      .values({ code: old, name: 'Moor NHS Trust', kind: 'trust', source: 'test', fictional: 1 })
      .execute();
    await database
      .insertInto('succession')
      .values({
        predecessor_code: old,
        successor_code: hill,
        on_date: '2026-04-01',
        source: 'test',
      })
      .execute();
    const sentence = 'Hill NHS Trust took over from Moor NHS Trust on 1 April 2026.';
    expect(mainText(await page())).not.toContain(sentence);
    const cycle = await insertOldCycle(database, 'Autumn 2024', '2024-09-01T00:00:00.000Z');
    await publish(database, cycle, {
      [old]: [onBasis('survey', [group('kind:trust', seven(1, 1))], { value: 1.7 })],
    });
    const html = await page();
    expect(mainText(html)).toContain(sentence);
    expect(mainText(html)).not.toContain('1.7');
    await world.browsers.lena.get(`/benchmarks/${old}`).expect(404);
  });
});
