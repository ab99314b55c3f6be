import { levelName } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { listed } from '../../results/level-words.ts';
import { showDate } from '../../shared/clock.ts';
import { capabilityName } from '../version.ts';
import type { IcbView } from './icb-view.ts';
import { versionWords } from './sign-off.ts';

/** What views/position/icb.ejs is given: whom a position would be shared with, and what of it. */
export interface IcbWords {
  /** "NHS Vale Integrated Care Board", "A and B"; empty where there is no board. */
  readonly boards: string;
  /** All that they see, one line each. */
  readonly lines: readonly (readonly [what: string, words: string])[];
}

/** The view of a board in words: every field of it, and nothing else. */
export function icbWords(
  view: IcbView,
  questionnaire: Questionnaire,
  boards: readonly string[],
): IcbWords {
  const { organisation, cycle, dimensions, secured, unowned, signedAt } = view;
  return {
    boards: boards.length > 0 ? listed(boards) : '',
    lines: [
      ['Organisation', `${organisation.name} (${organisation.code})`],
      ['Cycle', cycle],
      ...dimensions.map(({ name, score, why }) => [name, scoreWords(score, why)] as const),
      ['Secured level', securedWords(secured, questionnaire)],
      ['Capabilities that nobody owns', unownedWords(unowned, questionnaire)],
      ['Signed off on', showDate(signedAt)],
      ['Made with', versionWords(view)],
    ],
  };
}

/** A score as a board reads it: "2.7", or why there is none. */
export function scoreWords(
  score: number | null,
  why: IcbView['dimensions'][number]['why'],
): string {
  if (score !== null) return score.toFixed(1);
  return why === 'not-applicable' ? 'Not applicable' : 'Not scored: too little of it is agreed';
}

function unownedWords(unowned: IcbView['unowned'], questionnaire: Questionnaire): string {
  return unowned.map((code) => capabilityName(questionnaire, code)).join('; ') || 'None';
}

/** The secured level as a board reads it: "2 Installed", "At most 3 Adopted", "None yet". */
export function securedWords(
  { level, atMost }: IcbView['secured'],
  questionnaire: Questionnaire,
): string {
  if (level !== null) return `${level} ${levelName(questionnaire, level)}`;
  return atMost === null ? 'None yet' : `At most ${atMost} ${levelName(questionnaire, atMost)}`;
}
