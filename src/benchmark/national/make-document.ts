import { hash } from 'node:crypto';
import type { GroupStatistics } from '../../disclosure/group-statistics.ts';
import { loadQuestionnaire } from '../../questionnaire/versions.ts';
import { method } from '../../scoring/method.ts';
import { dateOf } from '../../shared/clock.ts';
import { overallMeasure } from '../basis.ts';
import type { Published } from '../release/release.ts';
import type { NationalTables } from './national-tables.ts';
import type { ShownMeasure, TablesDocument, TablesMeasure, TablesRow } from './tables-document.ts';
import { withheldWords } from './withheld-words.ts';

type StoredTable = NationalTables['tables'][number];
type StoredRow = StoredTable['rows'][number];

/** The release before, and what it showed. */
export interface Earlier {
  readonly number: number;
  readonly tables: NationalTables;
}

/**
 * The national tables of a release as they are published.
 * @param earlier the release before it in the same cycle; null for the first.
 */
export function makeDocument(
  release: Published,
  { tables }: NationalTables,
  earlier: Earlier | null,
): TablesDocument {
  const names = measureNames(release.questionnaireVersion);
  const published = tables.map((table) => ({
    basis: table.basis,
    kind: table.kind,
    rows: table.rows.map((row) => ({
      group: row.group,
      name: row.name,
      release: row.release,
      change: changeOf(row, release.number, earlierRow(earlier, table, row.group)),
      measures: names.map((measure) => publicMeasure(measure, row)),
    })),
  }));
  return {
    schemaVersion: 1,
    release: {
      cycle: release.cycle,
      number: release.number,
      publishedOn: dateOf(new Date(release.publishedAt)),
      earlier: earlier?.number ?? null,
      questionnaireVersion: release.questionnaireVersion,
      methodVersion: release.methodVersion,
      // Of these alone: that of the release would tell who guesses what is not public whether it is so.
      fingerprint: hash('sha256', JSON.stringify(published)),
    },
    tables: published,
  };
}

interface Named {
  readonly measure: string;
  readonly name: string;
}

/** Dimensions, which are called the same in both wordings, then the overall. */
function measureNames(version: number): readonly Named[] {
  const { dimensions } = loadQuestionnaire(version, 'trust');
  return [
    ...dimensions.map(({ code, name }) => ({ measure: code, name })),
    { measure: overallMeasure, name: 'Overall' },
  ];
}

function earlierRow(
  earlier: Earlier | null,
  { basis, kind }: StoredTable,
  group: string,
): StoredRow | undefined {
  return earlier?.tables.tables
    .find((table) => table.basis === basis && table.kind === kind)
    ?.rows.find((row) => row.group === group);
}

function changeOf(row: StoredRow, number: number, before?: StoredRow): TablesRow['change'] {
  if (row.release < number) return 'kept';
  if (!before) return 'first';
  return JSON.stringify(row.measures) === JSON.stringify(before.measures) ? 'same' : 'changed';
}

/** What a group has nothing of looks like what is withheld of it. */
function publicMeasure(named: Named, { measures }: StoredRow): TablesMeasure {
  const statistics = measures.find(({ code }) => code === named.measure)?.statistics;
  if (statistics?.shown) return { ...named, ...shownValues(statistics.value) };
  const why = statistics ? statistics.why : 'too-few-organisations';
  return { ...named, shown: false, why, explanation: withheldWords[why] };
}

function shownValues(statistics: GroupStatistics): Omit<ShownMeasure, 'measure' | 'name'> {
  const { organisations, mean, median, quartiles, density } = statistics;
  const { lo, hi } = method.scale;
  const width = (hi - lo) / (density?.length ?? 1);
  return {
    shown: true,
    organisations,
    mean: { kind: mean.kind, value: mean.value },
    median: median ?? null,
    lowerQuartile: quartiles?.lower ?? null,
    upperQuartile: quartiles?.upper ?? null,
    density:
      density?.map((share, at) => ({
        from: lo + at * width,
        to: lo + (at + 1) * width,
        share,
      })) ?? null,
  };
}
