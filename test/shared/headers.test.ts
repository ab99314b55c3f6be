import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { assetsPath } from '../../src/shared/assets.ts';
import { baseOf, stage } from '../support/cast.ts';
import { send } from '../support/pages.ts';

const world = stage();
const styles = `${assetsPath}/styles.css`;

describe('every response', () => {
  const responses: [string, Response][] = [];

  beforeAll(async () => {
    const { alice } = world.browsers;
    const visitor = world.service.visitor();
    const base = baseOf(world);
    const page = `${base}/questions/A1`;
    responses.push(
      ['start page', await visitor.get('/')],
      ['signed-in page', await alice.get(page)],
      ['redirect', await visitor.get(page)],
      ['not found', await visitor.get('/nowhere')],
      ['undecodable', await visitor.get('/assessments/%E0%A4%A')],
      ['signed out', await send(visitor, page, {})],
      ['refused', await send(alice, page, {})],
      ['too large', await send(alice, page, { note: 'x'.repeat(3_000_000) })],
      ['JSON', await alice.get('/nowhere').set('Accept', 'application/json')],
      ['asset', await visitor.get(styles)],
      ['missing asset', await visitor.get(`${assetsPath}/nothing.js`)],
      ['health', await visitor.get('/health/live')],
      ['options', await visitor.options('/')],
    );
  });

  test('carries the security headers', () => {
    for (const [name, { headers }] of responses)
      expect([name, headers]).toEqual([
        name,
        expect.objectContaining({
          'content-security-policy': [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
          ].join(';'),
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        }),
      ]);
  });

  test('does not say what it is made with, nor promise TLS where there is none', () => {
    for (const [, { headers }] of responses) {
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('etag');
    }
  });

  test('refers to nothing outside', () => {
    for (const [name, { text }] of responses)
      if (name !== 'asset') expect(text ?? '').not.toMatch(/(src|href|action)="(https?:)?\/\//);
  });
});

describe('what browsers may keep', () => {
  test('is nothing of a signed-in page, also when it is a problem', async () => {
    const { alice } = world.browsers;
    for (const page of ['/', '/assessments', baseOf(world), `${baseOf(world)}/answers`, '/nowhere'])
      expect((await alice.get(page)).headers['cache-control']).toBe('no-store');
    const refused = await send(alice, `${baseOf(world)}/questions/A1`, {});
    expect(refused.headers['cache-control']).toBe('no-store');
  });

  test('is a public page only after asking again', async () => {
    const { headers } = await world.service.visitor().get('/');
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('is an asset, for ever', async () => {
    const { headers } = await world.service.visitor().get(styles).expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['set-cookie']).toBeUndefined();
  });
});

describe('assets', () => {
  test('are all there that any page or stylesheet names', async () => {
    const visitor = world.service.visitor();
    const pages = [
      await visitor.get('/'),
      await world.browsers.alice.get(`${baseOf(world)}/questions/A1`),
      await world.browsers.alice.get('/benchmarks/RAA'),
    ];
    const named = pages.flatMap(({ text }) => text.match(/\/assets\/[^"]*/g) ?? []);
    const css = (await visitor.get(styles).set('Accept-Encoding', 'identity')).text;
    for (const [, file = ''] of css.matchAll(/url\(["']?([^)"']*)/g))
      if (!file.startsWith('data:')) named.push(`${assetsPath}/${file}`);
    expect(new Set(named).size).toBeGreaterThan(3);
    for (const address of new Set(named)) await visitor.get(address).expect(200);
    expect(css).not.toMatch(/https?:\/\/(?!www\.w3\.org)|@font-face/);
  });

  test('are compressed for whoever asks, to the same bytes', async () => {
    const visitor = world.service.visitor();
    const raw = (encoding: string) =>
      visitor
        .get(styles)
        .set('Accept-Encoding', encoding)
        .buffer(true)
        .parse((res, done) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => done(null, Buffer.concat(chunks)));
        });
    const [plain, small] = [await raw('identity'), await raw('gzip, br')];
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(small.headers['content-encoding']).toBe('br');
    expect(Number(small.headers['content-length'])).toBeLessThan(plain.body.length / 4);
    // The client has decompressed it already.
    expect(small.body.equals(plain.body)).toBe(true);
    for (const { headers } of [plain, small]) expect(headers.vary).toMatch('Accept-Encoding');
  });

  test.each([
    '/assets/0000000000/styles.css',
    `${assetsPath}/package.json`,
    `${assetsPath}/..%2f..%2fpackage.json`,
    `${assetsPath}/__proto__`,
    `${assetsPath}/`,
  ])('%p is not found, and not kept', async (address) => {
    const { headers } = await world.service.visitor().get(address).expect(404);
    expect(headers['cache-control']).toBe('no-cache');
  });
});
