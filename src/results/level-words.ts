import type { Disclosed } from '../disclosure/disclosed.ts';
import type { LevelEstimate } from '../disclosure/survey.ts';
import { withheldWords } from './withheld-words.ts';

/** "3.4", or "above 4.2" where only that may be shown. */
export function levelWords({ kind, value }: Pick<LevelEstimate, 'kind' | 'value'>): string {
  return kind === 'exact' ? value.toFixed(1) : `${kind} ${value.toFixed(1)}`;
}

/** "3.4, give or take 0.2": with its standard error, where that is shown. */
export function estimateWords(estimate: LevelEstimate): string {
  const se = estimate.kind === 'exact' ? estimate.se : null;
  return se === null
    ? levelWords(estimate)
    : `${levelWords(estimate)}, give or take ${se.toFixed(1)}`;
}

/** The same, or why it is withheld. */
export function disclosedWords(estimate: Disclosed<LevelEstimate>): string {
  return estimate.shown ? estimateWords(estimate.value) : withheldWords[estimate.why];
}

/** "about 40%" of a share of 0 to 1 that was rounded to the nearest 10 %. */
export function shareWords(share: number): string {
  return `about ${Math.round(share * 100)}%`;
}

/** "A", "A and B", "A, B and C". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "1 question", "3 questions". */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
