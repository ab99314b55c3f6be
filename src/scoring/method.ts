/**
 * Every choice in the method, in one place and with one version: what is computed from answers,
 * when it is compared and when it may be shown. The public method page prints these values.
 * Shares are of 1 (0.75 is 75 %); score differences are in levels.
 */
export const method = {
  /** Rises whenever a value below changes, so that a stored result names what made it. */
  version: 1,

  /** The ladder that every question shares. */
  scale: {
    /** The lowest level. */
    lo: 1,
    /** The highest level. */
    hi: 5,
  },

  /** When a dimension has a score. Don't know is applicable and not answered. */
  completeness: {
    /** Fewest answered questions. */
    answered: 3,
    /** Smallest share of the applicable questions that is answered. */
    answeredShare: 2 / 3,
    /** Fewest applicable questions. */
    applicable: 3,
  },

  /** When there is an overall score. */
  overall: {
    /** Smallest share of the applicable dimensions that is scored. */
    scoredShare: 0.75,
  },

  /** What the agreed position asks of evidence. */
  evidence: {
    /** From this level up every statement needs evidence. */
    neededFromLevel: 4,
    /** The lowest grade that counts as evidence there (E2: a dated document or link). */
    neededGrade: 2,
    /** A document older than this many months is no longer E2. */
    freshMonths: 18,
    /** Share of counted statements at E2 or better that makes confidence high. */
    highConfidence: 0.75,
    /** The share that makes it medium; below, it is low. */
    mediumConfidence: 0.4,
    /** Agreed minus survey of this many levels or more is flagged. */
    agreedDifference: 1,
  },

  /** How respondents are combined. */
  weights: {
    /** No person weighs more than this, or than an equal share where that is more. */
    cap: 0.2,
  },

  /** Who enters a benchmark. */
  eligible: {
    /** Survey basis: fewest valid respondents. */
    respondents: 6,
    /** Survey basis: fewest role families among them. */
    families: 2,
    /** Agreed basis: smallest share of dimensions scored on evidenced levels. */
    scoredShare: 0.75,
  },

  /** How answers to one question agree. */
  agreement: {
    /** Fewest answers for a label. */
    answers: 5,
    /** Split: at least this share at both ends of the scale, rounded up to whole people. */
    splitShare: 0.3,
    /** The two ends: within this many levels of the lowest and of the highest. */
    splitReach: 1,
    /** Strong from this rwg. */
    strong: 0.7,
    /** Moderate from this rwg; below, it is weak. */
    moderate: 0.5,
  },

  /** When two role families see a question differently. Both bounds have to be reached. */
  perspectiveGap: {
    /** Difference of their means, in levels. */
    difference: 1,
    /** Size of Cliff's delta ("large" in Romano and others 2006). */
    delta: 0.474,
  },

  /** When a question is a blind spot. */
  blindSpot: {
    /** Share of the respondents who say don't know. */
    dontKnowShare: 0.3,
  },

  /** Who is accountable for a capability. */
  ownership: {
    /** Share of the answers that makes one owner, shared or nobody; otherwise contested. */
    share: 0.6,
    /** Smallest share of the respondents who answered other than don't know. */
    answeredShare: 0.5,
  },

  /** What the results of a survey say first, where people agree. */
  results: {
    /** Strong agreement on an estimate from this level: you agree that you are strong. */
    strongFrom: 3.5,
    /** Strong or moderate agreement on one up to this level: you agree there is work to do. */
    weakUpTo: 2.5,
  },

  /** When one value is clearly different from another. */
  comparison: {
    /** Smallest difference that counts for a dimension, in levels. */
    dimension: 0.5,
    /** Smallest difference that counts for the overall, in levels. */
    overall: 0.25,
    /** Standard errors of the difference that it has to exceed as well (95 %). */
    z: 1.96,
    /** Standard errors before a change between cycles makes a headline. */
    headlineZ: 2.73,
    /** Fewest cycles for a trend line. */
    trendCycles: 4,
  },

  /** What a pool of peers shows, by the number of other organisations in it. */
  peers: {
    /** Mean and three-way counts. Below this, nothing. */
    mean: 5,
    /** The median as well. */
    median: 8,
    /** Quartiles, percentile and quarter band as well. */
    quartiles: 10,
    /** The finer percentile and the density strip as well. */
    density: 20,
    /** The percentile is rounded to this until then. */
    percentileStep: 5,
    /** And to this from then on. */
    finePercentileStep: 1,
    /** In the density, a share of them below this is few, which may be none. */
    someShare: 0.1,
    /** From this on it is many; between the two, some. */
    manyShare: 0.25,
    /** Organisations in a group of nearest neighbours. */
    neighbours: 15,
  },

  /** What may be shown at all. */
  disclosure: {
    /** Fewest contributors whom the viewer does not know. May be raised, never lowered. */
    k: 5,
    /** How far apart, in levels, the means of fewer unknown organisations always stay possible. */
    leastOpen: 0.5,
    /** The same for their overalls, which are held to more: all of their dimensions tell of them. */
    leastOpenOverall: 1,
    /** Distributions and standard deviations from this many contributors. */
    distribution: 10,
    /** Shares of a distribution and of don't know are rounded to this. */
    shareStep: 0.1,
    /** In words, a share below this is few. */
    someShare: 0.3,
    /** From this on it is many; between the two, some. */
    manyShare: 0.6,
    /** Comments from this many contributors. */
    comments: 8,
    /** Fewest changed contributors for a second release of the same cycle. */
    changedContributors: 5,
    /** Refuse where a check would need more combinations than this. */
    combinations: 200_000,
  },
} as const;

/** The configuration with plain numbers, so that tests can try others. */
export type Method = Widened<typeof method>;

type Widened<T> = T extends number ? number : { readonly [K in keyof T]: Widened<T[K]> };
