import { z } from 'zod';
import { disclosureOrder, type GroupKind, type PeerGroup, peerGroup } from './peer-group.ts';

/** All peer groups of a cycle, as they were when it opened; stored as it is. */
export const catalogue = z.strictObject({
  /** Every group but nearest neighbours, by code. */
  groups: z.array(peerGroup),
  /** By organisation, where it has some: its fifteen nearest, and what they are near in. */
  neighbours: z.record(
    z.string(),
    z.strictObject({
      members: z.array(z.string()),
      /** Names of context variables: "beds". */
      variables: z.array(z.string()),
    }),
  ),
});
export type Catalogue = z.output<typeof catalogue>;

/** The groups that an organisation belongs to, in the order in which they are tried. */
export type GroupsOf = (organisation: string) => readonly PeerGroup[];

/** Makes the lookup of an organisation's groups; its neighbours are a group of its own. */
export function groupsOf({ groups, neighbours }: Catalogue): GroupsOf {
  const byOrganisation = new Map<string, PeerGroup[]>();
  for (const group of groups)
    for (const member of group.members) {
      const own = byOrganisation.get(member);
      if (own) own.push(group);
      else byOrganisation.set(member, [group]);
    }
  const rank = (kind: GroupKind) => disclosureOrder.indexOf(kind);
  return (organisation) => {
    const near = neighbours[organisation];
    const nearest: PeerGroup[] = near
      ? [
          {
            code: 'neighbours',
            kind: 'neighbours',
            name: 'nearest neighbours',
            members: near.members,
          },
        ]
      : [];
    return [...(byOrganisation.get(organisation) ?? []), ...nearest].sort(
      (a, b) => rank(a.kind) - rank(b.kind) || (a.code < b.code ? -1 : 1),
    );
  };
}
