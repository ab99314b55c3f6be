import type { WithheldReason } from '../../disclosure/disclosed.ts';
import type { PeerStatistics } from '../../disclosure/peer-statistics.ts';
import { method } from '../../scoring/method.ts';
import type { Basis } from '../basis.ts';
import type { ComparedGroup } from './comparison.ts';

/**
 * Why an organisation has no peers beside a measure, and what would change it.
 * @param ofOwn whether its own value is withheld already: then the reason lies in its own survey.
 */
export function withheldMeasure(why: WithheldReason, basis: Basis, ofOwn: boolean): string {
  return {
    'too-few-people':
      'Not shown: fewer than six people from at least two groups of roles answered. More answers in the next cycle would change that.',
    'too-few-organisations':
      'Not shown: fewer than five other organisations have a result here. More of them in the next cycle would change that.',
    'not-scored':
      basis === 'survey'
        ? 'Not scored: too few of the questions were answered with a level. More that are would change that.'
        : 'Not scored: too few of the questions are agreed. More that are would change that.',
    'only-a-bound':
      'Not shown: your organisation is so near an end of the scale that only a bound is shown. Answers that differ more would change that.',
    'protects-another': `Not shown: another result that is not shown could be worked out from it. More ${ofOwn ? 'answers' : 'organisations'} in the next cycle would change that.`,
  }[why];
}

/** Why a whole group is not shown, as the end of a sentence that begins with its name. */
export function withheldGroup({ kind }: Pick<ComparedGroup, 'kind'>, why: WithheldReason): string {
  const organisations =
    'fewer than five of the others have a result. More of them in the next cycle would change that.';
  return {
    'too-few-people':
      'too few people of your own organisation answered for it to be compared. More answers in the next cycle would change that.',
    'too-few-organisations':
      kind === 'icb'
        ? 'fewer than five of the others have a result, as in most integrated care boards: most have too few trusts for this, however many of them take part.'
        : organisations,
    'not-scored':
      'your own organisation has no score to compare. More questions with a level would change that.',
    'only-a-bound':
      'your own organisation is so near an end of the scale that only a bound is shown. Answers that differ more would change that.',
    'protects-another':
      kind === 'icb'
        ? 'another result that is not shown could be worked out from it, as in most integrated care boards: they have too few trusts for this.'
        : 'another result that is not shown could be worked out from it. More organisations that take part would change that.',
  }[why];
}

/** "other acute trusts", "your nearest neighbours": the others of a group, in a sentence. */
export function othersOf({ kind, name }: Pick<ComparedGroup, 'kind' | 'name'>): string {
  return kind === 'neighbours' ? 'your nearest neighbours' : `other ${name}`;
}

export const ways = {
  lower: 'clearly lower',
  similar: 'not distinguishable',
  higher: 'clearly higher',
} as const;
export type Way = keyof typeof ways;

/** "Of 14 peers: 3 clearly lower, 9 not distinguishable, 2 clearly higher." */
export function threeWay({ peers, counts }: PeerStatistics): string {
  if ('most' in counts) return `Of ${peers} peers: most ${ways[counts.most]}.`;
  const { lower, similar, higher } = counts;
  return `Of ${peers} peers: ${lower} ${ways.lower}, ${similar} ${ways.similar}, ${higher} ${ways.higher}.`;
}

/** Whether more than half of the peers are this way. */
export function areMost({ peers, counts }: PeerStatistics, way: Way): boolean {
  return 'most' in counts ? counts.most === way : counts[way] > peers / 2;
}

const { mean, median, quartiles, density } = method.peers;
const classes = [mean, median, quartiles, density].map((from, at, all) => ({
  from,
  words: all[at + 1] === undefined ? `${from} or more` : `${from} to ${Number(all[at + 1]) - 1}`,
}));

/**
 * "10 to 19 other organisations": as far as it decides what is shown. Where some measures have
 * fewer, "8 to 9 or 10 to 19". Empty where nothing is shown.
 */
export function sizeWords(peers: readonly number[]): string {
  const found = classes.filter(({ from }, at) =>
    peers.some((count) => count >= from && count < (classes[at + 1]?.from ?? Infinity)),
  );
  if (found.length === 0) return '';
  return `${found.map(({ words }) => words).join(' or ')} other organisations`;
}
