import { contextRow } from '../organisations/context/context-store.ts';
import type {
  ContextVariable,
  OrganisationContext,
  SizeBand,
} from '../organisations/context/variables.ts';
import type { TrustType } from '../organisations/organisation.ts';
import type { Database } from '../shared/database.ts';
import { type Chance, chance } from './chance.ts';
import { codeOf, type FictionalOrganisation, fictionalOrganisations } from './organisations.ts';
import { insertInBatches } from './store.ts';

/** A chance of its own, so that nothing else that is drawn depends on it. */
const contextSeed = 31_032_025;

/** Of these nothing was ever sent in: they have neither a size band nor nearest neighbours. */
const unknown: readonly string[] = [
  codeOf('Westerquay Hospitals NHS Foundation Trust'),
  codeOf('Ashenford Minds NHS Trust'),
];

type Typical = Readonly<Partial<Record<ContextVariable, number>>>;

/** What a trust of middling size has; of a type that is not here, nothing is known at all. */
const typical: Readonly<Partial<Record<TrustType, Typical>>> = {
  acute: { beds: 780, income_million: 720, staff_wte: 8600, sites: 4, population_thousand: 560 },
  mental_health: {
    beds: 320,
    income_million: 330,
    staff_wte: 4900,
    sites: 45,
    population_thousand: 1150,
  },
  community: {
    beds: 90,
    income_million: 190,
    staff_wte: 3100,
    sites: 38,
    population_thousand: 640,
  },
  ambulance: { income_million: 370, staff_wte: 4800, sites: 70, population_thousand: 5200 },
};

const typicalIcb: Typical = {
  income_million: 3900,
  staff_wte: 620,
  sites: 3,
  population_thousand: 1600,
};

/** What these are like besides: not larger where an organisation is larger. */
const surroundings = {
  area_km2: [180, 5200],
  aged_65_percent: [11, 26],
  deprived_percent: [6, 41],
} as const;

/**
 * Puts in what the fictional organisations are like. A whole type and two more trusts are left out,
 * so that the demonstration shows what is missing where there is no context.
 * @param today the context is of March two years before, when no cycle had opened.
 */
export async function insertContexts(database: Database, today: Date): Promise<void> {
  const luck = chance(contextSeed);
  const drawn = fictionalOrganisations.map((one) => ({
    one,
    scale: Math.exp(luck.normal() * 0.45),
  }));
  const asOf = `${today.getUTCFullYear() - 2}-03-31`;
  const contexts = drawn.flatMap(({ one, scale }) => {
    const usual = one.kind === 'icb' ? typicalIcb : one.trustType && typical[one.trustType];
    const variables = drawVariables(usual ?? {}, scale, luck);
    if (!usual || unknown.includes(one.code)) return [];
    const source = 'Made up for the demonstration';
    const sizeBand = bandOf(one, scale, drawn);
    return [{ organisationCode: one.code, asOf, source, sizeBand, variables }];
  });
  await insertInBatches(database, 'organisation_context', contexts.map(contextRow));
}

function drawVariables(
  usual: Typical,
  scale: number,
  luck: Chance,
): OrganisationContext['variables'] {
  const sized = Object.entries(usual).map(([name, middle]) => [
    name,
    Math.max(1, Math.round(middle * scale * Math.exp(luck.normal() * 0.15))),
  ]);
  const around = Object.entries(surroundings).map(([name, [least, most]]) => [
    name,
    luck.whole(least, most),
  ]);
  return Object.fromEntries([...sized, ...around]);
}

/** The third of its type in which a trust is; ICBs have no bands. */
function bandOf(
  { kind, trustType }: FictionalOrganisation,
  scale: number,
  drawn: readonly { readonly one: FictionalOrganisation; readonly scale: number }[],
): SizeBand | null {
  if (kind === 'icb') return null;
  const type = drawn.filter(({ one }) => one.trustType === trustType);
  const share = type.filter((other) => other.scale < scale).length / type.length;
  return share < 1 / 3 ? 'small' : share < 2 / 3 ? 'medium' : 'large';
}
