/** How long signing in elsewhere may take, in milliseconds. */
export const attemptLasts = 10 * 60_000;

/** So often one network address may begin to sign in elsewhere, and come back, in a quarter of an hour… */
export const mostAttempts = 1200;
/** …and so often one account may. */
export const mostSignIns = 20;

/** A sign-in under way elsewhere. */
export interface Attempt {
  /** The id of the issuer in the settings. */
  readonly issuer: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** A path of this service to lead to; null for home. */
  readonly returnTo: string | null;
  /** Who confirms who they are; null for somebody who signs in. */
  readonly personId: string | null;
}

/** What tells an attempt from all others: in the address it comes back to, and in its browser. */
export interface AttemptSecrets {
  readonly state: string;
  readonly browser: string;
}
