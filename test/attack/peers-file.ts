import { parse } from 'csv-parse/sync';
import type { Statistics } from './slots.ts';

/** What the file of a benchmark says, and nothing that was not read in it. */
export interface PeersFile {
  /** By name of a dimension; what is not shown is absent. */
  readonly peers: ReadonlyMap<string, Statistics>;
  /** By name of a dimension, the own value as it is written. */
  readonly own: ReadonlyMap<string, string>;
  /** Lines above the table by their names: "Release". */
  readonly provenance: ReadonlyMap<string, string>;
}

const quarters = ['lowest', 'second lowest', 'second highest', 'highest'];

/** Reads the CSV file of an organisation beside its peers. */
export function readPeersFile(csv: string): PeersFile {
  const lines = parse(csv, {
    relax_column_count: true,
    skip_empty_lines: false,
    bom: true,
  }) as string[][];
  const end = lines.findIndex(([first]) => first === 'Earlier cycles');
  const sheet = lines.slice(0, end < 0 ? undefined : end);
  const at = sheet.findIndex(([, second]) => second === 'Compared with peers');
  const columns = sheet[at] ?? [];
  const rows = at < 0 ? [] : sheet.slice(at + 1).filter((row) => row.length === columns.length);
  const cell = (row: readonly string[], name: string) => row[columns.indexOf(name)];
  return {
    own: new Map(rows.map((row) => [row[0] as string, cell(row, 'Your organisation') ?? ''])),
    provenance: new Map(
      sheet
        .slice(0, at < 0 ? undefined : at)
        .flatMap((row) =>
          row.length === 2 ? [[row[0] as string, row[1] as string] as const] : [],
        ),
    ),
    peers: new Map(
      rows.flatMap((row) => {
        const statistics = statisticsOf(columns, row, (name) => cell(row, name));
        return statistics ? [[row[0] as string, statistics] as const] : [];
      }),
    ),
  };
}

function statisticsOf(
  columns: readonly string[],
  row: readonly string[],
  cell: (name: string) => string | undefined,
): Statistics | null {
  const sentence = cell('Compared with peers') ?? '';
  const n = Number(sentence.match(/^Of (\d+) peers:/)?.[1]);
  const mean = meanOf(cell('Peer mean'));
  if (!mean || Number.isNaN(n)) return null;
  const number = (name: string) => {
    const text = cell(name) ?? '';
    return /^[\d.]+$/.test(text) ? Number(text) : undefined;
  };
  const [lower, upper] = [number('Lower quartile'), number('Upper quartile')];
  const percentile = number('Your percentile');
  const quarter = quarters.indexOf(cell('Your quarter') ?? '') + 1;
  const bands = columns.flatMap((name, at) =>
    name.startsWith('Peers from ') ? [row[at] as string] : [],
  );
  return {
    n,
    mean,
    counts: countsOf(sentence),
    median: number('Peer median'),
    quartiles: lower === undefined || upper === undefined ? undefined : { lower, upper },
    percentile: percentile === undefined ? undefined : { value: percentile },
    quarter: quarter > 0 ? quarter : undefined,
    density: bands.length > 0 && !bands.includes('Not shown') ? bands : undefined,
  };
}

function meanOf(text = ''): Statistics['mean'] | null {
  const [, kind = 'exact', value] = text.match(/^(?:(below|above) )?([\d.]+)$/) ?? [];
  return value === undefined ? null : { kind: kind as 'exact', value: Number(value) };
}

const ways = {
  'clearly lower': 'lower',
  'not distinguishable': 'similar',
  'clearly higher': 'higher',
} as const;

function countsOf(sentence: string): Statistics['counts'] {
  const most = sentence.match(/: most (.*)\.$/)?.[1];
  if (most) return { most: ways[most as keyof typeof ways] };
  const [, lower, similar, higher] =
    sentence.match(/: (\d+) clearly lower, (\d+) not distinguishable, (\d+) clearly higher\.$/) ??
    [];
  return { lower: Number(lower), similar: Number(similar), higher: Number(higher) };
}
