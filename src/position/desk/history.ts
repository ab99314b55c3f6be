import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { agreedQuestion } from '../../scoring/agreed-question.ts';
import { dateOf } from '../../shared/clock.ts';
import { showMoment } from '../../shared/moment.ts';
import { agreedWords, recordedBy } from '../agreed-words.ts';
import type { Agreement } from '../agreement.ts';
import { explain } from '../explain.ts';
import { type StatementWords, statementWords } from '../version.ts';

/** One version of what was agreed on a question, as the history shows it. */
export interface VersionRow {
  readonly version: number;
  readonly when: string;
  readonly who: string;
  readonly how: string;
  /** The level as it was on that day, in a sentence. */
  readonly sentence: string;
  readonly reason: string | null;
  readonly statements: readonly StatementWords[];
  /** Whether it was agreed outside a workshop. */
  readonly desk: boolean;
}

/** @param versions of one question, the newest first. */
export function versionRows(
  questionnaire: Questionnaire,
  versions: readonly Agreement[],
): readonly VersionRow[] {
  return versions.flatMap((agreement) => {
    const { item, content, version, agreedAt, agreedBy, reason } = agreement;
    const question = findQuestion(questionnaire, item);
    if (!question || 'owner' in content) return [];
    const on = dateOf(new Date(agreedAt));
    return [
      {
        version,
        when: showMoment(agreedAt),
        who: recordedBy(agreedBy),
        how: agreedWords(agreement.method, agreement.present, agreement.dissenting),
        sentence: explain(question, agreedQuestion(question, content.statements, on)),
        reason,
        statements: statementWords(question, content),
        desk: agreement.method === 'desk',
      },
    ];
  });
}
