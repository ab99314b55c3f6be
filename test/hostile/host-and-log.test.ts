import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';

const world = stage();
beforeAll(async () => {
  await new Promise<void>((resolve) => world.service.server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => world.service.server.closeAllConnections());

/** Sends a request as whoever forges its headers would. */
function forged(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; said: string }> {
  const { port } = world.service.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          said: JSON.stringify(response.headers) + text,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const evil = {
  Host: 'evil.example',
  'X-Forwarded-Host': 'evil.example',
  'X-Forwarded-Proto': 'javascript',
  Forwarded: 'host=evil.example;proto=http',
  'X-Original-URL': '/administration',
  'X-Rewrite-URL': '/administration',
  'X-HTTP-Method-Override': 'DELETE',
};

test('a forged host is in no page, in no address to go to, and in no mail', async () => {
  for (const path of ['/', '/sign-in', '/assessments', '/nowhere', '/.well-known/security.txt']) {
    const { status, said } = await forged('GET', path, evil);
    expect([path, status < 500, said.includes('evil')]).toEqual([path, true, false]);
  }
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const { status } = await forged(
    'POST',
    '/sign-in-links',
    { ...evil, ...type },
    'email=alice%40leaders.example',
  );
  expect(status).toBe(303);
  await world.service.deliverMail();
  const [mail] = world.service.mail.sent;
  expect(JSON.stringify(mail)).toContain('http://127.0.0.1:3000/sign-in-links/');
  expect(JSON.stringify(mail)).not.toContain('evil');
});

test('an origin that is right for a forged host is refused', async () => {
  const headers = { ...evil, Origin: 'http://evil.example' };
  expect((await forged('POST', '/sign-in-links', headers)).status).toBe(403);
});

test('what is logged of a fault is one line, whatever was in the request', async () => {
  await world.database.schema.alterTable('organisation').renameTo('organisation_gone').execute();
  const path =
    '/organisations?q=hill&x=a%0a%7B%22level%22:60,%22msg%22:%22forged%22%7D%0d%0a%1b[31m';
  const headers = { 'User-Agent': 'a\u00850{"msg":"forged"}', Referer: 'http://x/%0aforged' };
  const { status, said } = await forged('GET', path, headers);
  await world.database.schema.alterTable('organisation_gone').renameTo('organisation').execute();
  expect(status).toBe(500);
  expect(said).not.toMatch(/forged|no such table/);
  const lines = world.service.logged.splice(0);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) {
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(JSON.parse(line)).not.toHaveProperty('msg', 'forged');
    expect(line).not.toContain('forged');
  }
});
