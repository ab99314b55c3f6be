import { z } from 'zod';

/** The groups of the fixed catalogue (method, section 4). */
export const groupKinds = [
  'kind',
  'type',
  'region',
  'type-region',
  'type-size',
  'neighbours',
  'icb',
] as const;
export type GroupKind = (typeof groupKinds)[number];

/** A group's code in addresses: "type:acute", "type-region:acute:london", "neighbours". */
export const groupCode = z.string().regex(/^[A-Za-z0-9:_-]{1,80}$/);

export const peerGroup = z.strictObject({
  code: groupCode,
  kind: z.enum(groupKinds),
  /** What its members are called in a sentence: "acute trusts in London". */
  name: z.string(),
  /** Codes of organisations in ascending order, whether or not they take part in the cycle. */
  members: z.array(z.string()),
});
/** A fixed set of comparable organisations. */
export type PeerGroup = z.output<typeof peerGroup>;

/** In which order a benchmark shows an organisation its groups: what is too small falls back. */
export const fallbackOrder: readonly GroupKind[] = [
  'type-region',
  'type-size',
  'neighbours',
  'type',
  'kind',
];

/** In which order groups are tried for disclosure, the widest first (method, section 5). */
export const disclosureOrder: readonly GroupKind[] = [
  'kind',
  'type',
  'type-region',
  'type-size',
  'neighbours',
  'region',
  'icb',
];
