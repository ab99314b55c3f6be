import type { ContributorSet } from '../../src/disclosure/contributor-set.ts';

/** A pool of organisations in all the groups that peers come in, made up but always the same. */
export interface Catalogue {
  readonly organisations: readonly string[];
  /** In the order in which groups are tried. */
  readonly sets: readonly ContributorSet[];
  /** The groups that one of them belongs to, with its own neighbours only. */
  ownGroups(organisation: string): readonly ContributorSet[];
}

interface Member {
  readonly code: string;
  readonly type: number;
  readonly icb: number;
  readonly region: number;
  readonly size: number;
  readonly context: readonly number[];
}

const neighbours = 15;
/** About as many trusts of each type as there are in England, 205 in all. */
const ofType = [120, 50, 17, 10, 8];

export function peerCatalogue(): Catalogue {
  const next = numbers(2026);
  const members = ofType.flatMap((count, type) =>
    Array.from({ length: count }, (_, i): Member => {
      const icb = Math.floor(42 * next());
      const context = [next(), next(), next(), next()];
      const size = Math.floor(4 * next());
      return { code: `${type}-${i}`, type, icb, region: Math.floor(icb / 6), size, context };
    }),
  );
  const groups = (name: string, keyOf: (member: Member) => string | number) =>
    [...Map.groupBy(members, keyOf)]
      .sort(([a], [b]) => String(a).localeCompare(String(b)))
      .map(([key, some]) => set(`${name} ${key}`, some));
  const near = members.map((member) => set(`near ${member.code}`, nearest(member, members)));
  const sets = [
    set('kind', members),
    ...groups('type', ({ type }) => type),
    ...groups('region', ({ region }) => region),
    ...groups('type and region', ({ type, region }) => `${type} ${region}`),
    ...groups('type and size', ({ type, size }) => `${type} ${size}`),
    ...near,
    ...groups('icb', ({ icb }) => icb),
  ];
  return {
    organisations: members.map(({ code }) => code),
    sets,
    ownGroups: (own) =>
      sets.filter((each) =>
        near.includes(each) ? each.code === `near ${own}` : each.weights.has(own),
      ),
  };
}

function set(code: string, members: readonly Member[]): ContributorSet {
  return { code, weights: new Map(members.map((member) => [member.code, 1 / members.length])) };
}

/** Those of the same type whose context is most alike, then of the other types. */
function nearest(own: Member, members: readonly Member[]): readonly Member[] {
  const distance = ({ type, context }: Member) =>
    context.reduce((sum, value, i) => sum + (value - (own.context[i] as number)) ** 2, 0) +
    (type === own.type ? 0 : context.length);
  return members
    .filter((member) => member !== own)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, neighbours);
}

/** Numbers from 0 to below 1 that look random and are always the same. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
