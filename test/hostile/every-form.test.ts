import { hash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../src/shared/database.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { type Ground, prepareGround } from '../access/ground.ts';
import { isVisitor } from '../access/people.ts';
import { type Hit, hit } from '../support/hit.ts';
import { dump } from '../support/pages.ts';
import type { Service } from '../support/service.ts';
import { formsOn, headersOf, type Way, waysIn } from './routes.ts';

let ground: Ground;
let ways: readonly Way[];
let forms: Awaited<ReturnType<typeof formsOn>>;
beforeAll(async () => {
  ground = await prepareGround();
  ways = waysIn(ground.places);
  forms = await ground.onCopy((service) => formsOn(service, ground.passes, ways));
});
afterAll(() => ground.remove());

/** What is sent, and how it is to be answered. */
interface Attack {
  readonly what: string;
  readonly body: string;
  readonly headers?: Record<string, string>;
  readonly statuses: readonly number[];
}

/** Routes that act on any form with a token and nothing else. */
const actsOnToken = [
  'POST /assessments/:assessment/notice',
  'POST /assessments/:assessment/erasure',
  'POST /surveys/:assessment/closure',
  'POST /surveys/:assessment/facilitator/appointments/:appointment/end',
  'POST /surveys/:assessment/facilitator/invitations/:invitation/withdrawal',
  'POST /surveys/:assessment/reminders',
  'POST /surveys/:assessment/workshops',
  'POST /workshops/:workshop/devices/:participant/removal',
  'POST /workshops/:workshop/end',
  'POST /workshops/:workshop/opening',
  'POST /workshops/:workshop/rounds/:round/reveal',
  'POST /administration/appointments/:appointment/end',
  'POST /administration/invitations/:invitation/sendings',
  'POST /administration/invitations/:invitation/withdrawal',
  'POST /organisations/:code/appointments/:appointment/end',
  'POST /organisations/:code/invitations/:invitation/sendings',
  'POST /organisations/:code/invitations/:invitation/withdrawal',
];

/** What acts on any form comes last, since the others need what it ends; signing out last of all. */
function rank(route: string): number {
  if (route === 'POST /sessions/end') return 3;
  if (route.startsWith('POST /sessions')) return 2;
  return Number(actsOnToken.includes(route));
}

const refused = [401, 403];
const refusals = [400, 401, 403, 404, 409, 413, 415, 422, 429];
const acts = [200, 303];

const tooLong = '10,000 characters in every field';

function attacksOn(way: Way, csrfToken: string | null): readonly Attack[] {
  const own = forms.get(way.path) ?? {};
  const token: [string, string][] = csrfToken === null ? [] : [['_csrf', csrfToken]];
  const encode = (fields: readonly (readonly [string, string])[]) =>
    new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString();
  const fields = Object.entries(own);
  const whole = encode([...token, ...fields]);
  const each = fields.length > 0 ? fields : [['word', 'word'] as const];
  const all = (what: string, change: (value: string) => string): Attack => ({
    what,
    body: encode([...token, ...each.map(([name, value]) => [name, change(value)] as const)]),
    statuses: [...refusals, ...acts],
  });
  return [
    {
      what: 'a form from another site',
      body: whole,
      headers: { 'Sec-Fetch-Site': 'cross-site' },
      statuses: refused,
    },
    ...(csrfToken === null ? [] : [{ what: 'no token', body: encode(fields), statuses: refused }]),
    {
      what: 'JSON',
      body: JSON.stringify({ ...own, _csrf: csrfToken, role: 'national-administrator' }),
      headers: { 'Content-Type': 'application/json' },
      statuses: refusals,
    },
    {
      what: 'names of prototypes',
      statuses: refusals,
      body: `${whole}&__proto__=x&constructor=x&__proto__[isAdmin]=1&toString=x`,
    },
    {
      what: 'fields that it does not have',
      body: `${whole}&person_id=x&organisation_code=RT02&isAdmin=1`,
      statuses: refusals,
    },
    {
      ...all('arrays for scalars', (value) => value),
      body: `${whole}&${whole}&${whole}`,
      statuses: refusals,
    },
    {
      what: 'nothing at all',
      body: '',
      statuses: csrfToken === null ? [...refusals, ...acts] : refused,
    },
    {
      what: 'escapes that cannot be decoded',
      body: `${encode(token)}&${each.map(([name]) => `${encodeURIComponent(name)}=%E0%A4%A%`).join('&')}`,
      statuses: [...refusals, ...acts],
    },
    all('a NUL in every field', (value) => `${value}\0`),
    all(tooLong, () => 'x'.repeat(10_000)),
    all('markup in every field', () => `"><script>alert(1)</script>`),
    all('other numbers', () => '-1e309'),
    all('half a character', () => '\ud800'),
  ];
}

/** Counts and sessions, and what comes of sending mail, which goes on beside. */
const passing = ['rate_limit', 'session', 'message', 'invitation_link', 'sign_in_link'];

let seen: { readonly version: unknown; readonly state: string } | null = null;

/** Everything that is in the database, as a hash; looked at only where somebody wrote meanwhile. */
async function stateOf(database: Database): Promise<string> {
  const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(database);
  const version = rows[0]?.data_version;
  if (seen && seen.version === version) return seen.state;
  const tables = (await database.introspection.getTables()).map(({ name }) => name);
  const kept = tables.filter((name) => !passing.includes(name));
  const state = hash('sha256', await dump(database, kept as (keyof Schema)[]));
  seen = { version, state };
  return state;
}

test('every form refuses what no page of ours sends, calmly and without doing anything', async () => {
  const faults: string[] = [];
  let tried = 0;
  await ground.onCopy(async (service, database) => {
    const posts = ways.filter(({ method }) => method === 'POST');
    const inOrder = posts.toSorted((one, other) => rank(one.route) - rank(other.route));
    for (const way of inOrder) {
      const pass = isVisitor(way.walker) ? null : ground.passes[way.walker];
      let before = await stateOf(database);
      for (const attack of attacksOn(way, pass?.csrfToken ?? null)) {
        tried += 1;
        const answer = await hit(service, {
          method: 'POST',
          path: way.path,
          body: attack.body,
          headers: { ...headersOf(ground.passes, way.walker), ...attack.headers },
        });
        const name = `${way.route}, ${attack.what}`;
        faults.push(...faultsOf(service, answer).map((fault) => `${name}: ${fault}`));
        const isLong = attack.what === tooLong && answer.text.includes('<textarea');
        if (isLong && answer.status !== 422) faults.push(`${name}: ${answer.status} to long text`);
        if (isLong && !answer.text.includes('x'.repeat(10_000))) faults.push(`${name}: text lost`);
        const after = await stateOf(database);
        const isAllowed = attack.statuses.includes(answer.status);
        if (after !== before && (answer.status >= 400 || !isAllowed))
          faults.push(`${name}: changed something`);
        // Whoever is in no room is led to its door, whatever they send.
        else if (!isAllowed && !(answer.status === 303 && isVisitor(way.walker)))
          faults.push(`${name}: ${answer.status}`);
        before = after;
      }
    }
  });
  expect(tried).toBeGreaterThan(700);
  expect(faults).toEqual([]);
}, 300_000);

/** What no answer to anybody may be. */
function faultsOf(service: Service, { status, headers, text }: Hit): string[] {
  const faults: string[] = [];
  if (status >= 500) faults.push(String(status));
  if (text.includes('<script>alert')) faults.push('markup that runs');
  if (!headers['content-security-policy']?.includes("default-src 'none'")) faults.push('no CSP');
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('no nosniff');
  faults.push(...service.logged.splice(0).map((line) => `logged ${line.slice(0, 300)}`));
  return faults;
}
