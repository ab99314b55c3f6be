import { z } from 'zod';
import { storedDisclosed } from '../../disclosure/disclosed.ts';
import { ownEstimate } from '../../disclosure/own-estimate.ts';

/**
 * What one organisation brings into a release on one basis, as it was when the release was
 * prepared. For comparing only: nobody is shown it but by way of disclosure control.
 */
export const contribution = z.strictObject({
  kind: z.enum(['trust', 'icb']),
  /** Whether others are compared with it (method, section 3). */
  eligible: z.boolean(),
  /** Dimensions in the order of the questionnaire, then the overall. */
  measures: z.array(
    z.strictObject({
      code: z.string(),
      /** Level 1 to 5; null where there is no score. */
      value: z.number().nullable(),
      /** Standard error in levels; null where unknown, and on the agreed basis. */
      se: z.number().nullable(),
      /** What the organisation itself is shown of it. */
      own: storedDisclosed(ownEstimate),
    }),
  ),
});
export type Contribution = z.output<typeof contribution>;
