import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { Provider } from 'oidc-provider';
import { plain } from '../support/pages.ts';
import { clientId, clientSecret } from './oidc-journey.ts';

/** What a provider says of an account. */
export type Account = Readonly<Record<string, unknown>>;

export interface RunningProvider {
  readonly issuer: string;
  /** The accounts there are, by what people type to sign in: their subject. */
  readonly accounts: Map<string, Account>;
  close(): Promise<void>;
}

/**
 * A certified OpenID Connect provider with its own pages to sign in at, on this machine.
 * @param callbacks the addresses that it may send browsers back to.
 */
export async function startProvider(callbacks: readonly string[]): Promise<RunningProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Account>();
  // It tells whoever sets it up for the first time what else there is to set.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...callbacks],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...accounts.get(sub) }),
    }),
  });
  server.on('request', provider.callback());
  return {
    issuer,
    accounts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A browser at a provider, which remembers that somebody signed in there. */
export class ProviderBrowser {
  readonly #cookies = new Map<string, string>();

  /** Signs in with this account from where the service led; gives back where that leads back to. */
  async signIn(from: URL, account: string): Promise<URL> {
    let next = from;
    for (let steps = 0; steps < 12; steps++) {
      if (next.origin !== from.origin) return next;
      const page = await this.#ask(next);
      next = page.next ?? (await this.#fill(next, page.html, account));
    }
    throw new Error('The provider leads nowhere');
  }

  /** Fills in whatever form the page of the provider has. */
  async #fill(address: URL, html: string, account: string): Promise<URL> {
    const action = html.match(/<form[^>]*action="([^"]*)"/)?.[1];
    const prompt = html.match(/name="prompt" value="(\w+)"/)?.[1];
    if (!action || !prompt) throw new Error(`The provider says: ${html.slice(0, 2000)}`);
    const body = new URLSearchParams({ prompt, login: account, password: 'any' });
    const { next } = await this.#ask(new URL(plain(action), address), { method: 'POST', body });
    if (!next) throw new Error('The provider did not take the form');
    return next;
  }

  async #ask(address: URL, init: RequestInit = {}) {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = set.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return { html: await response.text(), next: location ? new URL(location, address) : null };
  }
}
