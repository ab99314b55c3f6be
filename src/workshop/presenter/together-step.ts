import { explain } from '../../position/explain.ts';
import { statedLevels } from '../../questionnaire/answer.ts';
import type { FormError } from '../../shared/forms.ts';
import { agreeingAtFirst, type TypedAgreeing } from './agreeing.ts';
import { levelWords } from './presenter.ts';
import type { Stage } from './stage.ts';
import { type Confirmable, confirmables } from './together.ts';

export interface SentConfirmation {
  readonly ticked: ReadonlySet<string>;
  readonly typed: TypedAgreeing;
  readonly errors: readonly FormError[];
}

/** The questions that a room confirms at once; all are ticked until somebody takes one off. */
export function togetherValues(stage: Stage, sent?: SentConfirmation) {
  const { agenda, position, workshop, devices } = stage;
  const rows = confirmables(agenda, position).map((confirmable) => rowOf(stage, confirmable, sent));
  return {
    rows,
    toConfirm: rows.filter(({ agreed, level }) => agreed === null && level !== null),
    agreeing: sent?.typed ?? agreeingAtFirst(undefined, workshop.id, devices),
    errors: sent?.errors ?? [],
    isSent: sent !== undefined,
  };
}

function rowOf(stage: Stage, { question, level, version }: Confirmable, sent?: SentConfirmation) {
  const scored = stage.position.scored.questions.get(question.code);
  return {
    code: question.code,
    title: question.title,
    text: question.text,
    level: level === null ? null : levelWords(stage, level),
    statements: statedLevels
      .filter((stated) => stated === level)
      .flatMap((stated) => question.statements[stated].map(({ text }) => text)),
    basedOn: version,
    ticked: sent ? sent.ticked.has(question.code) : true,
    agreed: scored ? explain(question, scored) : null,
  };
}
