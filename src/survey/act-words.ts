import { type Act, type AuditLine, acts, type Details } from '../people/audit.ts';
import type { ReadResults } from '../people/record-reading.ts';
import { showDate } from '../shared/clock.ts';
import { closingInstant } from './closing-date.ts';

/** The acts that a lead sees; what respondents do never appears. */
export type ShownAct = { [A in Act]: (typeof acts)[A] extends 'respondent' ? never : A }[Act];

export const shownActs = (Object.keys(acts) as Act[]).filter(isShown);

export function isShown(act: Act): act is ShownAct {
  return acts[act] !== 'respondent';
}

/** What was done, in words. */
export function actWords({
  act,
  subject,
  before,
  after,
}: Pick<AuditLine, 'subject' | 'before' | 'after'> & { readonly act: ShownAct }): string {
  return words[act](subject, after ?? before ?? {});
}

type Words = (subject: AuditLine['subject'], details: Details) => string;

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
  'accept-appointment': (_subject, { role = 'facilitator' }) =>
    role === 'facilitator' ? 'Agreed to facilitate the workshop' : 'Accepted an appointment',
  'disable-person': () => 'Kept somebody from signing in',
  'enable-person': () => 'Let somebody sign in again',
  'forget-accounts': () => 'Forgot the accounts that somebody signs in with',
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
  'view-results': ({ what }) => `Opened ${resultsWords(what)}`,
  'export-results': ({ what }) => `Downloaded or printed ${resultsWords(what)}`,
  'remove-cycle': () => 'Removed what was kept of a cycle',
  'remove-chain': () => 'Removed the audit of an assessment',
};

const readWords: Readonly<Record<ReadResults, string>> = {
  'survey-results': 'the survey results',
  position: 'the agreed position',
  'workshop-report': 'the report of a workshop',
  plan: 'the plan',
  benchmark: 'the comparison with peers',
  'trust-scores': 'the scores of the trusts of the board',
  audit: 'the audit',
};

function resultsWords(what: unknown): string {
  return readWords[what as ReadResults] ?? 'results';
}

function day(date: string | number): string {
  return showDate(closingInstant(String(date)));
}

function people(count: string | number): string {
  return Number(count) === 1 ? '1 person' : `${count} people`;
}
