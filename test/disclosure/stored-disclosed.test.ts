import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparison } from '../../src/benchmark/beside/comparison.ts';
import { shown, storedDisclosed, withheld } from '../../src/disclosure/disclosed.ts';
import { ownEstimate } from '../../src/disclosure/own-estimate.ts';

const stored = storedDisclosed(ownEstimate);
const value = { kind: 'exact', estimate: 3, se: null };

describe('what a release keeps is read back', () => {
  test.each([
    [{ shown: true, value }],
    [{ shown: true, value: { kind: 'below', limit: 1.8 } }],
    [{ shown: false, why: 'too-few-people' }],
    [{ shown: false, why: 'too-few-organisations' }],
    [{ shown: false, why: 'not-scored' }],
  ])('as it was: %p', (kept) => {
    expect(stored.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  test.each([
    ['a value beside a reason', { shown: false, why: 'too-few-people', value }],
    ['a value beside a reason of null', { shown: false, why: 'too-few-people', value: null }],
    ['a count beside a reason', { shown: false, why: 'too-few-people', n: 4 }],
    ['a reason that nobody knows', { shown: false, why: 'four-people' }],
    ['no reason', { shown: false }],
    ['a reason beside a value', { shown: true, value, why: 'not-scored' }],
    ['a value with more in it', { shown: true, value: { ...value, n: 4 } }],
    [
      'a bound with the value in it',
      { shown: true, value: { kind: 'below', limit: 1.8, estimate: 1 } },
    ],
    ['neither shown nor withheld', { value }],
    ['shown as text', { shown: 'true', value }],
    ['nothing', null],
  ])('but never with %s', (_what, kept) => {
    expect(stored.safeParse(kept).success).toBe(false);
  });

  test('nor a comparison with anything more in it', () => {
    const measure = { code: 'A', peers: withheld('not-scored') };
    const group = {
      ...{ code: 'type:acute', kind: 'type', name: 'acute trusts', nearIn: [], release: 1 },
      ...{ ownThen: null, measures: [measure] },
    };
    const own = [{ code: 'A', own: withheld('not-scored') }];
    const basis = { basis: 'survey', own, groups: [group] };
    const isRead = (one: object) => comparison.safeParse({ bases: [one] }).success;
    expect(isRead(basis)).toBe(true);
    expect(isRead({ ...basis, peers: ['RAA'] })).toBe(false);
    expect(isRead({ ...basis, basis: 'both' })).toBe(false);
    expect(isRead({ ...basis, groups: [{ ...group, members: ['RAA'] }] })).toBe(false);
    expect(isRead({ ...basis, groups: [{ ...group, measures: [{ ...measure, n: 4 }] }] })).toBe(
      false,
    );
  });
});

test('a disclosed value is exactly the value or exactly the reason', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (any) => {
      expect(Object.entries(shown(any))).toEqual([
        ['shown', true],
        ['value', any],
      ]);
    }),
  );
  expect(Object.entries(withheld('not-scored'))).toEqual([
    ['shown', false],
    ['why', 'not-scored'],
  ]);
});
