import type { Request, Response } from 'express';
import { showPage } from '../shared/page.ts';
import type { Survey } from '../survey/survey.ts';
import type { AgreementConflict, NewAgreement } from './agreement.ts';
import { conflictParts, fieldsAgain } from './conflict.ts';

/** What the conflict page has to know of the form that came too late. */
export interface LateForm {
  readonly survey: Survey;
  /** Everything that was sent. */
  readonly mine: readonly NewAgreement[];
  /** Where to send it again. */
  readonly action: string;
  /** Where to go in order to keep what is stored. */
  readonly otherwise: string;
  /** The name of the field that says on which version an item is based. */
  readonly basedOn: (item: string) => string;
  /** The day, such as "2027-03-31". */
  readonly on: string;
}

/**
 * The page that shows both sides of what somebody else agreed in the meantime, and asks which to
 * keep.
 * @throws the conflict itself where there is nothing to show beside what was sent.
 */
export function showConflict(
  req: Request,
  res: Response,
  { survey, mine, action, otherwise, basedOn, on }: LateForm,
  conflict: AgreementConflict,
): void {
  const parts = conflictParts(survey.questionnaire, mine, conflict.stored, on);
  if (parts.length === 0) throw conflict;
  showPage(
    req,
    res,
    'position/conflict',
    {
      title: 'This was changed in the meantime',
      survey,
      parts,
      action,
      otherwise,
      fields: fieldsAgain(req.body, conflict.stored, basedOn),
    },
    409,
  );
}
