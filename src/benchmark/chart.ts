import type { Disclosed, WithheldReason } from '../disclosure/disclosed.ts';
import type { OwnEstimate } from '../disclosure/own-estimate.ts';
import type { PeerStatistics } from '../disclosure/peer-statistics.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { type Comparison, type Measure, overallMeasure } from './comparison.ts';

/** One row of the table that the chart is drawn from; texts are what the page shows. */
export interface PeerRow {
  readonly code: string;
  readonly name: string;
  readonly own: string;
  /** Numbers for the chart; null where only a bound, or nothing, is shown. */
  readonly ownValue: number | null;
  readonly mean: string;
  readonly meanValue: number | null;
  /** "Of 14 peers: 3 clearly lower, 9 not distinguishable, 2 clearly higher." */
  readonly sentence: string;
  readonly median: string;
  readonly quartiles: string;
  readonly percentile: string;
}

export interface PeerChart {
  readonly caption: string;
  readonly rows: readonly PeerRow[];
  /** Which columns any row has something in: what the number of peers allows. */
  readonly columns: { readonly median: boolean; readonly quartiles: boolean };
}

const reasons: Record<WithheldReason, string> = {
  'too-few-people': 'Not shown: fewer than six people from at least two groups of roles answered.',
  'too-few-organisations': 'Not shown: fewer than five other organisations have a result here.',
  'not-scored': 'Not scored: too few of the questions were answered with a level.',
  'only-a-bound':
    'Not shown: your organisation is so near an end of the scale that only a bound is shown.',
  'protects-another': 'Not shown: another result that is not shown could be worked out from it.',
};

export function peerChart(comparison: Comparison, questionnaire: Questionnaire): PeerChart {
  const rows = comparison.measures.map((measure) => peerRow(measure, questionnaire));
  const statistics = comparison.measures.flatMap(({ peers }) => (peers.shown ? [peers.value] : []));
  return {
    caption: finding(comparison, questionnaire),
    rows,
    columns: {
      median: statistics.some(({ median }) => median !== undefined),
      quartiles: statistics.some(({ quartiles }) => quartiles !== undefined),
    },
  };
}

function peerRow({ code, own, peers }: Measure, questionnaire: Questionnaire): PeerRow {
  const statistics = peers.shown ? peers.value : null;
  return {
    code,
    name: measureName(code, questionnaire),
    own: ownWords(own),
    ownValue: own.shown && own.value.kind === 'exact' ? oneDecimal(own.value.estimate) : null,
    mean: statistics ? meanWords(statistics) : 'Not shown',
    meanValue: statistics?.mean.kind === 'exact' ? statistics.mean.value : null,
    sentence: peers.shown ? threeWay(peers.value) : reasons[peers.why],
    median: statistics?.median === undefined ? '' : shown(statistics.median),
    quartiles: statistics?.quartiles
      ? `${shown(statistics.quartiles.lower)} to ${shown(statistics.quartiles.upper)}`
      : '',
    percentile: statistics?.percentile ? percentileWords(statistics) : '',
  };
}

function measureName(code: string, questionnaire: Questionnaire): string {
  if (code === overallMeasure) return 'Overall';
  return questionnaire.dimensions.find((dimension) => dimension.code === code)?.name ?? code;
}

function ownWords(own: Disclosed<OwnEstimate>): string {
  if (!own.shown) return own.why === 'not-scored' ? 'Not scored' : 'Not shown';
  const { value } = own;
  return value.kind === 'exact' ? shown(value.estimate) : `${value.kind} ${shown(value.limit)}`;
}

function meanWords({ mean }: PeerStatistics): string {
  return mean.kind === 'exact' ? shown(mean.value) : `${mean.kind} ${shown(mean.value)}`;
}

const ways = {
  lower: 'clearly lower',
  similar: 'not distinguishable',
  higher: 'clearly higher',
} as const;

function threeWay({ peers, counts }: PeerStatistics): string {
  if ('most' in counts) return `Of ${peers} peers: most ${ways[counts.most]}.`;
  const { lower, similar, higher } = counts;
  return `Of ${peers} peers: ${lower} ${ways.lower}, ${similar} ${ways.similar}, ${higher} ${ways.higher}.`;
}

const quarters = ['lowest', 'second lowest', 'second highest', 'highest'] as const;

function percentileWords({ percentile, quarter }: PeerStatistics): string {
  if (!percentile || !quarter) return '';
  return `${percentile.value} (between ${percentile.from} and ${percentile.to}), in the ${quarters[quarter - 1]} quarter`;
}

/** The finding in words: where most peers are clearly higher, and where most are clearly lower. */
function finding({ measures, group }: Comparison, questionnaire: Questionnaire): string {
  const dimensions = measures.filter(({ code }) => code !== overallMeasure);
  const where = (way: 'lower' | 'higher') =>
    dimensions
      .filter(({ peers }) => peers.shown && isMost(peers.value, way))
      .map(({ code }) => measureName(code, questionnaire));
  const [behind, ahead] = [where('higher'), where('lower')];
  if (!dimensions.some(({ peers }) => peers.shown))
    return dimensions.every(({ own }) => !own.shown)
      ? 'Too few people answered for your organisation to be shown or compared. More answers in the next cycle would change that.'
      : 'There is no peer group large enough to show.';
  if (behind.length + ahead.length === 0)
    return `In no dimension can your organisation be told apart from most of the other ${group.name}.`;
  const parts = [];
  if (ahead.length > 0)
    parts.push(`Most other ${group.name} are clearly lower in ${listed(ahead)}.`);
  if (behind.length > 0)
    parts.push(`Most other ${group.name} are clearly higher in ${listed(behind)}.`);
  return parts.join(' ');
}

function isMost({ peers, counts }: PeerStatistics, way: 'lower' | 'higher'): boolean {
  return 'most' in counts ? counts.most === way : counts[way] > peers / 2;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function shown(value: number): string {
  return oneDecimal(value).toFixed(1);
}
