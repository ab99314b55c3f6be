import type { OrganisationContext } from '../../organisations/context/variables.ts';
import type { Organisation, Register } from '../../organisations/organisation.ts';
import type { Catalogue } from './catalogue.ts';
import { icbWords, kindWords, regionWords, sizeWords, typeWords } from './group-names.ts';
import { nearestNeighbours } from './neighbours.ts';
import type { GroupKind, PeerGroup } from './peer-group.ts';

/**
 * Every peer group of those that are open on a day, in the order of their codes; the same whatever
 * the order of what is given. A trust is in the group of every ICB that it belongs to on that day.
 * Groups by size and nearest neighbours are there only where the context for them is.
 *
 * Fictional and real organisations never share a group. Where a register has both, the groups of
 * the real ones have ":real" after their code.
 * @param day such as "2026-11-22".
 */
export function makeCatalogue(
  register: Pick<Register, 'organisations' | 'memberships'>,
  contexts: readonly OrganisationContext[],
  day: string,
): Catalogue {
  const open = [...register.organisations.values()]
    .filter((one) => isDuring(one.openedOn, one.closedOn, day))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  const fictional = open.filter((one) => one.fictional);
  const real = open.filter((one) => !one.fictional);
  const groups = new Map<string, NamedGroup & { readonly members: string[] }>();
  const neighbours: Catalogue['neighbours'] = {};
  for (const among of [fictional, real]) {
    const apart = among === real && fictional.length > 0;
    for (const [organisation, group] of placesOf(among, register, contexts, day)) {
      const code = apart ? `${group.code}:real` : group.code;
      const known = groups.get(code);
      if (known) known.members.push(organisation);
      else {
        const name = apart ? `real ${group.name}` : group.name;
        groups.set(code, { code, kind: group.kind, name, members: [organisation] });
      }
    }
    Object.assign(neighbours, nearestNeighbours(among, contexts));
  }
  return {
    groups: [...groups.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
    neighbours,
  };
}

type NamedGroup = Omit<PeerGroup, 'members'>;

/** Who belongs to which group, in the order of those who belong. */
function* placesOf(
  among: readonly Organisation[],
  { memberships }: Pick<Register, 'memberships'>,
  contexts: readonly OrganisationContext[],
  day: string,
): Generator<readonly [organisation: string, group: NamedGroup]> {
  const sizes = new Map(contexts.map((one) => [one.organisationCode, one.sizeBand]));
  const icbs = new Map(among.filter(({ kind }) => kind === 'icb').map((icb) => [icb.code, icb]));
  const current = memberships.filter(({ from, until }) => isDuring(from, until, day));
  const byTrust = Map.groupBy(current, ({ organisationCode }) => organisationCode);
  for (const { code, kind, trustType, region } of among) {
    yield [code, group('kind', `kind:${kind}`, kindWords[kind])];
    if (kind === 'icb') {
      const name = region && regionWords(kindWords.icb, region);
      if (name) yield [code, group('region', `icb-region:${slug(region)}`, name)];
      continue;
    }
    if (region)
      yield [code, group('region', `region:${slug(region)}`, regionWords('trusts', region))];
    const size = sizes.get(code);
    if (trustType) {
      const words = typeWords(trustType);
      yield [code, group('type', `type:${trustType}`, words)];
      if (region) {
        const both = `type-region:${trustType}:${slug(region)}`;
        yield [code, group('type-region', both, regionWords(words, region))];
      }
      if (size)
        yield [
          code,
          group('type-size', `type-size:${trustType}:${size}`, sizeWords(trustType, size)),
        ];
    }
    // A trust may belong to the same ICB twice: for its headquarters, and because it serves it.
    const own = new Set(byTrust.get(code)?.map(({ icbCode }) => icbCode));
    for (const icb of own) {
      const named = icbs.get(icb);
      if (named) yield [code, group('icb', `icb:${icb}`, icbWords(named.name))];
    }
  }
}

function group(kind: GroupKind, code: string, name: string): NamedGroup {
  return { code, kind, name };
}

/** "north-east-and-yorkshire" */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Whether a day lies between two others, both included; null is without end. */
function isDuring(from: string | null, until: string | null, day: string): boolean {
  return (from === null || from <= day) && (until === null || day <= until);
}
