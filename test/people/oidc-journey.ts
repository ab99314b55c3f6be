import type { Response } from 'supertest';
import { plain } from '../support/pages.ts';
import { type Agent, field } from '../support/service.ts';

/** Settings of an issuer as they stand in OIDC_ISSUERS. */
export interface IssuerSettings {
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly [setting: string]: unknown;
}

export const clientId = 'assess';
export const clientSecret = 'a-secret-of-the-tests-that-is-long-enough';

export function settings(...issuers: IssuerSettings[]): { OIDC_ISSUERS: string } {
  const common = { clientId, clientSecret };
  return { OIDC_ISSUERS: JSON.stringify(issuers.map((issuer) => ({ ...common, ...issuer }))) };
}

/** What the service's own address is to a provider. */
export const baseUrl = 'http://127.0.0.1:3000';

export function callbackOf(id: string): string {
  return `${baseUrl}/sign-in/${id}/callback`;
}

/** Begins to sign in; gives back the address at the provider that the page leads to. */
export async function begin(
  browser: Agent,
  issuer: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<URL> {
  const { text } = await browser.get('/sessions').redirects(1);
  const form = { _csrf: field(text, '_csrf'), ...fields };
  const response = await browser.post(`/sign-in/${issuer}`).type('form').send(form).expect(200);
  return addressIn(response);
}

/** Where the page that leads to a provider leads. */
export function addressIn({ headers, text }: Response): URL {
  const address = String(headers.refresh).replace(/^0; url=/, '');
  if (!plain(text).includes(`href="${address}"`)) throw new Error('The page leads elsewhere');
  return new URL(address);
}

/** Comes back from a provider to an address of the service. */
export function comeBack(browser: Agent, address: URL | string): Promise<Response> {
  return Promise.resolve(browser.get(String(address).replace(baseUrl, '')));
}
