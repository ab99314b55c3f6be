import { statedLevels } from '../questionnaire/answer.ts';
import { levelName } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import { typedDate } from '../shared/dates.ts';
import type { FormError } from '../shared/forms.ts';
import type { QuestionAgreement } from './agreement.ts';
import type { LadderForm, TypedStatement } from './ladder-form.ts';

/** One statement of a ladder as views/position/ladder.ejs shows it; its fields begin with `code`. */
export interface LadderStatement extends TypedStatement {
  readonly code: string;
  readonly text: string;
  /** What its dimension cannot exceed without it, and why; empty where it is no gate. */
  readonly gate: string;
  /** Whether there is evidence to be seen, or to be put right. */
  readonly evidenceOpen: boolean;
  /** By the last part of the field's name: "state", "reason-note", "grade" and so on. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What views/position/ladder.ejs is given: the fields, without the form around them. */
export interface Ladder {
  readonly code: string;
  /** The question, to be named where several ladders are on a page. */
  readonly title: string;
  /** When a statement does not apply; null where every statement has to be answered. */
  readonly notApplicable: string | null;
  readonly basedOn: string;
  readonly levels: readonly {
    readonly level: number;
    readonly name: string;
    readonly statements: readonly LadderStatement[];
  }[];
}

/**
 * The ladder of a question, with what was typed where the form was refused or only worked out,
 * else with what is agreed.
 * @param agreement null where nothing is agreed yet.
 */
export function ladderOf(
  question: Question,
  questionnaire: Questionnaire,
  agreement: QuestionAgreement | null,
  sent?: Pick<LadderForm, 'typed' | 'errors' | 'basedOn'>,
): Ladder {
  return {
    code: question.code,
    title: question.title,
    notApplicable: question.notApplicable,
    basedOn: String(sent?.basedOn ?? agreement?.version ?? 0),
    levels: statedLevels.map((level) => ({
      level,
      name: levelName(questionnaire, level),
      statements: question.statements[level].map(({ code, text }) => {
        const fields = sent?.typed.get(code) ?? agreedFields(agreement, code);
        const errors = errorsOf(code, sent?.errors ?? []);
        return {
          code,
          text,
          gate: gateWords(questionnaire, code),
          ...fields,
          evidenceOpen: hasEvidence(fields) || hasErrors(errors),
          errors,
        };
      }),
    })),
  };
}

function agreedFields(agreement: QuestionAgreement | null, code: string): TypedStatement {
  const agreed = agreement?.content.statements[code];
  return {
    state: agreed?.state ?? '',
    reason: agreed?.reason ?? '',
    grade: String(agreed?.grade ?? 0),
    reference: agreed?.reference ?? '',
    dated: agreed?.dated ? typedDate(agreed.dated) : { day: '', month: '', year: '' },
  };
}

function hasEvidence({ grade, reference, dated }: TypedStatement): boolean {
  return (grade !== '' && grade !== '0') || [reference, ...Object.values(dated)].some(Boolean);
}

function hasErrors(errors: LadderStatement['errors']): boolean {
  return Object.keys(errors).some((field) => !['state', 'reason-note'].includes(field));
}

/** The first message of each field; the three fields of a date share one. */
function errorsOf(code: string, errors: readonly FormError[]): LadderStatement['errors'] {
  const ours = errors.flatMap(({ message, href }): [string, string][] => {
    const prefix = `#${code}-`;
    if (!href.startsWith(prefix)) return [];
    return [[href.slice(prefix.length).replace(/^dated-.*/, 'dated'), message]];
  });
  return Object.fromEntries(ours.reverse());
}

function gateWords({ gates, dimensions }: Questionnaire, statement: string): string {
  const gate = gates.find((each) => each.statement === statement);
  if (!gate) return '';
  const name = dimensions.find(({ code }) => code === gate.dimension)?.name ?? gate.dimension;
  return `Without this, ${name} cannot score above ${gate.cap}. ${gate.reason}`;
}
