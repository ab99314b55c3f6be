import type { Generated } from 'kysely';
import type {
  AppointmentTable,
  AuditChainTable,
  AuditTable,
  BackupTable,
  IdentityTable,
  InvitationLinkTable,
  InvitationTable,
  JoinCodeTable,
  MessageTable,
  PersonTable,
  RateLimitTable,
  SessionTable,
  SignInAttemptTable,
  SignInLinkTable,
} from './access-tables.ts';
import type {
  OrganisationContextTable,
  PeerCatalogueTable,
  ReleaseContributionTable,
  ReleasePartTable,
  ReleaseTable,
} from './benchmark-tables.ts';
import type {
  ActionTable,
  AgendaItemTable,
  AgreementTable,
  BallotTable,
  ParticipantTable,
  RoundTable,
  SignOffRequestTable,
  SignOffTable,
  WorkshopTable,
} from './workshop-tables.ts';

/**
 * The tables as Kysely sees them; mirrors migrations/. Instants are UTC ISO text, dates are
 * "2027-03-31", yes and no are 1 and 0, content is JSON text: the same in both databases.
 */
export interface Schema {
  organisation: OrganisationTable;
  icb_membership: IcbMembershipTable;
  succession: SuccessionTable;
  person: PersonTable;
  session: SessionTable;
  identity: IdentityTable;
  sign_in_attempt: SignInAttemptTable;
  rate_limit: RateLimitTable;
  cycle: CycleTable;
  assessment: AssessmentTable;
  respondent: RespondentTable;
  answer: AnswerTable;
  survey_results: SurveyResultsTable;
  release: ReleaseTable;
  release_contribution: ReleaseContributionTable;
  release_part: ReleasePartTable;
  organisation_context: OrganisationContextTable;
  peer_catalogue: PeerCatalogueTable;
  appointment: AppointmentTable;
  invitation: InvitationTable;
  invitation_link: InvitationLinkTable;
  sign_in_link: SignInLinkTable;
  join_code: JoinCodeTable;
  message: MessageTable;
  audit_chain: AuditChainTable;
  audit: AuditTable;
  backup: BackupTable;
  survey_release: SurveyReleaseTable;
  survey_comment: SurveyCommentTable;
  kept_form: KeptFormTable;
  agreement: AgreementTable;
  sign_off_request: SignOffRequestTable;
  sign_off: SignOffTable;
  action: ActionTable;
  workshop: WorkshopTable;
  agenda_item: AgendaItemTable;
  participant: ParticipantTable;
  round: RoundTable;
  ballot: BallotTable;
}

interface OrganisationTable {
  code: string;
  name: string;
  kind: 'trust' | 'icb';
  trust_type: string | null;
  region: string | null;
  opened_on: string | null;
  closed_on: string | null;
  source: string;
  fictional: 0 | 1;
}

interface IcbMembershipTable {
  organisation_code: string;
  icb_code: string;
  from_date: string;
  until_date: string | null;
  basis: string;
}

interface SuccessionTable {
  predecessor_code: string;
  successor_code: string;
  on_date: string;
  source: string;
}

interface CycleTable {
  id: string;
  name: string;
  questionnaire_version: number;
  opens_at: string;
  closes_at: string;
  /** The day on which it is published by itself; null where an administrator does that. */
  releases_on: Generated<string | null>;
}

interface AssessmentTable {
  id: string;
  cycle_id: string;
  organisation_code: string;
  opened_at: string;
  /** When the survey closes by itself; null where that is when its cycle does. */
  closes_at: string | null;
  closed_at: string | null;
  /** When those who had not finished were last reminded. */
  reminded_at: string | null;
  /** When the assessment lead shared the organisation's results with its respondents. */
  shared_at: string | null;
  /** Whether its position is agreed without a survey before it. */
  without_survey: Generated<0 | 1>;
}

interface RespondentTable {
  id: string;
  assessment_id: string;
  person_id: string | null;
  role: string | null;
  notice_read_at: string | null;
  saved_at: string | null;
  submitted_at: string | null;
  /** When the invitation was withdrawn from somebody who had not submitted. */
  withdrawn_at: string | null;
}

interface AnswerTable {
  respondent_id: string;
  /** The code of a question, or of a capability of the ownership map. */
  item: string;
  /** Null while there is only a note. */
  answer: string | null;
  note: string | null;
  /** Whether the facilitator may see the note, without a name. */
  note_shared: Generated<0 | 1>;
  version: number;
  save_id: string;
  saved_at: string;
}

interface SurveyResultsTable {
  assessment_id: string;
  method_version: number;
  made_at: string;
  content: string;
}

interface SurveyReleaseTable {
  assessment_id: string;
  method_version: number;
  made_at: string;
  content: string;
  /** How many took part, as the lead may see it. */
  participation: string;
}

interface SurveyCommentTable {
  id: string;
  assessment_id: string;
  item: string;
  content: string;
}

interface KeptFormTable {
  respondent_id: string;
  /** Where the form stands. */
  path: string;
  content: string;
  kept_at: string;
}
