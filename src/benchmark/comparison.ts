import { z } from 'zod';
import { storedDisclosed } from '../disclosure/disclosed.ts';
import { ownEstimate } from '../disclosure/own-estimate.ts';
import { peerStatistics } from '../disclosure/peer-statistics.ts';

/** The code of a dimension, or "overall". */
export const overallMeasure = 'overall';

/** One measure of an organisation beside its peers. */
const measure = z.strictObject({
  code: z.string(),
  own: storedDisclosed(ownEstimate),
  peers: storedDisclosed(peerStatistics),
});

/** What a release keeps for one organisation: everything it may be shown, and nothing else. */
export const comparison = z.strictObject({
  basis: z.literal('survey'),
  group: z.strictObject({
    name: z.string(),
    /** The closer group that was too small to show; null when there was none. */
    insteadOf: z.string().nullable(),
  }),
  measures: z.array(measure),
});

export type Measure = z.output<typeof measure>;
export type Comparison = z.output<typeof comparison>;
