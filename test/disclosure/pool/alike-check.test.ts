import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { releasable } from '../../../src/disclosure/differencing.ts';
import { releasableAlike } from '../../../src/disclosure/pool/alike-check.ts';

const someRows = fc
  .record({
    counts: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 12 }),
    rows: fc.array(
      fc.array(fc.constantFrom(0, 0, 1, 1, 1, 7, 8), { minLength: 12, maxLength: 12 }),
      { minLength: 2, maxLength: 8 },
    ),
  })
  .map(({ counts, rows }) => ({ counts, rows: rows.map((row) => row.slice(0, counts.length)) }));

test('looks at many who are alike as if at each of them', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      someRows,
      fc.nat(2),
      fc.integer({ min: 2, max: 6 }),
      fc.constantFrom(200_000, 3),
      ({ counts, rows }, seen, k, combinations) => {
        const sets = rows.map((row, at) => ({
          code: `${at - seen}`,
          weights: new Map(
            row.flatMap((entry, column) =>
              entry === 0
                ? []
                : Array.from({ length: counts[column] as number }, (_, i) => {
                    return [`${column} ${i}`, entry] as const;
                  }),
            ),
          ),
        }));
        const [earlier, tried] = [sets.slice(0, seen), sets.slice(seen)];
        const each = releasable(tried, { k, combinations, earlier });
        const alike = releasableAlike(
          counts,
          { seen: rows.slice(0, seen), tried: rows.slice(seen) },
          { k, combinations },
        );
        if (alike === null) return;
        refused += tried.length - each.size;
        expect([...alike].map(String)).toEqual([...each]);
      },
    ),
    { numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

test('says so where plain numbers could be too large', () => {
  const rows = [
    [9_999_991, 9_999_973, 1],
    [9_999_943, 3, 9_999_937],
  ];
  expect(
    releasableAlike([9, 9, 9], { seen: [], tried: rows }, { k: 5, combinations: 9 }),
  ).toBeNull();
});
