import { z } from 'zod';
import { type Method, method } from '../scoring/method.ts';
import { density, densityOf } from './density.ts';
import { type Disclosed, shown, withheld } from './disclosed.ts';
import { oneDecimal, roundedGuard } from './peer-statistics.ts';
import { guardedValue, guardValue } from './value-guard.ts';

/** What is shown of a whole group to everybody: only what its number of organisations allows. */
export const groupStatistics = z.strictObject({
  organisations: z.int(),
  mean: guardedValue,
  median: z.number().optional(),
  quartiles: z.strictObject({ lower: z.number(), upper: z.number() }).optional(),
  density: density.optional(),
});
export type GroupStatistics = z.output<typeof groupStatistics>;

/** A whole group in full, before any check. */
export interface GroupSummary {
  /** Number of organisations with a value. */
  readonly organisations: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly lowerQuartile: number | null;
  readonly upperQuartile: number | null;
  /** How many of them are in each band of the density, the lowest first. */
  readonly bands: readonly number[];
}

/**
 * What everybody may see of a group (method, sections 4 and 5): by its number of organisations
 * what the table of section 4 allows for others. One more is needed than of peers, because every
 * reader may know one of them.
 */
export function discloseGroup(
  { organisations, mean, median, lowerQuartile, upperQuartile, bands }: GroupSummary,
  rules: Pick<Method, 'disclosure' | 'peers' | 'scale'> = method,
): Disclosed<GroupStatistics> {
  const fewest = [rules.disclosure.k + 1, rules.peers.mean];
  if (!(fewest.every(Number.isInteger) && organisations >= Math.max(...fewest)) || mean === null)
    return withheld('too-few-organisations');
  const statistics: GroupStatistics = {
    organisations,
    mean: roundedGuard(guardValue(mean, 1 / organisations, rules.scale)),
  };
  if (organisations >= rules.peers.median && median !== null)
    statistics.median = oneDecimal(median);
  if (organisations >= rules.peers.quartiles && lowerQuartile !== null && upperQuartile !== null)
    statistics.quartiles = { lower: oneDecimal(lowerQuartile), upper: oneDecimal(upperQuartile) };
  const dense = densityOf(bands, rules);
  if (organisations >= rules.peers.density && dense) statistics.density = dense;
  return shown(statistics);
}
