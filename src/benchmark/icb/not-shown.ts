import { counted } from '../../results/level-words.ts';
import { method } from '../../scoring/method.ts';

/** What a board is not shown, and why, in sentences. */
export function notShownWords({
  others,
  later,
  trusts,
  unscored,
  spread,
}: {
  /** How many of its trusts are not shown by name. */
  readonly others: number;
  /** How many of those share what they signed off after the release was prepared. */
  readonly later: number;
  /** How many are shown by name. */
  readonly trusts: number;
  readonly unscored: boolean;
  readonly spread: boolean;
}): readonly string[] {
  return [
    ...(others > 0
      ? [
          `Anything of the other ${counted(others, 'trust')}. A trust is named only where its signatory shares its agreed scores with the board, for this cycle, and it disappears when they stop or reopen the position. What is private stays private, and nothing here says why.`,
        ]
      : []),
    ...(later > 0
      ? [
          `${counted(later, 'trust shares', 'trusts share')} what was signed off or shared after this release was prepared. The next release will show it.`,
        ]
      : []),
    ...(spread || trusts === 0
      ? []
      : [
          `How trusts are spread over the levels: that needs at least ${method.peers.mean} that share, and there ${trusts === 1 ? 'is' : 'are'} ${trusts}.`,
        ]),
    ...(unscored
      ? ['A score where too little of a dimension is agreed. Missing is never counted as low.']
      : []),
    'A score of the system, a mean or a rank. Trusts of different types do different work, and their average would describe none of them.',
    'What leaders answered in surveys, who owns a capability, evidence, plans and reasons. They belong to the trusts.',
  ];
}
