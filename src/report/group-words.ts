import type { GroupKind } from '../benchmark/catalogue/peer-group.ts';

/** What is alike in the organisations of a group, as the method page says it. */
export const groupWords: Readonly<Record<GroupKind, string>> = {
  kind: 'all of the same kind',
  type: 'the same type',
  region: 'the same region',
  'type-region': 'the same type and region',
  'type-size': 'the same type and size',
  neighbours: 'nearest neighbours',
  icb: 'the same ICB',
};
