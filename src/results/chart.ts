import type { DisclosedSurvey, LevelEstimate } from '../disclosure/survey.ts';
import { findDimension, levelName } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { disclosedWords, listed } from './level-words.ts';
import type { OwnAnswers } from './own-answers.ts';
import { withheldWords } from './withheld-words.ts';

/** One row of the table of dimensions, which is also what the chart is drawn from. */
export interface DimensionRow {
  readonly code: string;
  readonly name: string;
  /** What leaders say together, or why it is not shown. */
  readonly together: string;
  /** For the chart: what to mark; null where nothing is shown. */
  readonly mark: LevelEstimate | null;
  /** The score of who is looking, to two decimals; null without one. */
  readonly own: number | null;
}

export interface DimensionChart {
  /** The finding, in words. */
  readonly caption: string;
  readonly rows: readonly DimensionRow[];
  readonly overall: string;
  readonly secured: string;
}

/** @param own null for who did not answer. */
export function dimensionChart(
  { dimensions, overall, secured }: DisclosedSurvey,
  questionnaire: Questionnaire,
  own: OwnAnswers | null,
): DimensionChart {
  const rows = dimensions.map(({ code, estimate }) => {
    const score = own?.scores.get(code);
    return {
      code,
      name: nameOf(questionnaire, code),
      together: disclosedWords(estimate),
      mark: estimate.shown ? estimate.value : null,
      own: score === undefined ? null : Math.round(score * 100) / 100,
    };
  });
  return {
    caption: finding(rows),
    rows,
    overall: disclosedWords(overall),
    secured: securedWords(secured, questionnaire),
  };
}

function nameOf(questionnaire: Questionnaire, code: string): string {
  return findDimension(questionnaire, code)?.name ?? code;
}

function securedWords(secured: DisclosedSurvey['secured'], questionnaire: Questionnaire): string {
  if (!secured.shown) return withheldWords[secured.why];
  const { level, atMost, heldBy } = secured.value;
  const whole = level ?? atMost;
  if (whole === null) return withheldWords['not-scored'];
  const names = listed(heldBy.map((code) => nameOf(questionnaire, code)));
  return `${level === null ? 'At most ' : ''}${whole} ${levelName(questionnaire, whole)}, held there by ${names}.`;
}

/** Which dimensions stand highest and lowest, as far as it is shown. */
function finding(rows: readonly DimensionRow[]): string {
  const namesOf = (kind: LevelEstimate['kind'], value?: number) =>
    rows
      .filter(({ mark }) => mark?.kind === kind && (value === undefined || mark.value === value))
      .map(({ name }) => name);
  const [above, below] = [namesOf('above'), namesOf('below')];
  const exact = rows.flatMap(({ mark }) => (mark?.kind === 'exact' ? mark.value : []));
  const [highest, lowest] = [Math.max(...exact), Math.min(...exact)];
  if (exact.length > 0 && highest === lowest && above.length + below.length === 0)
    return `Leaders put every dimension that is shown at ${highest.toFixed(1)}.`;
  const parts: string[] = [];
  if (above.length > 0) parts.push(`${listed(above)} near the top of the scale`);
  else if (exact.length > 0)
    parts.push(`${listed(namesOf('exact', highest))} highest, at ${highest.toFixed(1)}`);
  if (below.length > 0) parts.push(`${listed(below)} near the bottom of the scale`);
  else if (exact.length > 0)
    parts.push(`${listed(namesOf('exact', lowest))} lowest, at ${lowest.toFixed(1)}`);
  return parts.length > 0 ? `Leaders put ${parts.join(', and ')}.` : 'No dimension can be shown.';
}
