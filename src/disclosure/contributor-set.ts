/**
 * Contributors whose values go into one shown number, each with its weight: the respondents of an
 * organisation, or the organisations of a pool. A number shown is Σ weight · value, so a set is a
 * row of the matrix that disclosure control looks at (method, section 5).
 */
export interface ContributorSet {
  /** Names the set among all that are looked at together. */
  readonly code: string;
  /**
   * By contributor, above 0. Only their proportions matter. Whoever contributes another value to
   * a second release of the same cycle is another contributor there, with an id of its own.
   */
  readonly weights: ReadonlyMap<string, number>;
}
