import type { Generated } from 'kysely';

/** The tables of the agreed position, the plan and workshops: see schema.ts. */

export interface AgreementTable {
  assessment_id: string;
  /** The code of a question, or of a capability of the ownership map. */
  item: string;
  /** 1 for the first; the highest is what holds. */
  version: number;
  content: string;
  method: 'unanimous' | 'majority' | 'chair' | 'desk';
  /** How many were in the room; null for a desk agreement. */
  present: number | null;
  /** How many of them disagreed; null for a desk agreement. */
  dissenting: number | null;
  reason: string | null;
  /** Null for a desk agreement. */
  workshop_id: string | null;
  agreed_at: string;
  /** Who recorded it; null where only the service did. */
  agreed_by: string | null;
}

export interface SignOffRequestTable {
  id: string;
  assessment_id: string;
  asked_at: string;
  asked_by: string;
  ended_at: string | null;
  ended_by: string | null;
  outcome: 'signed' | 'returned' | 'withdrawn' | null;
  /** Why it was returned. */
  reason: string | null;
}

export interface SignOffTable {
  id: string;
  assessment_id: string;
  signed_at: string;
  signed_by: string;
  questionnaire_version: number;
  method_version: number;
  /** The position as it was signed, with its scores. */
  content: string;
  /** Since when the integrated care board sees its scores; null while it does not. */
  shared_at: string | null;
  reopened_at: string | null;
  reopened_by: string | null;
  reopened_reason: string | null;
}

export interface ActionTable {
  id: string;
  assessment_id: string;
  title: string;
  owner: string;
  due_on: string;
  /** The question it came from; null where it came from none. */
  item: string | null;
  statement: string | null;
  status: 'not-started' | 'in-progress' | 'done' | 'stopped';
  version: number;
  workshop_id: string | null;
  created_at: string;
  created_by: string | null;
  changed_at: string;
}

export interface WorkshopTable {
  id: string;
  assessment_id: string;
  /** 1 for the first workshop of an assessment. */
  number: number;
  /** What people join with. */
  code: string;
  pace: 'brisk' | 'usual' | 'thorough';
  /** How long it may last. */
  minutes: number;
  created_at: string;
  created_by: string;
  /** When people could first join; null while it is being prepared. */
  opened_at: string | null;
  ended_at: string | null;
  /** Whether nobody else may join. */
  locked: Generated<0 | 1>;
  /** What is on the screen: the code of a question, "together", "ownership"; null for the start. */
  step: string | null;
  timer_ends_at: string | null;
  /** Rises with everything that the room sees. */
  room_revision: Generated<number>;
  /** Rises with every first vote of somebody, and whenever a device comes or goes. */
  votes_revision: Generated<number>;
}

export interface AgendaItemTable {
  workshop_id: string;
  /** The code of a question, or of a capability of the ownership map. */
  item: string;
  position: number;
  /** Whether it is confirmed together with others, without a vote of its own. */
  together: Generated<0 | 1>;
  /** Why it is on the agenda, as JSON. */
  reasons: string;
}

export interface ParticipantTable {
  id: string;
  workshop_id: string;
  /** Of the secret in the device's cookie; null once the workshop has ended. */
  device_hash: string | null;
  /** By which somebody can say which device is theirs. */
  label: number;
  family: string;
  left_at: string | null;
  removed_at: string | null;
}

export interface RoundTable {
  id: string;
  workshop_id: string;
  item: string;
  number: number;
  opened_at: string;
  revealed_at: string | null;
  /** How many chose what, as JSON; null before the reveal, and again once the workshop has ended. */
  tally: string | null;
}

export interface BallotTable {
  round_id: string;
  participant_id: string;
  /** A level, "dont-know" or "not-applicable"; null until they vote. */
  choice: string | null;
}
