import { levelWords, listed } from '../../results/level-words.ts';
import { method } from '../../scoring/method.ts';
import { round6 } from '../../scoring/numbers.ts';
import { capital } from '../../shared/capital.ts';
import { basisNames, overallMeasure } from '../basis.ts';
import { densityWords } from './density-words.ts';
import { levelText } from './tables-csv.ts';
import type { ShownMeasure, TablesDocument, TablesMeasure, TablesRow } from './tables-document.ts';

/** The sections of the page: one for each basis, with a table for each group. */
export function tablesPage({ tables, release }: TablesDocument) {
  const bases = [...new Set(tables.map(({ basis }) => basis))];
  return bases.map((basis) => ({
    basis,
    name: basisNames[basis],
    plural: `${basisNames[basis]}s`,
    groups: tables
      .filter((table) => table.basis === basis)
      .flatMap(({ kind, rows }) => rows.map((row) => groupTable(`${basis}-${kind}`, row, release))),
  }));
}

function groupTable(table: string, row: TablesRow, release: TablesDocument['release']) {
  const shown = row.measures.filter((measure) => measure.shown);
  const england = row.group.startsWith('kind:');
  return {
    id: `${table}-${row.group.replace(/[^a-z]+/g, '-')}`,
    heading: capital(england ? `${row.name} in England` : row.name),
    england,
    finding: findingOf(row.name, shown),
    note: changeWords(row, release.earlier),
    columns: {
      median: shown.some(({ median }) => median !== null),
      quartiles: shown.some(({ lowerQuartile }) => lowerQuartile !== null),
      density: shown.some(({ density }) => density !== null),
    },
    /** One sentence in place of the table, where nothing is shown and always for one reason. */
    withheld: sameReason(row.measures),
    rows: row.measures.map(measureRow),
  };
}

/** What the means say, without ordering anything but the group's own dimensions. */
function findingOf(name: string, shown: readonly ShownMeasure[]): string {
  const means = shown.filter(
    ({ measure, mean }) => measure !== overallMeasure && mean.kind === 'exact',
  );
  const values = means.map(({ mean }) => mean.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const at = (level: number) =>
    `${listed(means.filter(({ mean }) => mean.value === level).map((each) => each.name))} (${level.toFixed(1)})`;
  if (means.length < 2) return `${capital(name)}, dimension by dimension.`;
  if (least === most)
    return `On average, ${name} are at the same level, ${least.toFixed(1)}, in every dimension shown exactly.`;
  return round6(most - least) < method.comparison.dimension
    ? `On average, ${name} are about as far in every dimension: from ${at(least)} to ${at(most)}.`
    : `On average, ${name} are furthest in ${at(most)} and least far in ${at(least)}.`;
}

function changeWords({ change, release }: TablesRow, earlier: number | null): string {
  if (earlier === null) return '';
  return {
    kept: `These are the values of release ${release}: new ones beside them would have said too much of single organisations.`,
    same: `The same as in release ${earlier}.`,
    changed: `Not the same as in release ${earlier}: other organisations, or other values of theirs, are in it.`,
    first: `Release ${earlier} has no table of this group.`,
  }[change];
}

function sameReason(measures: readonly TablesMeasure[]): string | null {
  const reasons = new Set(measures.map((each) => (each.shown ? null : each.explanation)));
  const [only = null] = reasons;
  return reasons.size === 1 ? only : null;
}

function measureRow(measure: TablesMeasure) {
  const { name } = measure;
  if (!measure.shown) return { name, withheld: measure.explanation };
  const { lowerQuartile, upperQuartile, density } = measure;
  return {
    name,
    withheld: null,
    organisations: String(measure.organisations),
    mean: levelWords(measure.mean),
    median: levelText(measure.median),
    quartiles:
      lowerQuartile === null ? '' : `${levelText(lowerQuartile)} to ${levelText(upperQuartile)}`,
    density: density ? densityWords(density) : '',
    bands: density?.map(({ share }) => share) ?? [],
  };
}
