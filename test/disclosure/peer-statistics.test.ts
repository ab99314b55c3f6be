import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  disclosePeers,
  type PeerStanding,
  peerStatistics,
  withheldPeers,
} from '../../src/disclosure/peer-statistics.ts';
import { method } from '../../src/scoring/method.ts';

const standing = (changes: Partial<PeerStanding> = {}): PeerStanding => ({
  peers: 14,
  mean: 3.04,
  clearlyLower: 3,
  clearlyHigher: 2,
  median: 2.96,
  lowerQuartile: 2.44,
  upperQuartile: 3.46,
  percentile: 57.142857,
  bands: [0, 1, 3, 4, 3, 2, 1, 0],
  ...changes,
});
const of = (changes: Partial<PeerStanding>) => {
  const disclosed = disclosePeers(standing(changes));
  return disclosed.shown ? disclosed.value : disclosed.why;
};
const least = ['peers', 'mean', 'counts'];

describe('what is shown depends on how many others there are', () => {
  test.each([
    [0, null],
    [4, null],
    [5, least],
    [7, least],
    [8, [...least, 'median']],
    [9, [...least, 'median']],
    [10, [...least, 'median', 'quartiles', 'percentile', 'quarter']],
    [19, [...least, 'median', 'quartiles', 'percentile', 'quarter']],
    [20, [...least, 'median', 'quartiles', 'percentile', 'quarter', 'density']],
  ])('%p others', (peers, keys) => {
    const shown = of({ peers, clearlyLower: 1, clearlyHigher: 1 });
    if (keys === null) expect(shown).toBe('too-few-organisations');
    else expect(Object.keys(shown)).toEqual(keys);
  });

  test('percentiles are in steps of five below twenty and of one from there', () => {
    // 3 of 14 lower is 21.4 %, 12 of 14 not higher is 85.7 %.
    expect(of({})).toMatchObject({ percentile: { value: 55, from: 20, to: 90 }, quarter: 3 });
    // 3 of 20 is 15 %, 18 of 20 is 90 %.
    expect(of({ peers: 20 })).toMatchObject({ percentile: { value: 57, from: 15, to: 90 } });
    // 3 of 23 is 13.04 %, 21 of 23 is 91.3 %.
    expect(of({ peers: 23 })).toMatchObject({ percentile: { value: 57, from: 13, to: 92 } });
  });

  test('levels are to one decimal', () => {
    expect(of({})).toMatchObject({
      mean: { kind: 'exact', value: 3 },
      median: 3,
      quartiles: { lower: 2.4, upper: 3.5 },
    });
  });

  test.each([
    [0, 1],
    [24.9, 1],
    [25, 2],
    [50, 3],
    [74.999, 3],
    [75, 4],
    [100, 4],
  ])('a percentile of %p is in quarter %p', (percentile, quarter) => {
    expect(of({ percentile })).toMatchObject({ quarter });
  });
});

describe('a count that equals all others or all but one is "most"', () => {
  test.each([
    [5, 0, { most: 'lower' }],
    [0, 5, { most: 'higher' }],
    [0, 0, { most: 'similar' }],
    [4, 1, { most: 'lower' }],
    [1, 0, { most: 'similar' }],
    [0, 4, { most: 'higher' }],
    [3, 2, { lower: 3, similar: 0, higher: 2 }],
    [1, 1, { lower: 1, similar: 3, higher: 1 }],
  ])('%p lower and %p higher of five', (clearlyLower, clearlyHigher, counts) => {
    expect(of({ peers: 5, clearlyLower, clearlyHigher })).toHaveProperty('counts', counts);
  });

  test.each([20, 19])('and then there is no percentile to say it instead: %p lower', (lower) => {
    const shown = of({ peers: 20, clearlyLower: lower, clearlyHigher: 0, percentile: 100 });
    expect(shown).toHaveProperty('quartiles');
    expect(shown).not.toHaveProperty('percentile');
    expect(shown).not.toHaveProperty('quarter');
  });

  test('so that all and all but one look the same', () => {
    const same = { peers: 20, percentile: 97.5 };
    expect(of({ ...same, clearlyLower: 20, clearlyHigher: 0 })).toEqual(
      of({ ...same, clearlyLower: 19, clearlyHigher: 1 }),
    );
  });
});

describe('a mean near an end of the scale is only a bound (R3)', () => {
  // One of five others moves the mean by up to 0.8.
  test.each([
    [1.8, { kind: 'exact', value: 1.8 }],
    [1.79, { kind: 'below', value: 1.8 }],
    [4.2, { kind: 'exact', value: 4.2 }],
    [4.21, { kind: 'above', value: 4.2 }],
    [1, { kind: 'below', value: 1.8 }],
    [5, { kind: 'above', value: 4.2 }],
  ])('%p of five', (mean, shown) => {
    expect(of({ peers: 5, mean })).toMatchObject({ mean: shown });
  });

  // One of twelve by a third of a level.
  test.each([
    [1.32, { kind: 'below', value: 1.4 }],
    [4.68, { kind: 'above', value: 4.6 }],
  ])('and the bound is true as it is rounded: %p of twelve', (mean, shown) => {
    expect(of({ peers: 12, mean })).toMatchObject({ mean: shown });
  });
});

describe('the density', () => {
  test.each([
    [[0, 0, 20, 0, 0, 0, 0, 0], false],
    [[0, 0, 19, 0, 0, 0, 0, 1], false],
    [[0, 0, 18, 0, 0, 0, 0, 2], true],
  ])('of %p is left out where all are in one band, or all but one: shown %p', (bands, is) => {
    expect('density' in (of({ peers: 20, bands }) as object)).toBe(is);
  });

  test.each([undefined, Number.NaN, 0, 0.3])('fails closed where few are under %p', (someShare) => {
    const peers = { ...method.peers, someShare: someShare as number };
    const disclosed = disclosePeers(standing({ peers: 20 }), { ...method, peers });
    expect(disclosed.shown && disclosed.value.density).toBeUndefined();
  });
});

describe('it fails closed', () => {
  test.each([undefined, null, Number.NaN, '5', 5.5, {}])('where a threshold is %p', (wrong) => {
    const threshold = wrong as number;
    const peers = { ...method.peers, mean: threshold };
    const disclosure = { ...method.disclosure, k: threshold };
    for (const rules of [
      { ...method, disclosure },
      { ...method, peers },
      { ...method, disclosure, peers },
    ])
      expect(disclosePeers(standing({ peers: 1000 }), rules).shown).toBe(false);
  });

  test.each([undefined, Number.NaN, {}])('where the number of others is %p', (peers) => {
    expect(disclosePeers(standing({ peers: peers as number })).shown).toBe(false);
  });

  test('where there is no mean, and where the organisation itself is the reason', () => {
    expect(of({ mean: null })).toBe('too-few-organisations');
    expect(withheldPeers('not-scored')).toEqual({ shown: false, why: 'not-scored' });
  });

  test('a k that is raised counts for others too', () => {
    const rules = { ...method, disclosure: { ...method.disclosure, k: 15 } };
    expect(disclosePeers(standing(), rules).shown).toBe(false);
  });
});

const anyStanding = fc
  .record({
    peers: fc.integer({ min: 0, max: 40 }),
    mean: fc.double({ min: 1, max: 5, noNaN: true }),
    lower: fc.nat(),
    higher: fc.nat(),
    median: fc.double({ min: 1, max: 5, noNaN: true }),
    percentile: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  .map(({ peers, mean, lower, higher, median, percentile }) => {
    const clearlyLower = lower % (peers + 1);
    return standing({
      ...{ peers, mean, median, percentile, lowerQuartile: median, upperQuartile: median },
      ...{ clearlyLower, clearlyHigher: higher % (peers - clearlyLower + 1) },
    });
  });

describe('for any standing', () => {
  test('nothing below five others, and then neither value nor count', () => {
    fc.assert(
      fc.property(anyStanding, (any) => {
        const disclosed = disclosePeers(any);
        expect(disclosed.shown).toBe(any.peers >= 5);
        if (!disclosed.shown) expect(Object.keys(disclosed)).toEqual(['shown', 'why']);
      }),
    );
  });

  test('what is shown can be stored and read back, and its counts never exceed the others', () => {
    fc.assert(
      fc.property(anyStanding, (any) => {
        const disclosed = disclosePeers(any);
        if (!disclosed.shown) return;
        const { value } = disclosed;
        expect(peerStatistics.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
        for (const count of 'most' in value.counts ? [] : Object.values(value.counts))
          expect(count).toBeLessThan(value.peers - 1);
        if (value.percentile)
          expect(value.percentile.from).toBeLessThanOrEqual(value.percentile.to);
      }),
    );
  });
});
