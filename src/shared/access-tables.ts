import type { Generated } from 'kysely';

/** The tables about people, what they may do and what they are sent: see schema.ts. */

export interface PersonTable {
  id: string;
  name: string;
  job_title: string;
  /** In lower case; null for who has none, or was erased. */
  email: string | null;
  disabled_at: string | null;
  created_at: string;
}

export interface SessionTable {
  id_hash: string;
  person_id: string;
  csrf_token: string;
  created_at: string;
  seen_at: string;
  /** How they signed in: "link", "cast", or the code of an issuer; null for older ones. */
  way: string | null;
  /** In words: "Firefox on Windows". */
  browser: string | null;
  /** When they last showed who they are; null where they only came by a link. */
  confirmed_at: string | null;
}

export interface IdentityTable {
  issuer: string;
  /** What the issuer calls them: the only thing that they are known by. */
  subject: string;
  person_id: string;
  added_at: string;
}

export interface SignInAttemptTable {
  state_hash: string;
  /** Of the secret in the browser that began it. */
  browser_hash: string;
  issuer: string;
  nonce: string;
  code_verifier: string;
  return_to: string | null;
  /** Of a step-up: whose identity is confirmed. */
  person_id: string | null;
  expires_at: string;
}

export interface RateLimitTable {
  key: string;
  hits: number;
  resets_at: string;
}

export interface BackupTable {
  id: string;
  made_at: string;
  bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  digest: string;
}

export interface AppointmentTable {
  id: string;
  person_id: string;
  role: 'national-administrator' | 'assessment-lead' | 'signatory' | 'facilitator' | 'icb-analyst';
  /** Where the role is held for an organisation. */
  organisation_code: string | null;
  /** Where it is held for one assessment of it. */
  assessment_id: string | null;
  appointed_at: string;
  ended_at: string | null;
}

export interface InvitationTable {
  id: string;
  purpose: 'respondent' | AppointmentTable['role'];
  /** What it is for, so that one address is invited once for it: an id, a code, or "england". */
  scope: string;
  organisation_code: string | null;
  assessment_id: string | null;
  /** The address it is bound to, in lower case; null once its person was erased. */
  email: string | null;
  name: string | null;
  /** The role in which to answer, as the assessment lead has put it down. */
  role: string | null;
  /** The family of the first such role, by which participation is counted whatever comes later. */
  first_family: string | null;
  created_at: string;
  expires_at: string;
  accepted_at: string | null;
  withdrawn_at: string | null;
  person_id: string | null;
}

export interface InvitationLinkTable {
  token_hash: string;
  invitation_id: string;
  created_at: string;
  /** How often somebody gave another address than the invited one. */
  refusals: Generated<number>;
}

export interface SignInLinkTable {
  token_hash: string;
  person_id: string;
  return_to: string | null;
  created_at: string;
  expires_at: string;
}

export interface JoinCodeTable {
  id: string;
  assessment_id: string;
  code: string;
  /** How many addresses may join with it. */
  places: number;
  taken: Generated<number>;
  created_at: string;
  expires_at: string;
}

export interface MessageTable {
  id: string;
  kind: string;
  address: string;
  invitation_id: string | null;
  assessment_id: string | null;
  return_to: string | null;
  created_at: string;
  /** When it is to be tried next; null once it was sent, given up or no longer wanted. */
  due_at: string | null;
  attempts: Generated<number>;
  /** When an attempt last failed, to be made again; null before that. */
  put_off_at: string | null;
  sent_at: string | null;
  failed_at: string | null;
}

export interface AuditChainTable {
  chain: string;
  length: number;
  head: string;
  /** When its lines were removed, as a whole; null while they are there. */
  removed_at: string | null;
}

export interface AuditTable {
  chain: string;
  /** 1 for the first line of its chain. */
  position: number;
  at: string;
  /** Null where the service acted by itself. */
  actor_id: string | null;
  act: string;
  /** What it was done to: ids and counts as JSON, never names or addresses. */
  subject: string;
  /** What was so before and what is so now: ids, counts and words of closed lists, as JSON. */
  before: string | null;
  after: string | null;
  /** The request in which it was done; null where the service acted by itself. */
  request_id: string | null;
  /** Of this line and the hash before it. */
  hash: string;
}
