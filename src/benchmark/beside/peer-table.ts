import type { Disclosed } from '../../disclosure/disclosed.ts';
import type { OwnEstimate } from '../../disclosure/own-estimate.ts';
import type { PeerStatistics } from '../../disclosure/peer-statistics.ts';
import type { GuardedValue } from '../../disclosure/value-guard.ts';
import { findDimension } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { method } from '../../scoring/method.ts';
import { type Basis, overallMeasure } from '../basis.ts';
import type { BasisComparison, ComparedGroup } from './comparison.ts';
import { type Cell, level, notShown, type Table, whole, words } from './table.ts';
import { threeWay, withheldMeasure } from './words.ts';

/** What the chart marks on a row, in levels; null where it is not shown. All of it is in the table. */
export interface Marks {
  readonly own: number | null;
  readonly mean: number | null;
  readonly quartiles: { readonly lower: number; readonly upper: number } | null;
  readonly density: PeerStatistics['density'] | null;
}

/** One measure of an organisation beside one group. */
export interface PeerRow {
  readonly code: string;
  readonly name: string;
  readonly isOverall: boolean;
  /** The three-way sentence, or why there are no peers to be seen. */
  readonly sentence: string;
  /** For the bar beside the sentence; null where not every count is shown. */
  readonly counts: {
    readonly lower: number;
    readonly similar: number;
    readonly higher: number;
  } | null;
  readonly marks: Marks;
}

export interface PeerTable {
  readonly rows: readonly PeerRow[];
  /** As long as there are rows, and in their order. */
  readonly numbers: Table;
  /** Where the others stand, band by band; null where too few are shown for that. */
  readonly bands: Table | null;
}

type Statistic = Exclude<keyof PeerStatistics, 'peers' | 'counts'>;

const quarters = ['lowest', 'second lowest', 'second highest', 'highest'] as const;

/** What follows the own value and the mean, as far as any row has it. */
const columns: readonly {
  readonly name: string;
  readonly needs: Statistic;
  readonly cell: (statistics: PeerStatistics) => Cell | undefined;
}[] = [
  {
    name: 'Peer median',
    needs: 'median',
    cell: ({ median }) => (median === undefined ? undefined : level(median)),
  },
  {
    name: 'Lower quartile',
    needs: 'quartiles',
    cell: ({ quartiles }) => quartiles && level(quartiles.lower),
  },
  {
    name: 'Upper quartile',
    needs: 'quartiles',
    cell: ({ quartiles }) => quartiles && level(quartiles.upper),
  },
  {
    name: 'Your percentile',
    needs: 'percentile',
    cell: ({ percentile }) => percentile && whole(percentile.value),
  },
  {
    name: 'Percentile between',
    needs: 'percentile',
    cell: ({ percentile }) => percentile && words(`${percentile.from} and ${percentile.to}`),
  },
  {
    name: 'Your quarter',
    needs: 'quarter',
    cell: ({ quarter }) => (quarter === undefined ? undefined : words(quarters[quarter - 1] ?? '')),
  },
];

/** An organisation beside a group: the one source of page, chart, print and files. */
export function peerTable(
  own: BasisComparison['own'],
  group: ComparedGroup,
  basis: Basis,
  questionnaire: Questionnaire,
): PeerTable {
  const measures = group.measures.map(({ code, peers }) => ({
    code,
    name: measureName(code, questionnaire),
    own: (group.ownThen ?? own).find((measure) => measure.code === code)?.own,
    peers,
  }));
  const statistics = measures.flatMap(({ peers }) => (peers.shown ? [peers.value] : []));
  const given = columns.filter(({ needs }) => statistics.some((each) => each[needs] !== undefined));
  const hasBands = statistics.some(({ density }) => density !== undefined);
  return {
    rows: measures.map(({ code, name, own, peers }) => ({
      code,
      name,
      isOverall: code === overallMeasure,
      sentence: peers.shown
        ? threeWay(peers.value)
        : withheldMeasure(peers.why, basis, own?.shown === false),
      counts: peers.shown && 'lower' in peers.value.counts ? peers.value.counts : null,
      marks: marksOf(own, peers),
    })),
    numbers: {
      columns: ['Dimension', 'Your organisation', 'Peer mean', ...given.map(({ name }) => name)],
      rows: measures.map(({ name, own, peers }) => [
        words(name),
        ownCell(own),
        peers.shown ? guardedCell(peers.value.mean) : notShown,
        ...given.map(({ cell }) => (peers.shown ? cell(peers.value) : undefined) ?? notShown),
      ]),
    },
    bands: hasBands
      ? {
          columns: ['Dimension', ...bandNames],
          rows: measures.map(({ name, peers }) => [
            words(name),
            ...bandNames.map((_, at) => {
              const band = peers.shown ? peers.value.density?.[at] : undefined;
              return band ? words(band) : notShown;
            }),
          ]),
        }
      : null,
  };
}

/** The bands of the density, each half a level wide: "1.0 to 1.5". */
export const bandNames: readonly string[] = Array.from(
  { length: 2 * (method.scale.hi - method.scale.lo) },
  (_, at) =>
    `${(method.scale.lo + at / 2).toFixed(1)} to ${(method.scale.lo + (at + 1) / 2).toFixed(1)}`,
);

/** The name of a dimension, or "Overall". */
export function measureName(code: string, questionnaire: Questionnaire): string {
  if (code === overallMeasure) return 'Overall';
  return findDimension(questionnaire, code)?.name ?? code;
}

/** The own value, or the bound that is shown of it, or that it is not. */
export function ownCell(own: Disclosed<OwnEstimate> | undefined): Cell {
  if (!own?.shown) return own?.why === 'not-scored' ? words('Not scored') : notShown;
  const { value } = own;
  if (value.kind === 'exact') return level(value.estimate);
  return words(`${value.kind} ${level(value.limit).text}`);
}

function guardedCell({ kind, value }: GuardedValue): Cell {
  return kind === 'exact' ? level(value) : words(`${kind} ${level(value).text}`);
}

function marksOf(own: Disclosed<OwnEstimate> | undefined, peers: Disclosed<PeerStatistics>): Marks {
  const statistics = peers.shown ? peers.value : null;
  return {
    own: own ? (ownCell(own).number ?? null) : null,
    mean: statistics ? (guardedCell(statistics.mean).number ?? null) : null,
    quartiles: statistics?.quartiles ?? null,
    density: statistics?.density ?? null,
  };
}
