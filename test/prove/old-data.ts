export interface OldRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number>>;
  /** Whether a later migration means it to go. */
  readonly passing?: true;
}

const at = '2026-11-22T10:00:00.000Z';
const hill = { organisation_code: 'RAA' };
const long = 'What was agreed, and why. '.repeat(500);

/** What a service may have stored by the time each migration had been applied, by its name. */
export const oldRows: Readonly<Record<string, readonly OldRow[]>> = {
  '001-register': [
    {
      table: 'organisation',
      row: { code: 'RAA', name: 'Hill NHS Trust', kind: 'trust', source: 'test' },
    },
    {
      table: 'organisation',
      row: { code: 'QAA', name: 'NHS Vale ICB', kind: 'icb', source: 'test' },
    },
    {
      table: 'icb_membership',
      row: { ...hill, icb_code: 'QAA', from_date: '2022-07-01', basis: 'register' },
    },
  ],
  '002-people': [
    {
      table: 'person',
      row: { id: 'p1', name: 'Orla Quill', job_title: 'Chief nurse', created_at: at },
    },
    {
      table: 'session',
      row: { id_hash: 's1', person_id: 'p1', csrf_token: 'x', created_at: at, seen_at: at },
    },
  ],
  '003-assessment': [
    {
      table: 'cycle',
      row: { id: 'c1', name: 'Autumn', questionnaire_version: 1, opens_at: at, closes_at: at },
    },
    { table: 'assessment', row: { id: 'a1', cycle_id: 'c1', ...hill, opened_at: at } },
    {
      table: 'respondent',
      row: { id: 'r1', assessment_id: 'a1', person_id: 'p1', role: 'chief-executive' },
    },
    {
      table: 'answer',
      row: {
        respondent_id: 'r1',
        item: 'A1',
        answer: '3',
        note: long,
        version: 2,
        save_id: 'v1',
        saved_at: at,
      },
    },
    {
      table: 'survey_results',
      row: { assessment_id: 'a1', method_version: 1, made_at: at, content: long },
    },
  ],
  '004-benchmark': [
    {
      table: 'release',
      row: { id: 'old', cycle_id: 'c1', number: 1, method_version: 1, published_at: at },
      passing: true,
    },
    {
      table: 'release_comparison',
      row: { release_id: 'old', ...hill, content: long },
      passing: true,
    },
  ],
  '005-access': [
    {
      table: 'appointment',
      row: { id: 'ap1', person_id: 'p1', role: 'assessment-lead', ...hill, appointed_at: at },
    },
    {
      table: 'invitation',
      row: {
        id: 'i1',
        purpose: 'answer',
        scope: 'a1',
        email: 'orla@hill.example',
        created_at: at,
        expires_at: at,
      },
    },
    {
      table: 'message',
      row: {
        id: 'm1',
        kind: 'invitation',
        address: 'orla@hill.example',
        invitation_id: 'i1',
        created_at: at,
      },
    },
    { table: 'audit_chain', row: { chain: 'a1', length: 1, head: 'h1' } },
    {
      table: 'audit',
      row: {
        chain: 'a1',
        position: 1,
        at,
        actor_id: 'p1',
        act: 'open-survey',
        subject: '{}',
        hash: 'h1',
      },
    },
  ],
  '006-survey': [
    { table: 'survey_comment', row: { id: 'sc1', assessment_id: 'a1', item: 'A1', content: long } },
    { table: 'kept_form', row: { respondent_id: 'r1', path: '/a', content: long, kept_at: at } },
  ],
  '007-position': [
    {
      table: 'agreement',
      row: {
        assessment_id: 'a1',
        item: 'A1',
        version: 1,
        content: long,
        method: 'talked',
        agreed_at: at,
        agreed_by: 'p1',
      },
    },
    {
      table: 'sign_off',
      row: {
        id: 'so1',
        assessment_id: 'a1',
        signed_at: at,
        signed_by: 'p1',
        questionnaire_version: 1,
        method_version: 1,
        content: long,
      },
    },
    {
      table: 'action',
      row: {
        id: 'ac1',
        assessment_id: 'a1',
        title: 'Measure',
        owner: 'Nurse',
        due_on: '2027-01-31',
        status: 'not-started',
        version: 1,
        created_at: at,
        changed_at: at,
      },
    },
  ],
  '008-workshop': [
    {
      table: 'workshop',
      row: {
        id: 'w1',
        assessment_id: 'a1',
        number: 1,
        code: 'ACDEFH',
        pace: 'usual',
        minutes: 120,
        created_at: at,
        created_by: 'p1',
      },
    },
    { table: 'participant', row: { id: 'pt1', workshop_id: 'w1', label: 1, family: 'clinical' } },
    { table: 'round', row: { id: 'ro1', workshop_id: 'w1', item: 'A1', number: 1, opened_at: at } },
    { table: 'ballot', row: { round_id: 'ro1', participant_id: 'pt1', choice: '4' } },
  ],
  '009-benchmark': [
    { table: 'peer_catalogue', row: { cycle_id: 'c1', frozen_at: at, content: long } },
    {
      table: 'release',
      row: {
        id: 're1',
        cycle_id: 'c1',
        number: 1,
        questionnaire_version: 1,
        method_version: 1,
        prepared_at: at,
        parts: 1,
      },
    },
    { table: 'release_part', row: { release_id: 're1', part: 'national', content: long } },
  ],
};
