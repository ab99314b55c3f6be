import { type Organisation, trustTypeNames } from '../organisations/organisation.ts';

/** A set of comparable organisations, from the point of view of one of them. */
export interface PeerGroup {
  readonly code: 'type' | 'kind';
  /** What its members are called: "acute trusts". */
  readonly name: string;
  readonly includes: (other: Organisation) => boolean;
}

/** The groups an organisation belongs to, closest first: what is too small falls back to the next. */
export function peerGroupsOf(organisation: Organisation): readonly PeerGroup[] {
  const { kind, trustType } = organisation;
  const ofKind: PeerGroup = {
    code: 'kind',
    name: kind === 'icb' ? 'integrated care boards' : 'trusts of every type',
    includes: (other) => other.kind === kind,
  };
  if (!trustType) return [ofKind];
  const ofType: PeerGroup = {
    code: 'type',
    name: `${trustTypeNames[trustType].toLowerCase()} trusts`,
    includes: (other) => other.kind === kind && other.trustType === trustType,
  };
  return [ofType, ofKind];
}
