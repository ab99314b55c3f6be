import { makeCatalogue } from '../../../src/benchmark/catalogue/make-catalogue.ts';
import type { PeerGroup } from '../../../src/benchmark/catalogue/peer-group.ts';
import type { OrganisationContext } from '../../../src/organisations/context/variables.ts';
import type { Membership, Organisation } from '../../../src/organisations/organisation.ts';

/** The day on which the cycles of these tests open. */
export const day = '2026-11-22';

export function trust(code: string, facts: Partial<Organisation> = {}): Organisation {
  return {
    code,
    name: `${code} NHS Trust`,
    kind: 'trust',
    trustType: 'acute',
    region: 'London',
    openedOn: null,
    closedOn: null,
    source: 'test',
    fictional: false,
    ...facts,
  };
}

export function icb(code: string, facts: Partial<Organisation> = {}): Organisation {
  const name = `NHS ${code} Integrated Care Board`;
  return trust(code, { name, kind: 'icb', trustType: null, ...facts });
}

export function member(
  organisationCode: string,
  icbCode: string,
  facts: Partial<Membership> = {},
): Membership {
  const from = '2022-07-01';
  return { organisationCode, icbCode, from, until: null, basis: 'headquarters', ...facts };
}

export function context(
  organisationCode: string,
  variables: OrganisationContext['variables'],
  sizeBand: OrganisationContext['sizeBand'] = null,
): OrganisationContext {
  return { organisationCode, asOf: '2026-03-31', source: 'test', sizeBand, variables };
}

interface Known {
  readonly memberships?: readonly Membership[];
  readonly contexts?: readonly OrganisationContext[];
}

export function catalogueOf(
  organisations: readonly Organisation[],
  { memberships = [], contexts = [] }: Known = {},
) {
  const register = { organisations: new Map(organisations.map((o) => [o.code, o])), memberships };
  return makeCatalogue(register, contexts, day);
}

/** Who is in each group of a catalogue, by its code. */
export function membersOf({ groups }: { readonly groups: readonly PeerGroup[] }) {
  return Object.fromEntries(groups.map(({ code, members }) => [code, members.join(' ')]));
}
