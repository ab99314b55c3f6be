import { type Act, type AuditLine, acts } from '../people/audit.ts';
import { showDate } from '../shared/clock.ts';
import { showMoment } from '../shared/moment.ts';
import { closingInstant } from './closing-date.ts';

/** The acts that a lead sees; what respondents do never appears. */
type ShownAct = { [A in Act]: (typeof acts)[A] extends 'respondent' ? never : A }[Act];

export const shownActs = (Object.keys(acts) as Act[]).filter(isShown);

function isShown(act: Act): act is ShownAct {
  return acts[act] !== 'respondent';
}

/** A line of the audit, and who did it. */
export interface Happened extends Pick<AuditLine, 'at' | 'subject'> {
  readonly act: ShownAct;
  /** Null where the service acted by itself. */
  readonly actorId: string | null;
  /** The name of the actor if they lead, or led, the organisation's assessments; else null. */
  readonly lead: string | null;
}

/** A line of the history as the page shows it. */
export interface HistoryLine {
  readonly when: string;
  readonly what: string;
  readonly who: string;
}

export function historyLine({ at, act, subject, actorId, lead }: Happened): HistoryLine {
  return { when: showMoment(at), what: words[act](subject), who: whoDid(act, actorId, lead) };
}

function whoDid(act: ShownAct, actorId: string | null, lead: string | null): string {
  if (actorId === null) return 'The service';
  if (lead !== null) return lead;
  if (act === 'accept-appointment') return 'The facilitator';
  return {
    administrator: 'An administrator',
    lead: 'An administrator',
    facilitator: 'The facilitator',
    signatory: 'The signatory',
  }[acts[act]];
}

type Words = (subject: AuditLine['subject']) => string;

const words: Readonly<Record<ShownAct, Words>> = {
  'create-administrator': () => 'Made a national administrator',
  'open-cycle': () => 'Opened the cycle',
  'change-release-day': () => 'Changed the day of the release',
  'prepare-release': () => 'Prepared a release',
  'discard-release': () => 'Discarded a release that was not published',
  'publish-release': () => 'Published a release',
  appoint: () => 'Appointed somebody',
  'withdraw-appointment': () => 'Withdrew an appointment',
  'end-appointment': () => 'Ended an appointment',
  'accept-appointment': () => 'Agreed to facilitate the workshop',
  'open-survey': ({ without }) =>
    without ? 'Opened the assessment, without a survey' : 'Opened the survey',
  'change-closing-date': ({ closes }) =>
    closes ? `Moved the closing date to ${day(closes)}` : 'Moved the closing date',
  'name-facilitator': () => 'Named a facilitator',
  'end-facilitator': () => 'Ended the access of a facilitator',
  invite: ({ count }) => (count ? `Invited ${people(count)}` : 'Invited leaders'),
  'resend-invitation': () => 'Sent an invitation again',
  'withdraw-invitation': () => 'Withdrew an invitation',
  'correct-role': () => 'Corrected the role of an invitation',
  'create-join-code': () => 'Made a join code',
  'end-join-code': () => 'Ended a join code',
  remind: () => 'Reminded those who had not finished',
  'close-survey': () => 'Closed the survey',
  'share-results': () => 'Shared the results with respondents',
  'stop-sharing-results': () => 'Stopped sharing the results',
  agree: ({ item }) => `Agreed the position on ${item}`,
  'ask-sign-off': () => 'Asked for the position to be signed off',
  'withdraw-sign-off-request': () => 'Took back the request to sign off',
  'sign-off': () => 'Signed off the position',
  'return-position': () => 'Returned the position without signing it off',
  'reopen-position': () => 'Reopened the position',
  'share-with-icb': () => 'Shared the scores with the integrated care board',
  'stop-sharing-with-icb': () => 'Stopped sharing the scores with the integrated care board',
  'add-action': () => 'Added an action to the plan',
  'change-action': () => 'Changed an action of the plan',
  'prepare-workshop': () => 'Prepared a workshop',
  'open-workshop': () => 'Opened a workshop',
  'remove-device': () => 'Removed a device from a workshop',
  'end-workshop': () => 'Ended a workshop',
};

function day(date: string | number): string {
  return showDate(closingInstant(String(date)));
}

function people(count: string | number): string {
  return Number(count) === 1 ? '1 person' : `${count} people`;
}
