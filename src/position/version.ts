import { statedLevels } from '../questionnaire/answer.ts';
import { findCapability, findRole } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import type { EvidenceGrade, StatementState } from '../scoring/agreed-statement.ts';
import { showDate } from '../shared/clock.ts';
import type { QuestionContent, RecordedStatement } from './agreement.ts';

/** What was recorded about one statement, in words. */
export interface StatementWords {
  readonly code: string;
  readonly level: number;
  readonly text: string;
  /** "Met", "Not met", "Not known", "Left open", or "Not applicable: " with the reason. */
  readonly state: string;
  /** "Dated document or link: board paper 12 (3 March 2026)"; empty where there is none. */
  readonly evidence: string;
}

/** Every statement of a question as it was recorded. */
export function statementWords(
  { statements }: Question,
  content: QuestionContent,
): readonly StatementWords[] {
  return statedLevels.flatMap((level) =>
    statements[level].map(({ code, text }) => {
      const recorded = content.statements[code];
      return {
        code,
        level,
        text,
        state: recorded ? stateWords(recorded) : 'Left open',
        evidence: recorded ? evidenceWords(recorded) : '',
      };
    }),
  );
}

/** Who owns a capability, as was agreed: the name of a role, "Shared between roles" or "Nobody". */
export function ownerWords(questionnaire: Questionnaire, owner: string): string {
  if (owner === 'nobody') return 'Nobody';
  if (owner === 'shared') return 'Shared between roles';
  return findRole(questionnaire, owner)?.name ?? owner;
}

/** The name of a capability. */
export function capabilityName(questionnaire: Questionnaire, code: string): string {
  return findCapability(questionnaire, code)?.name ?? code;
}

const states: Readonly<Record<StatementState, string>> = {
  met: 'Met',
  'not-met': 'Not met',
  'not-applicable': 'Not applicable',
  'dont-know': 'Not known',
};

const grades: Readonly<Record<EvidenceGrade, string>> = {
  0: '',
  1: 'Asserted',
  2: 'Dated document or link',
  3: 'Checked by somebody independent',
};

function stateWords({ state, reason }: RecordedStatement): string {
  return reason ? `${states[state]}: ${reason}` : states[state];
}

function evidenceWords({ grade, reference, dated }: RecordedStatement): string {
  if (grade === 0) return '';
  const what = reference ? `${grades[grade]}: ${reference}` : grades[grade];
  return dated ? `${what} (${showDate(`${dated}T12:00:00Z`)})` : what;
}
