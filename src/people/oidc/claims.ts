import type { Issuer } from '../../config/issuers.ts';
import { emailAddress } from '../email-address.ts';

/** What a checked ID token says: whatever the issuer likes, so nothing of it is taken for granted. */
export type Claims = Readonly<Record<string, unknown>> & {
  readonly iss: string;
  readonly sub: string;
};

/** Somebody as their issuer knows them. */
export interface Stranger {
  /** With the subject, what they are known by. */
  readonly issuer: string;
  readonly subject: string;
  /** In lower case; null where the issuer does not vouch for one. */
  readonly email: string | null;
  /** As the issuer writes it; null where it writes none. */
  readonly name: string | null;
}

export function strangerIn(issuer: Issuer, claims: Claims): Stranger {
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: addressIn(issuer, claims),
    name: typeof claims.name === 'string' ? claims.name : null,
  };
}

/**
 * The address that the issuer vouches for: one it says is verified, or, where the settings trust
 * it so far, the name that it gives to accounts. An address that it only passes on is never taken:
 * with some issuers people choose that themselves.
 */
export function addressIn(
  issuer: Issuer,
  claims: Readonly<Record<string, unknown>>,
): string | null {
  const given = claims.email_verified === true ? claims.email : undefined;
  const account = issuer.trustEmail ? (claims.preferred_username ?? claims.upn) : undefined;
  return emailAddress.safeParse(given ?? account).data ?? null;
}

/** Whether somebody comes from a tenant that may sign in. */
export function isAllowedTenant({ tenants }: Issuer, { tid }: Claims): boolean {
  return !tenants || (typeof tid === 'string' && tenants.includes(tid));
}

/**
 * When they showed the issuer who they are, at most now; null where it does not say, or where they
 * did so in a weaker way than the settings ask of administrators.
 */
export function confirmedIn({ stepUp }: Issuer, claims: Claims, now: Date): string | null {
  const { auth_time: seconds, acr } = claims;
  if (typeof seconds !== 'number') return null;
  if (stepUp.acrValues && !(typeof acr === 'string' && stepUp.acrValues.includes(acr))) return null;
  return new Date(Math.min(seconds * 1000, now.getTime())).toISOString();
}

/** Whether two issuers are one and the same, which writes each of its tenants into its address. */
export function isSameIssuer(one: string, other: string): boolean {
  return new URL(one).host === new URL(other).host;
}
