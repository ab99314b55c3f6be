import { expect, test } from '@jest/globals';
import { comparison } from '../../../src/benchmark/beside/comparison.ts';
import { contribution } from '../../../src/benchmark/release/contribution.ts';
import { releaseSummary } from '../../../src/benchmark/release/summary.ts';
import { Tally } from '../../../src/benchmark/release/tally.ts';
import type { WithheldReason } from '../../../src/disclosure/disclosed.ts';
import { exactly, group, measures, onBasis, seven, withheld } from '../beside/comparing.ts';

/** The summary of a release in which one organisation is not shown its peers in one measure. */
function summaryOf(why: WithheldReason) {
  const value = { value: 3, se: 0.2 };
  const content = contribution.parse({
    ...{ kind: 'trust', eligible: true },
    measures: measures.map((code) => ({ code, ...value, own: exactly(value) })),
  });
  const tally = new Tally(1);
  const groups = [group('kind:trust', seven(1, 2), { overall: withheld(why) })];
  tally.add(
    { organisation: 'RAA', basis: 'survey', content },
    comparison.parse({ bases: [onBasis('survey', groups)] }),
  );
  return releaseSummary.parse(tally.summary([]));
}

test('a summary says why peers are withheld', () => {
  expect(summaryOf('protects-another').groups[0]).toMatchObject({
    ...{ organisations: 1, some: 1, withheld: { 'protects-another': 1 } },
  });
});

test('but not which reason it is that lies with the organisation itself', () => {
  // Whoever prepares releases again and again would learn it of the one that came since.
  const own = summaryOf('only-a-bound');
  expect(own.groups[0]?.withheld).toEqual({ own: 1 });
  for (const why of ['too-few-people', 'not-scored'] as const) expect(summaryOf(why)).toEqual(own);
});
