/** How large an organisation is among those of its type. */
export const sizeBandNames = { small: 'Small', medium: 'Medium', large: 'Large' } as const;
export type SizeBand = keyof typeof sizeBandNames;
export const sizeBands = Object.keys(sizeBandNames) as [SizeBand, ...SizeBand[]];

interface Variable {
  /** As a heading, with its unit. */
  readonly title: string;
  /** In a sentence: "closest on beds, income and sites". */
  readonly word: string;
  /** What exactly it counts, for whoever fills in a file. */
  readonly meaning: string;
  /** Whether only whole numbers make sense. */
  readonly whole: boolean;
  /** The largest number that makes sense; the smallest is always 0. */
  readonly most: number;
}

const unbounded = 999_999_999;

/**
 * What may be known of an organisation to find others like it: what it has and whom it serves.
 * Never an outcome: nothing here tells how well anything is done.
 */
export const contextVariables = {
  beds: {
    title: 'Beds',
    word: 'beds',
    meaning: 'beds that are open overnight, on average over a quarter',
    whole: true,
    most: unbounded,
  },
  income_million: {
    title: 'Income (£ million a year)',
    word: 'income',
    meaning: 'operating income in the last financial year, in millions of pounds',
    whole: false,
    most: unbounded,
  },
  staff_wte: {
    title: 'Staff (whole-time equivalents)',
    word: 'staff',
    meaning: 'staff in whole-time equivalents',
    whole: false,
    most: unbounded,
  },
  sites: {
    title: 'Sites',
    word: 'sites',
    meaning: 'sites from which patients are treated or, for an ICB, offices',
    whole: true,
    most: unbounded,
  },
  population_thousand: {
    title: 'Population served (thousands)',
    word: 'population served',
    meaning: 'people whom it serves, in thousands',
    whole: false,
    most: unbounded,
  },
  area_km2: {
    title: 'Area served (km²)',
    word: 'area served',
    meaning: 'the area that it serves, in square kilometres',
    whole: false,
    most: unbounded,
  },
  aged_65_percent: {
    title: 'People aged 65 or over (%)',
    word: 'age of the population',
    meaning: 'people aged 65 or over, per cent of the population that it serves',
    whole: false,
    most: 100,
  },
  deprived_percent: {
    title: 'People in the most deprived fifth of areas (%)',
    word: 'deprivation',
    meaning:
      'people who live in the most deprived fifth of areas in England, per cent of the population that it serves',
    whole: false,
    most: 100,
  },
} as const satisfies Record<string, Variable>;

export type ContextVariable = keyof typeof contextVariables;
export const contextVariableNames = Object.keys(contextVariables) as [
  ContextVariable,
  ...ContextVariable[],
];

/** What is known of one organisation, whatever its results. */
export interface OrganisationContext {
  readonly organisationCode: string;
  /** The day for which it is true: "2026-03-31". */
  readonly asOf: string;
  /** Where it is from, in words. */
  readonly source: string;
  /** Null where it is not known. */
  readonly sizeBand: SizeBand | null;
  /** Numbers of 0 or more; what is not known is absent. */
  readonly variables: Readonly<Partial<Record<ContextVariable, number>>>;
}
