import { z } from 'zod';
import { icbView } from '../../position/sign-off/icb-view.ts';

/**
 * The part of a release that an integrated care board reads: the trusts that belonged to it and
 * shared their scores with it when the release was prepared, and exactly what they share.
 */
export const sharedPositions = z.strictObject({
  trusts: z.array(
    z.strictObject({
      /** Of which sign-off, so that nothing is shown that is no longer shared. */
      signOff: z.uuid(),
      trustType: z.string().nullable(),
      view: icbView,
    }),
  ),
});
export type SharedPositions = z.output<typeof sharedPositions>;
