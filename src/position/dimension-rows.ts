import { levelName } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { counted, listed } from '../results/level-words.ts';
import type { AgreedDimension, Confidence } from '../scoring/agreed-dimension.ts';
import type { AgreedPosition } from '../scoring/agreed-position.ts';
import type { DimensionScore } from '../scoring/dimension.ts';
import { method } from '../scoring/method.ts';

/** One dimension of the agreed position, in words. */
export interface DimensionRow {
  readonly code: string;
  readonly name: string;
  /** "3.2", or why there is no score. */
  readonly claimed: string;
  /** After the gates: "2.0 (3.4 before the gate)"; "–" where there is no score. */
  readonly score: string;
  /** "3.4"; "–" where there is no score, or where it cannot be more than the score. */
  readonly upper: string;
  /** Which gates hold it, with their reason; empty where none does. */
  readonly gates: readonly string[];
  /** "High: 80% of what counts is shown by a document"; "–" where nothing counts. */
  readonly confidence: string;
}

/** What stands above the dimensions. */
export interface Headline {
  /** "2 Installed, held there by Adoption as an operational discipline." */
  readonly secured: string;
  /** "2.4", or why there is none. */
  readonly overall: string;
  /** How many questions are agreed, in words. */
  readonly agreed: string;
  /** How many dimensions are scored, and which stand highest and lowest. */
  readonly finding: string;
}

const none = '–';

export function dimensionRows(
  { dimensions }: Pick<AgreedPosition, 'dimensions'>,
  questionnaire: Questionnaire,
): readonly DimensionRow[] {
  return dimensions.map((dimension) => ({
    code: dimension.code,
    name: nameOf(questionnaire, dimension.code),
    claimed: claimedWords(dimension.claimed),
    score: scoreWords(dimension),
    upper:
      dimension.upper === null || dimension.upper === dimension.score
        ? none
        : dimension.upper.toFixed(1),
    gates: dimension.gates
      .filter(({ binds }) => binds)
      .map((open) => gateWords(open, questionnaire)),
    confidence: dimension.confidence ? confidenceWords(dimension.confidence) : none,
  }));
}

export function headlineOf(
  { questions, dimensions, overall }: AgreedPosition,
  questionnaire: Questionnaire,
): Headline {
  const all = questionnaire.dimensions.reduce((sum, each) => sum + each.questions.length, 0);
  return {
    secured: securedWords(overall.secured, questionnaire),
    overall:
      overall.overall === null
        ? `Not yet: ${overall.scored} of ${counted(overall.applicable, 'dimension')} ${overall.scored === 1 ? 'is' : 'are'} scored, and it takes ${Math.round(method.overall.scoredShare * 100)}% of them`
        : overall.overall.toFixed(1),
    agreed: `${questions.size} of ${counted(all, 'question')} ${questions.size === 1 ? 'is' : 'are'} agreed`,
    finding: finding(dimensions, questionnaire),
  };
}

function claimedWords(score: DimensionScore): string {
  if (score.status === 'scored') return score.score.toFixed(1);
  if (score.status === 'not-applicable') return 'Not applicable';
  return `Not scored: ${score.answered} of ${counted(score.applicable, 'question')} agreed`;
}

function scoreWords({ score, evidenced }: AgreedDimension): string {
  if (score === null || evidenced.score === null) return none;
  return score < evidenced.score
    ? `${score.toFixed(1)} (${evidenced.score.toFixed(1)} before the gate)`
    : score.toFixed(1);
}

/** Which statement holds a dimension, and why that is a rule: for one gate that binds. */
export function gateWords(
  { gate, state }: AgreedDimension['gates'][number],
  questionnaire: Questionnaire,
): string {
  const statement = questionnaire.dimensions
    .flatMap(({ questions }) => questions)
    .flatMap(({ statements }) => Object.values(statements).flat())
    .find(({ code }) => code === gate.statement);
  const quoted = `“${(statement?.text ?? gate.statement).replace(/\.$/, '')}”`;
  return `Held at ${gate.cap}: ${quoted} is ${state === 'not-met' ? 'not met' : 'not known'}. ${gate.reason}`;
}

function confidenceWords({ level, share }: Confidence): string {
  const words = { high: 'High', medium: 'Medium', low: 'Low' }[level];
  return `${words}: ${Math.round(share * 100)}% of what counts is shown by a document`;
}

function securedWords(
  { level, atMost, heldBy }: AgreedPosition['overall']['secured'],
  questionnaire: Questionnaire,
): string {
  const whole = level ?? atMost;
  if (whole === null) return 'Not yet: no dimension is scored.';
  const names = listed(heldBy.map((code) => nameOf(questionnaire, code)));
  return `${level === null ? 'At most ' : ''}${whole} ${levelName(questionnaire, whole)}, held there by ${names}.`;
}

function finding(dimensions: readonly AgreedDimension[], questionnaire: Questionnaire): string {
  const scored = dimensions.flatMap(({ code, score }) => (score === null ? [] : [{ code, score }]));
  if (scored.length === 0) return 'No dimension is scored yet.';
  const counts = `${scored.length} of ${counted(dimensions.length, 'dimension')} ${scored.length === 1 ? 'is' : 'are'} scored`;
  const scores = scored.map(({ score }) => score);
  const [highest, lowest] = [Math.max(...scores), Math.min(...scores)];
  const at = (value: number) =>
    listed(
      scored.filter(({ score }) => score === value).map(({ code }) => nameOf(questionnaire, code)),
    );
  if (highest === lowest)
    return `${counts}, ${scored.length === 1 ? '' : 'all '}at ${lowest.toFixed(1)}.`;
  return `${counts}: ${at(highest)} highest, at ${highest.toFixed(1)}, and ${at(lowest)} lowest, at ${lowest.toFixed(1)}.`;
}

function nameOf(questionnaire: Questionnaire, code: string): string {
  return questionnaire.dimensions.find((dimension) => dimension.code === code)?.name ?? code;
}
