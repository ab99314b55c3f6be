import { type OwnerRow, ownersOf } from '../../position/desk/owners.ts';
import type { FormError } from '../../shared/forms.ts';
import { agreeingAtFirst, type TypedAgreeing } from './agreeing.ts';
import { ownables } from './owners.ts';
import type { Stage } from './stage.ts';

/** A form about owners as it was sent, to be shown again. */
export interface SentOwners {
  /** By the code of the capability. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly typed: TypedAgreeing;
  readonly errors: readonly FormError[];
}

/** The capabilities whose owner a room settles, and what the survey shows beside each. */
export function ownershipValues(stage: Stage, sent?: SentOwners) {
  const { agenda, position, workshop, devices } = stage;
  const { questionnaire } = position.survey;
  const { open, others } = ownersOf(position);
  const shown = new Map<string, OwnerRow>([...open, ...others].map((row) => [row.code, row]));
  return {
    question: questionnaire.ownership.question,
    roles: questionnaire.roles,
    rows: ownables(agenda, position).flatMap(({ capability: { code } }) => {
      const row = shown.get(code);
      return row
        ? [{ ...row, chosen: sent ? (sent.chosen.get(code) ?? '') : (row.owner ?? '') }]
        : [];
    }),
    agreeing: sent?.typed ?? agreeingAtFirst(undefined, workshop.id, devices),
    errors: sent?.errors ?? [],
    isSent: sent !== undefined,
  };
}
