import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { listed } from '../../results/level-words.ts';
import { type QuestionValue, scoreQuestions } from '../../scoring/dimension.ts';
import { method } from '../../scoring/method.ts';
import { type Basis, overallMeasure } from '../basis.ts';
import { type Change, changeBetween, intervalOf, type Point } from './change.ts';
import { commonQuestions } from './common-questions.ts';
import type { BasisComparison } from './comparison.ts';
import { measureName, ownCell } from './peer-table.ts';
import { type Cell, level, type Table, words } from './table.ts';

/** What an organisation was shown of itself in one released cycle, on one basis. */
export interface OwnInCycle {
  readonly cycle: string;
  readonly questionnaire: Questionnaire;
  readonly own: BasisComparison['own'];
  /** The evidenced level of each agreed question by its code; null on the survey basis. */
  readonly levels: ReadonlyMap<string, QuestionValue> | null;
}

/** What the chart marks: a point in levels, with the ends of its interval where there is one. */
export interface Mark {
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** An organisation's own values from cycle to cycle; the one that is looked at comes last. */
export interface Series {
  readonly cycles: readonly string[];
  /** What has changed, in words. */
  readonly finding: string;
  readonly table: Table;
  /** A row for each of the table, and in it a mark or none for each cycle. */
  readonly marks: readonly (readonly (Mark | null)[])[];
}

interface Row {
  readonly name: string;
  readonly isOverall: boolean;
  readonly cells: readonly { readonly cell: Cell; readonly point: Point | null }[];
  readonly change: Change | null;
}

/**
 * The own values of a measure over several cycles, on the questions that all of them ask in the
 * same words (method, section 4). Where a dimension has others as well, an agreed score is worked
 * out from the common questions, before the gates, and a survey estimate is left out.
 * @param cycles the oldest first; at least one.
 */
export function seriesOf(cycles: readonly OwnInCycle[], basis: Basis): Series {
  const latest = cycles.at(-1) as OwnInCycle;
  const rows = latest.own.map(({ code }): Row => {
    const cells = cycles.map((cycle) => valueIn(cycle, code, cycles, basis));
    const [before, now] = [cells.at(-2)?.point, cells.at(-1)?.point];
    const { dimension, overall } = method.comparison;
    const least = code === overallMeasure ? overall : dimension;
    return {
      name: measureName(code, latest.questionnaire),
      isOverall: code === overallMeasure,
      cells,
      change: before && now ? changeBetween(before, now, basis, least) : null,
    };
  });
  const names = cycles.map(({ cycle }) => cycle);
  return {
    cycles: names,
    finding: findingOf(rows, names.at(-2), basis),
    table: tableOf(rows, names),
    marks: rows.map(({ cells }) =>
      cells.map(({ cell: { number }, point }) =>
        point && number !== undefined ? { value: number, interval: intervalOf(point) } : null,
      ),
    ),
  };
}

function valueIn(
  cycle: OwnInCycle,
  code: string,
  cycles: readonly OwnInCycle[],
  basis: Basis,
): Row['cells'][number] {
  const latest = cycles.at(-1) as OwnInCycle;
  const same = (other: OwnInCycle) => asksTheSame(other, latest, code);
  if (basis === 'survey' || code === overallMeasure ? same(cycle) : cycles.every(same))
    return storedIn(cycle, code);
  const score = cycle.levels && code !== overallMeasure ? commonScore(cycle, code, cycles) : null;
  if (score === null) return { cell: words('Not compared: other questions'), point: null };
  return { cell: level(score), point: { value: score, se: null } };
}

function storedIn({ own }: OwnInCycle, code: string): Row['cells'][number] {
  const value = own.find((measure) => measure.code === code)?.own;
  const cell = ownCell(value);
  if (!value?.shown || value.value.kind !== 'exact') return { cell, point: null };
  const { estimate, se } = value.value;
  return { cell, point: { value: estimate, se } };
}

/** Whether a cycle asks the questions of a dimension, or for the overall of all of them, alike. */
function asksTheSame(one: OwnInCycle, other: OwnInCycle, code: string): boolean {
  if (one.questionnaire === other.questionnaire) return true;
  const { dimensions } = other.questionnaire;
  const concerned = dimensions.filter((each) => code === overallMeasure || each.code === code);
  return (
    (code !== overallMeasure || dimensions.length === one.questionnaire.dimensions.length) &&
    concerned.every((dimension) => commonQuestions(dimension, one.questionnaire).all)
  );
}

function commonScore(
  { levels }: OwnInCycle,
  code: string,
  cycles: readonly OwnInCycle[],
): number | null {
  const latest = cycles.at(-1) as OwnInCycle;
  const dimension = latest.questionnaire.dimensions.find((each) => each.code === code);
  if (!dimension) return null;
  const common = cycles.map(({ questionnaire }) => commonQuestions(dimension, questionnaire).codes);
  const codes = dimension.questions
    .map((question) => question.code)
    .filter((question) => common.every((each) => each.includes(question)));
  return scoreQuestions(codes.map((question) => levels?.get(question) ?? 'missing')).score;
}

function tableOf(rows: readonly Row[], cycles: readonly string[]): Table {
  const since = cycles.at(-2);
  const hasIntervals = cycles.map((_, at) =>
    rows.some(({ cells }) => (cells[at]?.point?.se ?? null) !== null),
  );
  return {
    columns: [
      'Dimension',
      ...cycles.flatMap((cycle, at) =>
        hasIntervals[at] ? [cycle, `${cycle}, probably between`] : [cycle],
      ),
      ...(since ? [`Since ${since}`] : []),
    ],
    rows: rows.map(({ name, cells, change }) => [
      words(name),
      ...cells.flatMap(({ cell, point }, at) =>
        hasIntervals[at] ? [cell, intervalCell(point)] : [cell],
      ),
      ...(since ? [words(changeWords(change))] : []),
    ]),
  };
}

function intervalCell(point: Point | null): Cell {
  const interval = point && intervalOf(point);
  if (!interval) return words('Not shown');
  return words(`${level(interval.low).text} and ${level(interval.high).text}`);
}

function changeWords(change: Change | null): string {
  if (!change) return 'Not compared';
  if (change.kind === 'unknown') return 'Cannot be told from chance';
  if (change.kind === 'none') return 'No clear change';
  const { difference } = change;
  return `${difference > 0 ? 'Higher' : 'Lower'} by ${Math.abs(difference).toFixed(1)}`;
}

function findingOf(rows: readonly Row[], since: string | undefined, basis: Basis): string {
  if (!since) return 'There is no earlier cycle to compare with.';
  const compared = rows.filter(({ change }) => change && change.kind !== 'unknown');
  if (compared.length === 0) return `Nothing can be compared with ${since}.`;
  const changed = compared.flatMap(({ name, isOverall, change }) =>
    change?.kind === 'changed' && !isOverall ? [{ name, ...change }] : [],
  );
  const lead = changed.filter(({ headline }) => headline);
  const which = (list: typeof changed) => ({
    higher: list.filter(({ difference }) => difference > 0).map(({ name }) => name),
    lower: list.filter(({ difference }) => difference < 0).map(({ name }) => name),
  });
  if (lead.length > 0) {
    const { higher, lower } = which(lead);
    const said = [
      ...(higher.length > 0 ? [`${areNow(higher)} higher`] : []),
      ...(lower.length > 0 ? [`${areNow(lower)} lower`] : []),
    ];
    return `Since ${since}, ${said.join(', and ')}.`;
  }
  if (changed.length > 0)
    return `Since ${since}, there are changes, but none so certain that it should be told first.`;
  return basis === 'survey'
    ? `Since ${since}, no dimension has changed by more than chance could explain.`
    : `Since ${since}, no dimension has changed by half a level or more.`;
}

function areNow(names: readonly string[]): string {
  return `${listed(names)} ${names.length === 1 ? 'is' : 'are'}`;
}
