import { chance } from '../../src/demonstration/chance.ts';
import type { TrustType } from '../../src/organisations/organisation.ts';

/** Organisations as many as there are in England, in all the groups that peers come in. */
export interface Country {
  readonly organisations: readonly CountryOrganisation[];
  readonly memberships: readonly { readonly trust: string; readonly icb: string }[];
}

export interface CountryOrganisation {
  /** Three characters, so that copies of a country fit into a code. */
  readonly code: string;
  readonly kind: 'trust' | 'icb';
  readonly trustType: TrustType | null;
  readonly region: string;
  readonly sizeBand: 'small' | 'medium' | 'large' | null;
  /** What neighbours are near in, as the context has it. */
  readonly variables: Readonly<Record<string, number>>;
}

/** The size that all figures of releases are of: about 200 trusts and 40 boards. */
export const inEngland = 240;
/** The code of the first trust. */
export const firstCode = 'R00';
const boards = 42;
const types: readonly (readonly [TrustType, number])[] = [
  ['acute', 120],
  ['mental_health', 48],
  ['community', 14],
  ['ambulance', 10],
  ['specialist', 6],
];
const regions = [
  ...['East of England', 'London', 'Midlands', 'North East and Yorkshire'],
  ...['North West', 'South East', 'South West'],
];

/** Always the same country. */
export function drawCountry(): Country {
  const luck = chance(2026);
  const icbs = Array.from(
    { length: boards },
    (_, at): CountryOrganisation => ({
      code: codeAt('Q', at),
      kind: 'icb',
      trustType: null,
      region: regions[at % regions.length] as string,
      sizeBand: null,
      variables: around(luck.uniform),
    }),
  );
  const trusts = types.flatMap(([trustType, many]) =>
    Array.from({ length: many }, () => ({ trustType, icb: luck.pick(icbs) })),
  );
  const all = trusts.map(
    ({ trustType, icb }, at): CountryOrganisation => ({
      code: codeAt('R', at),
      kind: 'trust',
      trustType,
      region: icb.region,
      sizeBand: luck.pick(['small', 'medium', 'large'] as const),
      variables: around(luck.uniform),
    }),
  );
  return {
    organisations: [...all, ...icbs],
    memberships: trusts.map(({ icb }, at) => ({ trust: codeAt('R', at), icb: icb.code })),
  };
}

/** The code of an organisation in a copy of the country; 0 is the first one. */
export function codeInCopy(code: string, copy: number): string {
  return code + copy.toString(36).toUpperCase().padStart(2, '0');
}

function codeAt(letter: string, at: number): string {
  return letter + at.toString(36).toUpperCase().padStart(2, '0');
}

function around(uniform: () => number): Record<string, number> {
  return {
    income_million: Math.round(100 + 900 * uniform()),
    staff_wte: Math.round(500 + 9000 * uniform()),
    population_thousand: Math.round(200 + 2000 * uniform()),
    area_km2: Math.round(100 + 5000 * uniform()),
  };
}
