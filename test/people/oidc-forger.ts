import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientId } from './oidc-journey.ts';

export type TokenClaims = Record<string, unknown>;

/** What a provider of the tests answers with next, in place of what an honest one would. */
export interface Lies {
  readonly claims?: TokenClaims;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs with a key that it never told anybody about. */
  readonly otherKey?: boolean;
  /** Leaves the signature out. */
  readonly unsigned?: boolean;
}

export interface Forger {
  readonly issuer: string;
  /** What it says when it is asked at its other address. */
  userinfo: TokenClaims | null;
  /** Has it answer whoever brings this code next. */
  answer(code: string, claims: TokenClaims, lies?: Lies): void;
  /** How often it was asked to exchange a code. */
  exchanges(): number;
  close(): Promise<void>;
}

/** A provider that signs whatever it is told to. */
export async function startForger(): Promise<Forger> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const answers = new Map<string, string>();
  let exchanged = 0;
  const server = createServer(async (req, res) => {
    const give = (value: unknown, status = 200) => {
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(value));
    };
    if (req.url === '/.well-known/openid-configuration') return give(metadata());
    if (req.url === '/jwks')
      return give({ keys: [{ ...keys.publicKey.export({ format: 'jwk' }), use: 'sig' }] });
    if (req.url === '/userinfo') return give(forger.userinfo ?? {});
    exchanged++;
    let body = '';
    for await (const chunk of req) body += chunk;
    const id_token = answers.get(new URLSearchParams(body).get('code') ?? '');
    if (!id_token) return give({ error: 'invalid_grant' }, 400);
    give({ access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function metadata() {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      ...(forger.userinfo ? { userinfo_endpoint: `${issuer}/userinfo` } : {}),
    };
  }

  const forger: Forger = {
    issuer,
    userinfo: null,
    answer: (code, claims, { header, otherKey, unsigned, ...lies } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const honest = { iss: issuer, aud: clientId, iat: now, exp: now + 60, ...claims };
      const said = [
        { alg: unsigned ? 'none' : 'RS256', typ: 'JWT', ...header },
        { ...honest, ...lies.claims },
      ];
      const { privateKey } = otherKey ? others : keys;
      answers.set(code, unsigned ? `${encoded(said)}.` : signed(encoded(said), privateKey));
    },
    exchanges: () => exchanged,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return forger;
}

function encoded(parts: readonly object[]): string {
  return parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

function signed(content: string, key: KeyObject): string {
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key).toString('base64url')}`;
}
