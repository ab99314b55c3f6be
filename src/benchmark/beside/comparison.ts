import { z } from 'zod';
import { storedDisclosed } from '../../disclosure/disclosed.ts';
import { ownEstimate } from '../../disclosure/own-estimate.ts';
import { peerStatistics } from '../../disclosure/peer-statistics.ts';
import { bases } from '../basis.ts';
import { groupCode, groupKinds } from '../catalogue/peer-group.ts';

const ownMeasure = z.strictObject({ code: z.string(), own: storedDisclosed(ownEstimate) });

/** An organisation beside one of its groups. */
const comparedGroup = z.strictObject({
  code: groupCode,
  kind: z.enum(groupKinds),
  name: z.string(),
  /** What nearest neighbours are near in; empty for every other kind. */
  nearIn: z.array(z.string()),
  /** The number of the release that these results are of: an earlier one where they were kept. */
  release: z.int().positive(),
  /** What the organisation's own values were then; null where they are those of this release. */
  ownThen: z.array(ownMeasure).nullable(),
  measures: z.array(z.strictObject({ code: z.string(), peers: storedDisclosed(peerStatistics) })),
});
export type ComparedGroup = z.output<typeof comparedGroup>;

const basisComparison = z.strictObject({
  basis: z.enum(bases),
  /** Dimensions in the order of the questionnaire, then the overall. */
  own: z.array(ownMeasure),
  /** In the order in which groups are tried; what is withheld says why, measure by measure. */
  groups: z.array(comparedGroup),
});
export type BasisComparison = z.output<typeof basisComparison>;

/**
 * The part of a release that one organisation reads: everything it may be shown of itself beside
 * its peers, and nothing else. A basis on which it has nothing is left out.
 */
export const comparison = z.strictObject({ bases: z.array(basisComparison) });
export type Comparison = z.output<typeof comparison>;
