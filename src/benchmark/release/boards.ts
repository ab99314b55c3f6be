import type { Kind } from '../../organisations/organisation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PeerGroup } from '../catalogue/peer-group.ts';

/** Which kind of organisation a group of the catalogue is of. */
export function kindOf({ code }: Pick<PeerGroup, 'code'>): Kind {
  return /^(kind:icb|icb-region:)/.test(code) ? 'icb' : 'trust';
}

/**
 * The codes of the integrated care boards that a release has a part for, in ascending order: those
 * of the catalogue, with or without trusts, and those that a trust shares with though they are
 * younger than the catalogue.
 */
export function boardsOf({ groups }: Catalogue, sharedWith: Iterable<string>): readonly string[] {
  const boards = groups.flatMap((group) =>
    group.kind === 'kind' && kindOf(group) === 'icb' ? group.members : [],
  );
  return [...new Set([...boards, ...sharedWith])].sort();
}
