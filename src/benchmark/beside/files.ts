import { aheadTable } from './ahead.ts';
import type { Benchmark } from './benchmark.ts';
import { type Cell, type Table, words } from './table.ts';

/** One sheet of a file: what it is called, where its numbers come from, and its table. */
export interface Sheet {
  /** At most 31 characters, as spreadsheet programs have it. */
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Everything that the page shows of a choice, with where it comes from on every sheet: the same
 * texts, and nothing where the page has nothing.
 */
export function sheetsOf(benchmark: Benchmark): readonly Sheet[] {
  const { peers, series, ahead, provenance } = benchmark;
  const from = provenance.map(({ name, value }) => [words(name), words(value)]);
  const sheet = (name: string, finding: readonly string[], table: Table | null): Sheet => ({
    name,
    rows: [
      ...from,
      [],
      ...finding.map((text) => [words(text)]),
      ...(table ? [[], table.columns.map(words), ...table.rows] : []),
    ],
  });
  return [
    sheet(
      'Peers',
      [benchmark.finding, ...(benchmark.keptBack ? [keptBackWords] : [])],
      peers && peersTable(peers),
    ),
    sheet(
      'Earlier cycles',
      [...(series ? [series.finding] : []), ...benchmark.notContinued],
      series && series.cycles.length > 1 ? series.table : null,
    ),
    sheet(
      'One level ahead',
      peers ? [aheadWords(benchmark)] : [],
      ahead.length > 0 ? aheadTable(ahead) : null,
    ),
  ];
}

/** Why less is shown to somebody than to others of their organisation. */
export const keptBackWords =
  'You can see more than one organisation here. What could be worked out from all of that together is not shown to you.';

/** What stands above the statements of the next level, or in their place. */
export function aheadWords({ ahead, peers }: Pick<Benchmark, 'ahead' | 'peers'>): string {
  if (ahead.length > 0)
    return 'Where more peers are clearly higher than clearly lower, and what separates the levels there. It says nothing about what any other organisation plans.';
  return peers?.rows.some(({ counts }) => counts)
    ? 'In no dimension are more peers clearly higher than clearly lower, so nothing is listed.'
    : 'Where peers are ahead cannot be shown, so nothing is listed.';
}

/** The sentences and the numbers of each measure in one row. */
function peersTable({ rows, numbers, bands }: NonNullable<Benchmark['peers']>): Table {
  const [name = '', ...columns] = numbers.columns;
  return {
    columns: [
      name,
      'Compared with peers',
      ...columns,
      ...(bands?.columns.slice(1).map((band) => `Peers from ${band}`) ?? []),
    ],
    rows: rows.map(({ sentence }, at) => {
      const [first, ...cells] = numbers.rows[at] ?? [];
      return [first ?? words(''), words(sentence), ...cells, ...(bands?.rows[at]?.slice(1) ?? [])];
    }),
  };
}
