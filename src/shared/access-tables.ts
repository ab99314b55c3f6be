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
  /** Of this line and the hash before it. */
  hash: string;
}
