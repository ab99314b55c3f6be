import type { Composer } from '../mail/message.ts';
import { showDate } from '../shared/clock.ts';
import type { Invitation, Purpose } from './invitation.ts';
import {
  findInvitation,
  insertInvitationLink,
  renewInvitation,
  reopenErased,
} from './invitation-store.ts';
import { newSecret } from './session.ts';

/** What the mail of a purpose says: a subject, and why the person is written to. */
type Words = (organisation: string) => { readonly subject: string; readonly why: string };

const words: Record<Purpose, Words> = {
  respondent: (organisation) => ({
    subject: `Assess digital operations leadership at ${organisation}`,
    why: `You are invited to answer a questionnaire for ${organisation}: who owns the space between implementing technology and transforming performance? It takes 20 to 25 minutes, in one sitting or several.

What you answer is confidential. Your organisation sees results only for groups of six or more people. Answers count once you submit them: your assessment lead may close the survey before its closing date, and what is not submitted by then is not counted.`,
  }),
  'assessment-lead': (organisation) => ({
    subject: `You are asked to lead the assessment of ${organisation}`,
    why: `You are asked to be the assessment lead of ${organisation}: to invite its leaders, follow how many have answered, and bring them the results.`,
  }),
  signatory: (organisation) => ({
    subject: `You are asked to sign off the assessment of ${organisation}`,
    why: `You are asked to be the signatory of ${organisation}: to sign off the position its leaders agree on, and to decide what is shared.`,
  }),
  facilitator: (organisation) => ({
    subject: `You are asked to facilitate the workshop of ${organisation}`,
    why: `You are asked to facilitate the workshop of ${organisation}: to see what its leaders said together, without names, and to help them agree.`,
  }),
  'icb-analyst': (organisation) => ({
    subject: `You are asked to compare the trusts of ${organisation}`,
    why: `You are asked to be an analyst of ${organisation}: to see the agreed scores that its trusts share with the board, how many take part, and how the board itself compares with others.`,
  }),
  'national-administrator': () => ({
    subject: 'You are asked to administer Assess your digital operations leadership',
    why: 'You are asked to be a national administrator of the service: to open cycles, to publish releases and to appoint the people who lead assessments.',
  }),
};

/**
 * Writes an invitation, with a new link in it. Its time begins when it is sent, however long the
 * mail server could not be reached. Whoever used it is told where to sign in instead, unless they
 * have erased themselves from the survey since: then it opens again.
 */
export function invitationComposer(baseUrl: string): Composer {
  return async (database, message, now) => {
    const invitation =
      message.invitationId && (await findInvitation(database, message.invitationId));
    if (!invitation || invitation.withdrawnAt || invitation.email === null) return null;
    const { subject, why } = words[invitation.purpose](invitation.organisation?.name ?? 'England');
    if (invitation.acceptedAt && !(await reopenErased(database, invitation.id)))
      return { subject, text: alreadyIn(baseUrl, why) };
    const token = newSecret();
    const link = { invitationId: invitation.id, token, now: now.toISOString() };
    await insertInvitationLink(database, link);
    const expiresAt = await renewInvitation(database, invitation.id, now);
    return { subject, text: firstTime(baseUrl, why, token, { ...invitation, expiresAt }) };
  };
}

function firstTime(baseUrl: string, why: string, token: string, invitation: Invitation): string {
  return `${why}

To begin, open this address:

${baseUrl}/invitations/${token}

It is for ${invitation.email} alone, works once, and until ${showDate(invitation.expiresAt)}. After that you sign in with your address. If you are not the right person, please do not forward it: tell whoever invited you.
`;
}

/** For who is asked again and has used the invitation before: there is nothing to accept. */
function alreadyIn(baseUrl: string, why: string): string {
  return `${why}

You can sign in with your address at any time:

${baseUrl}/assessments
`;
}
