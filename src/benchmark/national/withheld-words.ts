import type { WithheldReason } from '../../disclosure/disclosed.ts';

const tooFew = 'too few of these organisations have results to keep each of them hidden';

/** Why a group is not shown, and what would change it; never how far it was from it. */
export const withheldWords: Readonly<Record<WithheldReason, string>> = {
  'too-few-people': `Not shown: ${tooFew}. More of them in the next cycle would change that.`,
  'too-few-organisations': `Not shown: ${tooFew}. More of them in the next cycle would change that.`,
  'not-scored':
    'Not shown: too few of these organisations have a score here. More that do would change that.',
  'only-a-bound':
    'Not shown: values are so near an end of the scale, or so much alike, that they could give single organisations away. Values that differ more would change that.',
  'protects-another':
    'Not shown: together with other results it could give single organisations away. More organisations in the next cycle would change that.',
};
