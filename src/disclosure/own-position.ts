import { type Disclosed, shown, withheld } from './disclosed.ts';
import type { OwnEstimate } from './own-estimate.ts';

/**
 * What a release keeps for an organisation of its own agreed position. It agreed every level
 * itself, in the room, so nothing is rounded or guarded; without a score it says so.
 * @param score level 1 to 5 to six decimals; null where there is none.
 */
export function discloseOwnPosition(score: number | null): Disclosed<OwnEstimate> {
  return score === null
    ? withheld('not-scored')
    : shown({ kind: 'exact', estimate: score, se: null });
}
