import type { Disclosed, WithheldReason } from '../disclosure/disclosed.ts';
import type { OwnEstimate, OwnMeasure } from '../disclosure/own-estimate.ts';
import { discloseOwnEstimate } from '../disclosure/own-estimate.ts';
import { disclosePeers, type PeerStanding, withheldPeers } from '../disclosure/peer-statistics.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { method } from '../scoring/method.ts';
import { mean } from '../scoring/numbers.ts';
import { type Comparison, overallMeasure } from './comparison.ts';
import { type PeerGroup, peerGroupsOf } from './peer-group.ts';
import { compare, type PeerValue, percentile, quantile } from './statistics.ts';

/** An organisation with what its survey says about each measure, dimensions first. */
export interface Participant {
  readonly organisation: Organisation;
  /** Whether enough people of enough role families answered for others to be compared with it. */
  readonly eligible: boolean;
  readonly measures: ReadonlyMap<string, OwnMeasure>;
}

/** What one organisation may be shown of itself and its peers, in one release. */
export function compareWithPeers(
  own: Participant,
  participants: readonly Participant[],
): Comparison {
  const others = participants.filter(
    ({ organisation, eligible }) => eligible && organisation.code !== own.organisation.code,
  );
  const groups = peerGroupsOf(own.organisation);
  const big = groups.find((group) => membersOf(group, others).length >= method.peers.mean);
  const group = big ?? (groups.at(-1) as PeerGroup);
  const peers = membersOf(group, others);
  return {
    basis: 'survey',
    group: { name: group.name, insteadOf: group === groups[0] ? null : (groups[0]?.name ?? null) },
    measures: [...own.measures].map(([code, measure]) => {
      const disclosed = discloseOwnEstimate(measure);
      // What is not shown of the organisation itself could be worked out from where it stands.
      const exact = disclosed.shown && disclosed.value.kind === 'exact';
      return {
        code,
        own: disclosed,
        peers:
          own.eligible && exact
            ? disclosePeers(standing(code, measure, peers))
            : withheldPeers(whyNot(own, disclosed)),
      };
    }),
  };
}

function whyNot({ eligible }: Participant, own: Disclosed<OwnEstimate>): WithheldReason {
  if (!own.shown) return own.why;
  return eligible ? 'only-a-bound' : 'too-few-people';
}

function membersOf(group: PeerGroup, others: readonly Participant[]): readonly Participant[] {
  return others.filter(({ organisation }) => group.includes(organisation));
}

function standing(
  code: string,
  { estimate, se }: OwnMeasure,
  peers: readonly Participant[],
): PeerStanding {
  const own: PeerValue = { value: estimate as number, se };
  const others = peers.flatMap(({ measures }): PeerValue[] => {
    const measure = measures.get(code);
    return measure && measure.estimate !== null
      ? [{ value: measure.estimate, se: measure.se }]
      : [];
  });
  const values = others.map(({ value }) => value);
  const least = code === overallMeasure ? method.comparison.overall : method.comparison.dimension;
  const count = (way: 'lower' | 'higher') =>
    others.filter((other) => compare(own, other, least) === way).length;
  return {
    peers: values.length,
    mean: mean(values),
    clearlyLower: count('lower'),
    clearlyHigher: count('higher'),
    median: quantile(values, 0.5),
    lowerQuartile: quantile(values, 0.25),
    upperQuartile: quantile(values, 0.75),
    percentile: percentile(own.value, values),
  };
}
