import * as client from 'openid-client';
import type { Issuer } from '../../config/issuers.ts';
import type { Attempt } from './attempt.ts';
import { addressIn, type Claims, isAllowedTenant } from './claims.ts';

/** How long an issuer may take to answer, in seconds. */
const patience = 10;

/** Something that came back from an issuer, or claims to have, and cannot be relied on. */
export class Refused extends Error {
  /** Why, in a word of a closed list: it is logged. */
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super('The sign-in was refused', { cause });
    this.reason = reason;
  }
}

/** What is sent along to an issuer and has to come back. */
export interface Sent extends Pick<Attempt, 'nonce' | 'codeVerifier'> {
  readonly state: string;
  /** Whether to show anew who they are, though the issuer knows them: before acts that ask for it. */
  readonly anew: boolean;
}

/** The issuers of the settings, asked where they are when somebody first signs in there. */
export class Providers {
  readonly #found = new Map<string, Promise<client.Configuration>>();

  /**
   * Where to send a browser to sign in.
   * @throws Error when the issuer does not answer, or is not what the settings say.
   */
  async addressOf(issuer: Issuer, callback: string, sent: Sent): Promise<URL> {
    const { acrValues, maxAge } = issuer.stepUp;
    const anew = { prompt: 'login', max_age: `${maxAge}` };
    return client.buildAuthorizationUrl(await this.#find(issuer), {
      redirect_uri: callback,
      scope: 'openid profile email',
      state: sent.state,
      nonce: sent.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(sent.codeVerifier),
      code_challenge_method: 'S256',
      ...(sent.anew ? anew : {}),
      ...(sent.anew && acrValues ? { acr_values: acrValues.join(' ') } : {}),
    });
  }

  /**
   * Exchanges what a browser came back with for what the issuer says about its person, checked: the
   * signature, who it is from and for, its time, the nonce, and the tenant.
   * @param address the whole address it came back to.
   * @throws Refused
   */
  async claimsFrom(issuer: Issuer, address: URL, sent: Sent): Promise<Claims> {
    const claims = await this.#exchange(issuer, address, sent).catch((error: unknown) => {
      throw new Refused(reasonOf(error), error);
    });
    if (!isAllowedTenant(issuer, claims)) throw new Refused('tenant');
    return claims;
  }

  async #exchange(issuer: Issuer, address: URL, sent: Sent): Promise<Claims> {
    const provider = await this.#find(issuer);
    const tokens = await client.authorizationCodeGrant(provider, address, {
      pkceCodeVerifier: sent.codeVerifier,
      expectedState: sent.state,
      expectedNonce: sent.nonce,
      idTokenExpected: true,
      ...(sent.anew ? { maxAge: issuer.stepUp.maxAge } : {}),
    });
    const claims = tokens.claims() as Claims;
    // Some issuers tell addresses only when asked once more.
    if (addressIn(issuer, claims) !== null || !provider.serverMetadata().userinfo_endpoint)
      return claims;
    const more = await client.fetchUserInfo(provider, tokens.access_token, claims.sub);
    const { email, email_verified, name = claims.name, preferred_username } = more;
    return { ...claims, email, email_verified, name, preferred_username };
  }

  #find(issuer: Issuer): Promise<client.Configuration> {
    const known = this.#found.get(issuer.id);
    if (known) return known;
    const found = discover(issuer);
    this.#found.set(issuer.id, found);
    // Asked again by whoever comes next.
    found.catch(() => this.#found.delete(issuer.id));
    return found;
  }
}

function discover({ issuer, clientId, clientSecret }: Issuer): Promise<client.Configuration> {
  const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: patience,
    // Signatures are checked though the token comes from the issuer itself.
    execute: [client.enableNonRepudiationChecks, ...insecure],
  });
}

/** The word that the library has for what went wrong. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'unreadable';
}
