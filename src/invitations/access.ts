import type { Request } from 'express';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { found } from '../shared/problems.ts';
import { ledSurveyAsked } from '../survey/access.ts';
import type { Survey } from '../survey/survey.ts';
import { invitationOf, type LiveInvitation } from './act.ts';

/** The invitation that the address names, of a survey that the person asking leads. */
export async function ledInvitationAsked(
  database: Database,
  req: Request,
): Promise<{ readonly survey: Survey; readonly invitation: LiveInvitation }> {
  const survey = await ledSurveyAsked(database, req);
  const asked = found(id.safeParse(req.params.invitation).data);
  return { survey, invitation: await invitationOf(database, survey, asked) };
}
