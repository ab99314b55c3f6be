import { levels, type StatedLevel, statedLevels } from '../questionnaire/answer.ts';
import type { Question } from '../questionnaire/questionnaire.ts';
import type {
  AgreedStatement,
  AgreedStatements,
  EvidenceGrade,
  StatementState,
} from './agreed-statement.ts';
import { type Method, method } from './method.ts';

/** The agreed level of one question. Levels are 1 to 5; codes are in the question's order. */
export type AgreedQuestion =
  | {
      readonly status: 'agreed';
      /** By the cumulative rule; don't know and left open count as not met. */
      readonly claimed: number;
      /** Never above `claimed`: the same rule, where high levels need evidence as well. */
      readonly evidenced: number;
      /**
       * Never below `claimed`: what it could be once everything unknown turns out to be met and
       * is evidenced.
       */
      readonly upper: number;
      /** Statements that are don't know or left open between `claimed` and `upper`. */
      readonly unknowns: number;
      /** Progress into the next level with applicable statements; null where there is none. */
      readonly next: {
        readonly level: number;
        readonly met: number;
        readonly applicable: number;
      } | null;
      /** Codes of the statements of that level that are not met, don't know or left open. */
      readonly heldBy: readonly string[];
      /** Codes of what lacks evidence at the first claimed level that is not evidenced. */
      readonly lackEvidence: readonly string[];
    }
  | { readonly status: 'not-applicable' };

/** One statement that applies, with its grade as it stands on the day. */
export interface ApplicableStatement {
  readonly code: string;
  readonly level: StatedLevel;
  readonly state: Exclude<StatementState, 'not-applicable'>;
  readonly grade: EvidenceGrade;
}

/**
 * The level of a question from its statements (method, section 2: cumulative, as in NHS England's
 * DMA). A level none of whose statements applies is passed over and never awarded; a question none
 * of whose statements applies is not applicable.
 * @param on the day on which the evidence is looked at, such as "2027-03-31".
 */
export function agreedQuestion(
  question: Question,
  statements: AgreedStatements,
  on: string,
  rule: Method['evidence'] = method.evidence,
): AgreedQuestion {
  const applicable = applicableStatements(question, statements, on, rule);
  if (applicable.length === 0) return { status: 'not-applicable' };
  const isShown = ({ level, grade }: ApplicableStatement) =>
    level < rule.neededFromLevel || grade >= rule.neededGrade;

  const claimed = highestLevel(applicable, ({ state }) => state === 'met');
  const upper = highestLevel(applicable, ({ state }) => state !== 'not-met');
  const above = applicable.filter(({ level }) => level > claimed);
  const next = above.filter(({ level }) => level === above[0]?.level);
  const unshown = applicable.filter((one) => one.level <= claimed && !isShown(one));
  return {
    status: 'agreed',
    claimed,
    evidenced: highestLevel(applicable, (one) => one.state === 'met' && isShown(one)),
    upper,
    unknowns: above.filter(({ level, state }) => level <= upper && state === 'dont-know').length,
    next: next[0]
      ? {
          level: next[0].level,
          met: next.filter(({ state }) => state === 'met').length,
          applicable: next.length,
        }
      : null,
    heldBy: next.filter(({ state }) => state !== 'met').map(({ code }) => code),
    lackEvidence: unshown
      .filter(({ level }) => level === unshown[0]?.level)
      .map(({ code }) => code),
  };
}

/**
 * The statements of a question that apply, from level 2 up. One that was left open is don't know,
 * and so is one that is "not applicable" in a question that everybody has to answer.
 */
export function applicableStatements(
  question: Question,
  statements: AgreedStatements,
  on: string,
  rule: Method['evidence'] = method.evidence,
): readonly ApplicableStatement[] {
  return statedLevels.flatMap((level) =>
    question.statements[level].flatMap(({ code }): ApplicableStatement[] => {
      const given = statements[code];
      const state = given?.state ?? 'dont-know';
      const grade = given ? effectiveGrade(given, on, rule) : 0;
      if (state !== 'not-applicable') return [{ code, level, state, grade }];
      return question.notApplicable === null ? [{ code, level, state: 'dont-know', grade }] : [];
    }),
  );
}

/**
 * The grade as it stands on a day. E2 and E3 need a document: where its date is missing, later
 * than the day, or more than 18 months before it, they count as E1. A document of 30 September is
 * good for the last time on 30 March, one of 31 August on the last day of February.
 */
export function effectiveGrade(
  { grade, dated }: AgreedStatement,
  on: string,
  rule: Method['evidence'] = method.evidence,
): EvidenceGrade {
  if (grade < 2) return grade;
  const isFresh = dated !== null && dated <= on && dated >= monthsBefore(on, rule.freshMonths);
  return isFresh ? grade : 1;
}

/** The highest level up to which everything holds; the lowest there is where the first fails. */
function highestLevel(
  ascending: readonly ApplicableStatement[],
  holds: (statement: ApplicableStatement) => boolean,
): number {
  const failing = ascending.find((statement) => !holds(statement));
  const reached = failing ? ascending.filter(({ level }) => level < failing.level) : ascending;
  return reached.at(-1)?.level ?? levels[0];
}

/** Only for comparing days as text: 18 months before 31 March is "09-31", after any 30 September. */
function monthsBefore(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count;
  const year = String(Math.floor(months / 12)).padStart(4, '0');
  return `${year}-${String((months % 12) + 1).padStart(2, '0')}-${day.slice(8, 10)}`;
}
