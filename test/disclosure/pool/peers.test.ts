import { describe, expect, test } from '@jest/globals';
import {
  type Pool,
  type PoolGroup,
  peersOf,
  preparePool,
  publicStatistics,
  shownIn,
} from '../../../src/disclosure/pool/pool.ts';
import { levelsOf, ownOf, poolOf, trusts } from './some-pools.ts';

const kind = (last: number): PoolGroup => ({ code: 'kind', members: trusts(1, last) });
const spread = [2, 2.5, 3, 3.5, 4];

function shownTo(
  pool: Pool,
  own: string,
  groups: readonly PoolGroup[],
  { publicCodes = [] as string[], knows = [own] } = {},
) {
  const prepared = preparePool(
    pool,
    groups.filter(({ code }) => code !== 'neighbours'),
    publicCodes,
  );
  const viewers = [...pool.values.keys()].map((id) => new Set([id]));
  const toAll = publicStatistics(prepared, viewers);
  const viewer = { own, ownValues: ownOf(pool, own), knows: new Set(knows), groups };
  const peers = peersOf(prepared, shownIn(toAll), viewer);
  const of = (results: typeof peers | typeof toAll, group: string, measure = 'A') => {
    const result = results.get(group)?.get(measure);
    if (!result || result === 'kept') throw new Error('not there');
    return result.shown ? result.value : result.why;
  };
  return {
    peers: (group: string, measure?: string) => of(peers, group, measure),
    toAll: (group: string, measure?: string) => of(toAll, group, measure),
  };
}

describe('an organisation beside its peers', () => {
  test('is shown what five others allow, and nothing of four', () => {
    // Others: 2.5, 3, 3.5, 4 and 2; itself 2.
    const six = shownTo(poolOf(levelsOf(trusts(1, 6), ...spread)), 'T01', [kind(6)]);
    expect(six.peers('kind')).toEqual({
      peers: 5,
      mean: { kind: 'exact', value: 3 },
      counts: { most: 'higher' },
    });
    const five = shownTo(poolOf(levelsOf(trusts(1, 5), ...spread)), 'T01', [kind(5)]);
    expect(five.peers('kind')).toBe('too-few-organisations');
  });

  test('at ten, quartiles and percentile; at twenty, the density', () => {
    const eleven = shownTo(poolOf(levelsOf(trusts(1, 11), ...spread)), 'T02', [kind(11)]);
    // Others: 2 three times, 2.5 once, 3, 3.5 and 4 twice each. Below 2.5: three; level: one.
    expect(eleven.peers('kind')).toEqual({
      peers: 10,
      mean: { kind: 'exact', value: 3 },
      counts: { lower: 3, similar: 1, higher: 6 },
      median: 3,
      quartiles: { lower: 2.1, upper: 3.5 },
      percentile: { value: 35, from: 30, to: 40 },
      quarter: 2,
    });
    const more = shownTo(poolOf(levelsOf(trusts(1, 21), ...spread)), 'T01', [kind(21)]);
    expect(more.peers('kind')).toHaveProperty('density', [
      ...['few', 'few', 'some', 'some', 'some', 'some', 'some', 'few'],
    ]);
  });

  test('is shown no group that leaves fewer than five of a wider one', () => {
    const pool = poolOf(levelsOf(trusts(1, 16), ...spread));
    const groups = [kind(16), { code: 'type', members: trusts(1, 12) }];
    // Without itself 15 and 11: four are left.
    expect(shownTo(pool, 'T01', groups).peers('type')).toBe('protects-another');
    const fewer = [kind(16), { code: 'type', members: trusts(1, 11) }];
    expect(shownTo(pool, 'T01', fewer).peers('type')).toMatchObject({ peers: 10 });
  });

  test('what everybody sees comes first', () => {
    const pool = poolOf(levelsOf(trusts(1, 30), ...spread));
    const region = { code: 'region', members: [...trusts(1, 8), ...trusts(28, 30)] };
    const other = { code: 'type:b', members: trusts(15, 30) };
    const groups = [kind(30), { code: 'type:a', members: trusts(1, 14) }, region];
    // Six of region are also in type a, and three of region are left of type b.
    const prepared = preparePool(pool, [...groups, other], ['kind', 'type:a', 'type:b']);
    const toAll = publicStatistics(prepared, []);
    expect(shownIn(toAll).get('type:b')).toContain('A');
    const viewer = { own: 'T01', ownValues: ownOf(pool, 'T01'), knows: new Set(['T01']), groups };
    expect(shownIn(peersOf(prepared, shownIn(toAll), viewer)).get('region')).toContain('A');
  });

  test('of a measure that it has no value of its own in, it is shown nothing', () => {
    const pool = poolOf({ ...levelsOf(trusts(1, 12), ...spread), T01: [3, null, 3] });
    const seen = shownTo(pool, 'T01', [kind(12)]);
    expect(seen.peers('kind', 'B')).toBe('not-scored');
    expect(seen.peers('kind', 'A')).toMatchObject({ peers: 11 });
  });

  test('nor at all where it has no value in the pool', () => {
    const pool = poolOf(levelsOf(trusts(1, 12), ...spread));
    const prepared = preparePool(pool, [kind(12)], []);
    const viewer = {
      own: null,
      ownValues: new Map(),
      knows: new Set<string>(),
      groups: [kind(12)],
    };
    expect(shownIn(peersOf(prepared, new Map(), viewer)).get('kind')).toEqual(new Set());
  });
});

describe('what parts of groups would say', () => {
  test('a group is withheld if what it leaves of a wider one is all near an end', () => {
    // T13 to T18 all have 1: whoever takes away the others knows each of them.
    const low = { ...levelsOf(trusts(1, 12), ...spread), ...levelsOf(trusts(13, 18), 1) };
    const groups = [kind(18), { code: 'type', members: trusts(1, 12) }];
    const seen = shownTo(poolOf(low), 'T02', groups);
    expect(seen.peers('kind')).toMatchObject({ peers: 17 });
    expect(seen.peers('type')).toBe('protects-another');
    const open = { ...low, ...levelsOf(trusts(13, 18), 1, 1, 2, 4) };
    expect(shownTo(poolOf(open), 'T02', groups).peers('type')).toMatchObject({ peers: 11 });
  });

  test('or is all clearly higher', () => {
    const high = { ...levelsOf(trusts(1, 12), ...spread), ...levelsOf(trusts(13, 18), 3.75) };
    const groups = [kind(18), { code: 'type', members: trusts(1, 12) }];
    expect(shownTo(poolOf(high), 'T03', groups).peers('type')).toBe('protects-another');
    // Of a wider group that is all clearly higher it is not said how many are.
    const lone = { ...high, T03: [1, 1, 1] };
    expect(shownTo(poolOf(lone), 'T03', groups).peers('type')).toMatchObject({ peers: 11 });
  });

  test('nor may others say of a group that all of it is higher, where only "most" is said', () => {
    // T09 to T18 are all clearly higher than T01, and all that the type leaves of the kind.
    const levels = {
      ...levelsOf(trusts(1, 8), 2, 2, 2.5, 3, 3.5),
      ...levelsOf(trusts(9, 18), 3.5, 4),
    };
    const region = { code: 'region', members: ['T01', ...trusts(9, 18)] };
    const groups = [kind(18), region, { code: 'type', members: trusts(1, 8) }];
    const seen = shownTo(poolOf(levels), 'T01', groups);
    expect(seen.peers('region')).toMatchObject({ counts: { most: 'higher' } });
    expect(seen.peers('type')).toBe('protects-another');
  });

  test('and who knows the one that is not so must not know that all the others are', () => {
    const levels = {
      ...levelsOf(trusts(1, 12), 4),
      ...{ T01: [2.5, 2.5, 2.5], T02: [2.5, 2.5, 2.5] },
    };
    const seen = (...knows: string[]) =>
      shownTo(poolOf(levels), 'T01', [kind(12)], { knows }).peers('kind');
    expect(seen('T01')).toMatchObject({ counts: { most: 'higher' } });
    expect(seen('T01', 'T02')).toBe('protects-another');
  });

  test('what is outside two groups that overlap counts as well', () => {
    // Outside both are T17 to T22, who all have 5.
    const levels = { ...levelsOf(trusts(1, 16), ...spread), ...levelsOf(trusts(17, 22), 5) };
    const groups = [
      kind(22),
      { code: 'type', members: trusts(1, 11) },
      { code: 'type-region', members: trusts(1, 6) },
      { code: 'region', members: [...trusts(1, 6), ...trusts(12, 16)] },
    ];
    const seen = shownTo(poolOf(levels), 'T02', groups);
    expect(seen.peers('type-region')).toMatchObject({ peers: 5 });
    expect(seen.peers('region')).toBe('protects-another');
  });

  test('an overall goes only with all dimensions, and if those with a gap are enough', () => {
    const gaps = (count: number) =>
      poolOf({
        ...levelsOf(trusts(1, 20), ...spread),
        ...Object.fromEntries(trusts(11, 10 + count).map((id, i) => [id, [3, 2 + (i % 3), null]])),
      });
    // The overall, less the dimensions, leaves those who lack C.
    expect(shownTo(gaps(4), 'T01', [kind(20)]).peers('kind', 'overall')).toBe('protects-another');
    expect(shownTo(gaps(4), 'T01', [kind(20)]).peers('kind', 'C')).toMatchObject({ peers: 15 });
    expect(shownTo(gaps(5), 'T01', [kind(20)]).peers('kind', 'overall')).toMatchObject({
      peers: 19,
    });
    expect(shownTo(gaps(0), 'T01', [kind(20)]).peers('kind', 'overall')).toMatchObject({
      peers: 19,
    });
  });

  test('nor if those with a gap are all near an end', () => {
    const pool = poolOf({
      ...levelsOf(trusts(1, 20), ...spread),
      ...Object.fromEntries(trusts(11, 16).map((id) => [id, [1, 1, null]])),
    });
    const seen = shownTo(pool, 'T01', [kind(20)]);
    expect(seen.peers('kind', 'A')).toMatchObject({ peers: 19 });
    expect(seen.peers('kind', 'overall')).toBe('protects-another');
  });
});

describe('what everybody sees', () => {
  const three = (count: number) => ({ code: 'type', members: trusts(1, count) });

  test('is of six at least, because a reader may know one', () => {
    const pool = poolOf(levelsOf(trusts(1, 30), ...spread));
    expect(
      shownTo(pool, 'T01', [kind(30), three(5)], { publicCodes: ['kind', 'type'] }).toAll('type'),
    ).toBe('too-few-organisations');
    const six = shownTo(pool, 'T01', [kind(30), three(6)], { publicCodes: ['kind', 'type'] });
    expect(six.toAll('type')).toEqual({ organisations: 6, mean: { kind: 'exact', value: 2.8 } });
    expect(six.toAll('kind')).toMatchObject({ organisations: 30, median: 3 });
  });

  test('leaves five to a board that is named some of them', () => {
    const pool = poolOf(levelsOf(trusts(1, 30), ...spread));
    const prepared = preparePool(pool, [kind(30), three(8)], ['kind', 'type']);
    const seen = (...named: string[]) =>
      shownIn(publicStatistics(prepared, [new Set(['QAA', ...named])]))
        .get('type')
        ?.has('A');
    expect(seen('T01', 'T02', 'T03', 'T30')).toBe(true);
    expect(seen('T01', 'T02', 'T03', 'T04')).toBe(false);
  });

  test('is withheld where whoever knows one of them would know the others', () => {
    // Six of whom five have 1: the mean is exact, and the sixth knows the rest.
    const levels = {
      ...levelsOf(trusts(1, 20), ...spread),
      ...levelsOf(trusts(1, 6), 1, 1, 1, 1, 1, 5),
    };
    const seen = shownTo(poolOf(levels), 'T10', [kind(20), three(6)], {
      publicCodes: ['kind', 'type'],
    });
    expect(seen.toAll('type')).toBe('protects-another');
  });
});

describe('it fails closed', () => {
  const good = poolOf(levelsOf(trusts(1, 12), ...spread));
  const nothing = (pool: Pool, groups: readonly PoolGroup[], publicCodes: readonly string[]) => {
    const prepared = preparePool(pool, groups, publicCodes);
    const toAll = publicStatistics(prepared, []);
    const viewer = {
      ...{ own: 'T01', ownValues: ownOf(good, 'T01'), knows: new Set(['T01']) },
      groups: [kind(12)],
    };
    const peers = peersOf(prepared, shownIn(toAll), viewer);
    return [...shownIn(toAll).values(), ...shownIn(peers).values()].every(({ size }) => size === 0);
  };

  test('and shows something where nothing is wrong', () => {
    expect(nothing(good, [kind(12)], ['kind'])).toBe(false);
  });

  test.each([Number.NaN, 0.9, 5.1, Number.POSITIVE_INFINITY])('of a value that is %p', (value) => {
    const values = new Map([...good.values, ['T12', new Map([['A', { value, se: null }]])]]);
    expect(nothing({ ...good, values }, [kind(12)], ['kind'])).toBe(true);
  });

  test('of a group twice, a public group that is not there, measures without the overall', () => {
    expect(nothing(good, [kind(12), kind(11)], ['kind'])).toBe(true);
    expect(nothing(good, [kind(12)], ['other'])).toBe(true);
    expect(nothing({ ...good, overall: 'other' }, [kind(12)], ['kind'])).toBe(true);
  });
});
