/** The tables of benchmarks: see schema.ts. */

export interface OrganisationContextTable {
  organisation_code: string;
  as_of: string;
  source: string;
  size_band: string | null;
  /** Numbers by the names of variables, as JSON. */
  variables: string;
}

export interface PeerCatalogueTable {
  cycle_id: string;
  frozen_at: string;
  content: string;
}

export interface ReleaseTable {
  id: string;
  cycle_id: string;
  /** 1 for the first release of its cycle. */
  number: number;
  questionnaire_version: number;
  method_version: number;
  prepared_at: string;
  /** Null where the service prepared it by itself. */
  prepared_by: string | null;
  /** How many parts it will have. */
  parts: number;
  /** Null while it is being prepared; then nothing of it changes any more. */
  published_at: string | null;
  published_by: string | null;
  /** Hash of all its parts; null until they are complete. */
  fingerprint: string | null;
}

export interface ReleaseContributionTable {
  release_id: string;
  organisation_code: string;
  basis: 'survey' | 'agreed';
  content: string;
}

export interface ReleasePartTable {
  release_id: string;
  /** "national", "organisation:RXX" or "icb:QXX". */
  part: string;
  content: string;
}
