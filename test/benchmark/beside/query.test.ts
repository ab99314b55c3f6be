import { beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../../../src/shared/ids.ts';
import { organisations, stage } from '../../support/cast.ts';
import { mainText, refused } from '../../support/pages.ts';
import { group, insertOldCycle, onBasis, publish, seven, withheld } from './comparing.ts';

const world = stage();
const hill = organisations.hill.code;
const at = `/benchmarks/${hill}`;
let earlier = '';

beforeAll(async () => {
  const { database, cycle } = world;
  earlier = await insertOldCycle(database, 'Spring 2026', '2026-03-01T00:00:00.000Z');
  await publish(database, earlier, {
    [hill]: [
      onBasis('survey', [group('kind:trust', seven(1, 1))]),
      onBasis('agreed', [group('kind:trust', seven(1, 2))]),
    ],
  });
  await publish(database, cycle, {
    [hill]: [
      onBasis('survey', [
        group('kind:trust', seven(0, 3)),
        group('type:acute', seven(0, 4)),
        group('type-region:acute:london', withheld('too-few-organisations')),
        group('neighbours', seven(0, 5), {}, { nearIn: ['beds', 'sites'] }),
        group('icb:QAA', withheld('too-few-organisations')),
      ]),
    ],
  });
});

const page = async (query: string) =>
  (await world.browsers.lena.get(`${at}${query}`).expect(200)).text;

describe('what is shown without being asked for', () => {
  test('is the newest cycle, the survey, and the first group that is shown', async () => {
    const html = await page('');
    expect(mainText(html)).toContain(
      'What your leaders said independently in Autumn 2026, beside your nearest neighbours.',
    );
    expect(mainText(html)).toContain('0 clearly lower, 2 not distinguishable, 5 clearly higher');
  });

  test('says which group would come first, why it does not, and what would change that', async () => {
    expect(mainText(await page(''))).toContain(
      'Not beside other type-region organisations: fewer than five of the others have a result. More of them in the next cycle would change that.',
    );
  });

  test('is, on a basis that only an earlier cycle has, that cycle', async () => {
    expect(mainText(await page('?basis=agreed'))).toContain('signed off in Spring 2026');
  });
});

describe('what can be chosen', () => {
  test('lists the groups as they are fallen back to, and why some are not shown', async () => {
    const html = await page('');
    const list = html.match(/Choose other peers[\s\S]*?<\/details>/)?.[0] ?? '';
    const names = [...list.matchAll(/<li>(?:<a[^>]*>)?([^<]*)/g)].map(([, name]) => name);
    expect(names).toEqual([
      'Other type-region organisations',
      'Other type organisations',
      'Other kind organisations',
      'Other icb organisations',
    ]);
    expect(list).toContain('most have too few trusts for this');
    expect(list).not.toContain('group=icb');
    expect(mainText(html)).toContain('Closest on beds and sites, never on results.');
  });

  test('is found at its address, and every link leads to a page', async () => {
    const html = await page('?group=type:acute');
    expect(mainText(html)).toContain('beside other type organisations.');
    const links = [...html.matchAll(/href="(\/benchmarks\/[^"]*)"/g)].map(([, href]) =>
      (href ?? '').replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThan(5);
    for (const href of links) await world.browsers.lena.get(href).expect(200);
  });

  test('is a withheld group too, which then says why and shows no number', async () => {
    const html = await page('?group=icb:QAA');
    expect(mainText(html)).toContain('fewer than five other organisations have a result here');
    expect(html).not.toMatch(/data-mean|\d clearly/);
  });
});

describe('anything else that is asked for is not found', () => {
  test.each([
    '?cycle=',
    '?cycle=autumn',
    `?cycle=${newId()}`,
    '?basis=both',
    '?basis=',
    '?basis=survey&basis=agreed',
    '?group=nowhere',
    '?group=type:mental_health',
    '?group=type:acute&group=kind:trust',
    '?group=%00',
    '?group=__proto__',
    '?__proto__=x',
    '?constructor=x',
    '?sort=mean',
    '?group[]=type:acute',
    `?group=${'a'.repeat(5000)}`,
    "?group=type:acute'--",
    '?group=%3Cscript%3E',
  ])('%s', async (query) => {
    for (const path of ['', '/print', '/benchmark.csv', '/benchmark.xlsx'])
      await refused(world, 404, () => world.browsers.lena.get(`${at}${path}${query}`));
  });

  test('a basis that the organisation has in no cycle that is asked for', async () => {
    const html = await page(`?cycle=${world.cycle}&basis=agreed`);
    expect(mainText(html)).toContain(
      'Your organisation had no agreed position that was signed off when Autumn 2026 was released',
    );
    expect(html).not.toContain('<table');
  });
});
