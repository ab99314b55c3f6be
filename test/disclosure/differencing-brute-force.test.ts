import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { releasable } from '../../src/disclosure/differencing.ts';
import { definedReleasable } from './brute-force.ts';
import { familiesOfSets, rounded } from './families-of-sets.ts';

describe('what may be released is what the definition says, tried with every subset', () => {
  test.each([
    ['up to nine contributors, k to 5', 9, 5, 2000],
    ['up to twelve contributors, k to 3', 12, 3, 500],
  ])('%s', (_, most, highest, numRuns) => {
    fc.assert(
      fc.property(
        familiesOfSets(most),
        fc.integer({ min: 2, max: highest }),
        fc.record({ known: fc.nat(2), earlier: fc.nat(2), changed: fc.nat(3) }),
        ({ contributors, sets }, k, how) => {
          const known = new Set(contributors.slice(0, how.known));
          const earlier = sets.slice(0, how.earlier);
          const tried = sets.slice(how.earlier);
          // The last ones are the first unknown ones with another value.
          const again = contributors.slice(-1 - how.changed, -1);
          const changed = new Map(
            again.map((id, i) => [id, contributors[how.known + i] as string]),
          );
          const combinations = 200_000;
          const past = earlier.map(rounded);
          const released = releasable(tried.map(rounded), {
            ...{ k, combinations, known, changed, earlier: past },
          });
          expect([...released]).toEqual(definedReleasable(tried, { k, known, earlier, changed }));
        },
      ),
      { numRuns },
    );
  });

  test('where each of up to eight stands for up to six', () => {
    fc.assert(
      fc.property(
        familiesOfSets(8),
        fc.integer({ min: 2, max: 6 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 8, maxLength: 8 }),
        ({ contributors, sets }, k, numbers) => {
          const times = new Map(contributors.map((id, i) => [id, numbers[i] as number]));
          const copies = (id: string) =>
            Array.from({ length: times.get(id) as number }, (_, i) => `${id}-${i}`);
          const tried = sets.map(rounded).map(({ code, weights }) => ({
            code,
            weights: new Map(
              [...weights].flatMap(([id, weight]) =>
                copies(id).map((copy) => [copy, weight] as const),
              ),
            ),
          }));
          const rule = { k, known: new Set<string>(), earlier: [], changed: new Map(), times };
          const released = releasable(tried, { k, combinations: 200_000 });
          expect([...released]).toEqual(definedReleasable(sets, rule));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
