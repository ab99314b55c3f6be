import { questionsOf } from '../../questionnaire/lookup.ts';
import { counted } from '../../results/level-words.ts';
import { capabilitiesToSettle } from '../desk/owners.ts';
import type { Position } from '../position.ts';

/** What a position still lacks, in words, one thing each; nothing of it stands in the way. */
export function missingOf({
  survey: { questionnaire },
  agreements,
  scored,
  disclosed,
}: Position): readonly string[] {
  const questions = questionsOf(questionnaire);
  const open = questions.filter(({ code }) => !agreements.questions.has(code)).length;
  const toSettle = capabilitiesToSettle(questionnaire, disclosed);
  const unsettled = toSettle.filter((code) => !agreements.owners.has(code)).length;
  const unscored = scored.dimensions.filter(
    ({ evidenced }) => evidenced.status === 'insufficient',
  ).length;
  const limited = scored.dimensions.filter(({ gates }) => gates.some(({ binds }) => binds)).length;
  return [
    open > 0 ? `${open} of ${counted(questions.length, 'question')} not agreed` : '',
    unscored > 0
      ? `${unscored} of ${counted(scored.dimensions.length, 'dimension')} without a score`
      : '',
    limited > 0 ? `${counted(limited, 'dimension')} held down by a gate` : '',
    unsettled > 0
      ? `${unsettled} of ${counted(toSettle.length, 'capability', 'capabilities')} to be settled without an agreed owner`
      : '',
  ].filter(Boolean);
}
