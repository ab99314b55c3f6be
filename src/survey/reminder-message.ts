import type { Composer } from '../mail/message.ts';
import { insertInvitationLink, renewInvitation } from '../people/invitation-store.ts';
import { newSecret } from '../people/session.ts';
import type { Database } from '../shared/database.ts';
import { showMoment } from '../shared/moment.ts';
import { findSurvey } from './store.ts';
import { isRunning, type Survey } from './survey.ts';
import { findUnfinished, type Unfinished } from './unfinished-store.ts';

/**
 * Writes to somebody who has not finished when the survey closes. Null where they have finished in
 * the meantime, were withdrawn, or the survey is over.
 */
export function reminderComposer(baseUrl: string): Composer {
  return async (database, { address, assessmentId }, now) => {
    const survey = assessmentId && (await findSurvey(database, assessmentId));
    if (!survey || !isRunning(survey, now)) return null;
    const person = await findUnfinished(database, survey.assessmentId, address);
    if (!person) return null;
    const { organisation, closesAt } = survey;
    return {
      subject: `The survey of ${organisation.name} closes on ${showMoment(closesAt)}`,
      text: `You are invited to answer the questionnaire for ${organisation.name}, and you have not submitted your answers yet.

The survey closes on ${showMoment(closesAt)}. Answers that are not submitted by then are not counted.

${await wayIn(database, baseUrl, survey, person, now)}

This message was sent by the service to everybody who has not finished. Nobody in your organisation is told who they are.
`,
    };
  };
}

/** Where to go on; who has not accepted their invitation gets a new link that accepts it. */
async function wayIn(
  database: Database,
  baseUrl: string,
  { assessmentId }: Survey,
  { address, invitationId, accepted }: Unfinished,
  now: Date,
): Promise<string> {
  if (accepted || !invitationId)
    return `To go on, open this address and sign in with ${address}:

${baseUrl}/assessments/${assessmentId}`;
  const token = newSecret();
  await renewInvitation(database, invitationId, now);
  await insertInvitationLink(database, { invitationId, token, now: now.toISOString() });
  return `To begin, open this address. It is for ${address} alone:

${baseUrl}/invitations/${token}`;
}
