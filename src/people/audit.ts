import { hash } from 'node:crypto';

/** Everything that leaves a line in the audit, and whose act it is, where a lead did not do it. */
export const acts = {
  'create-administrator': 'administrator',
  'open-cycle': 'administrator',
  'change-release-day': 'administrator',
  'prepare-release': 'administrator',
  'discard-release': 'administrator',
  'publish-release': 'administrator',
  appoint: 'administrator',
  'withdraw-appointment': 'administrator',
  'end-appointment': 'administrator',
  'accept-appointment': 'administrator',
  'disable-person': 'administrator',
  'enable-person': 'administrator',
  'forget-accounts': 'administrator',
  'add-identity': 'respondent',
  'open-survey': 'lead',
  'change-closing-date': 'lead',
  'name-facilitator': 'lead',
  'end-facilitator': 'lead',
  invite: 'lead',
  'resend-invitation': 'lead',
  'withdraw-invitation': 'lead',
  'correct-role': 'lead',
  'create-join-code': 'lead',
  'end-join-code': 'lead',
  remind: 'lead',
  'close-survey': 'lead',
  'share-results': 'lead',
  'stop-sharing-results': 'lead',
  agree: 'facilitator',
  'ask-sign-off': 'lead',
  'withdraw-sign-off-request': 'lead',
  'sign-off': 'signatory',
  'return-position': 'signatory',
  'reopen-position': 'signatory',
  'share-with-icb': 'signatory',
  'stop-sharing-with-icb': 'signatory',
  'add-action': 'facilitator',
  'change-action': 'lead',
  'prepare-workshop': 'facilitator',
  'open-workshop': 'facilitator',
  'remove-device': 'facilitator',
  'end-workshop': 'facilitator',
  'view-results': 'reader',
  'export-results': 'reader',
  'remove-cycle': 'administrator',
  'remove-chain': 'administrator',
  join: 'respondent',
  'accept-invitation': 'respondent',
  submit: 'respondent',
  'erase-respondent': 'respondent',
  'erase-person': 'respondent',
} as const satisfies Record<
  string,
  'administrator' | 'lead' | 'facilitator' | 'signatory' | 'reader' | 'respondent'
>;
export type Act = keyof typeof acts;

/** The chain of what concerns no single assessment. */
export const nationalChain = 'england';

/** The chain of who looked at what an organisation is shown of itself and of others. */
export function organisationChain(code: string): string {
  return `organisation:${code}`;
}

/** One line of a chain. */
export interface AuditLine {
  /** The id of an assessment, the chain of an organisation, or the national chain. */
  readonly chain: string;
  readonly at: string;
  /** Null where the service acted by itself. */
  readonly actorId: string | null;
  readonly act: Act;
  /** Ids and counts, never names, addresses or answers: erasing a person leaves the audit whole. */
  readonly subject: Readonly<Record<string, string | number>>;
  /** What was so before, and what is so now, where the act changed something: of the same kind. */
  readonly before?: Details;
  readonly after?: Details;
}

/** Ids, counts, dates and words of closed lists; null where there was nothing. */
export type Details = Readonly<Record<string, string | number | boolean | null>>;

export interface ChainedLine extends AuditLine {
  /** The request in which it was done; null where the service acted by itself. */
  readonly requestId: string | null;
  /** 1 for the first line of its chain. */
  readonly position: number;
  readonly hash: string;
}

/** What the first line of every chain follows. */
export const beginning = '';

/** The hash that holds a line to everything before it. */
export function hashOf(
  previous: string,
  position: number,
  line: AuditLine & Pick<ChainedLine, 'requestId'>,
): string {
  const { chain, at, actorId, act, subject, before, after, requestId } = line;
  // Lines of the first days said no more than that; their hashes hold.
  const more = before || after || requestId ? [before ?? null, after ?? null, requestId] : [];
  const content = JSON.stringify([previous, chain, position, at, actorId, act, subject, ...more]);
  return hash('sha256', content, 'base64url');
}

/** What the national chain says of a chain that was removed: where it ended. */
export function removalOf({
  chain,
  length,
  head,
}: {
  readonly chain: string;
  readonly length: number;
  readonly head: string;
}): AuditLine['subject'] {
  return { chain, length, head };
}
