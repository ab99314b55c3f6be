/** A publication of a cycle over all eligible organisations; published, it never changes. */
export interface Release {
  readonly id: string;
  readonly cycleId: string;
  /** The name of its cycle. */
  readonly cycle: string;
  /** 1 for the first release of its cycle. */
  readonly number: number;
  readonly questionnaireVersion: number;
  readonly methodVersion: number;
  readonly preparedAt: string;
  /** How many parts it has when it is complete. */
  readonly parts: number;
  /** Null while it is being prepared. */
  readonly publishedAt: string | null;
  /** Hash of all parts; null until they are complete. */
  readonly fingerprint: string | null;
}

/** A release that is published. */
export interface Published extends Release {
  readonly publishedAt: string;
}

/** The names of a release's parts, by who reads them; the summary is for administrators. */
export const nationalPart = 'national';
export const summaryPart = 'summary';
export const organisationPart = (code: string) => `organisation:${code}`;
export const icbPart = (code: string) => `icb:${code}`;
export const icbOfPart = (part: string) => part.slice(icbPart('').length);
