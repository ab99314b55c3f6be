import { discloseOwnPosition } from '../../disclosure/own-position.ts';
import type { Kind } from '../../organisations/organisation.ts';
import type { SignedPosition } from '../../position/sign-off/signed-position.ts';
import { overallMeasure } from '../basis.ts';
import type { Contribution } from './contribution.ts';

/** What a position that is signed off brings into a release: its evidenced scores after gates. */
export function agreedContribution(
  kind: Kind,
  { eligible, dimensions, overall }: Pick<SignedPosition, 'eligible' | 'dimensions' | 'overall'>,
): Contribution {
  const scores = [
    ...dimensions.map(({ code, score }) => ({ code, value: score })),
    { code: overallMeasure, value: overall.overall },
  ];
  return {
    kind,
    eligible,
    measures: scores.map(({ code, value }) => ({
      code,
      value,
      se: null,
      own: discloseOwnPosition(value),
    })),
  };
}
