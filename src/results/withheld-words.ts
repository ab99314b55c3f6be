import type { WithheldReason } from '../disclosure/disclosed.ts';

/** Why something is not on the page, and what would change it; never how far it was from it. */
export const withheldWords: Readonly<Record<WithheldReason, string>> = {
  'too-few-people':
    'Not shown: too few people answered this to keep each of them hidden. More answers in the next cycle would change that.',
  'too-few-organisations':
    'Not shown: there are too few organisations to compare with. More of them in the next cycle would change that.',
  'not-scored':
    'Not scored: too few answers say more than “I do not know” or “not applicable”. More that do would change that.',
  'only-a-bound':
    'Not shown: answers are so near an end of the scale, or so much alike, that it could say what single people answered. Answers that differ more would change that.',
  'protects-another':
    'Not shown: another result that is not shown could be worked out from it. More answers in the next cycle would change that.',
};
