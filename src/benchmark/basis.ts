/**
 * What a number rests on, which is never mixed: what leaders answered independently, or what the
 * organisation signed off, statement by statement.
 */
export const bases = ['survey', 'agreed'] as const;
export type Basis = (typeof bases)[number];

export const basisNames: Readonly<Record<Basis, string>> = {
  survey: 'Survey estimate',
  agreed: 'Agreed position',
};

/** The code of the overall among the measures; the others are the codes of dimensions. */
export const overallMeasure = 'overall';
