import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Ground, prepareGround } from '../access/ground.ts';
import { isVisitor } from '../access/people.ts';
import { hit } from '../support/hit.ts';
import { headersOf, type Way, waysIn } from './routes.ts';

let ground: Ground;
let ways: readonly Way[];
beforeAll(async () => {
  ground = await prepareGround();
  ways = waysIn(ground.places);
});
afterAll(() => ground.remove());

/** What stands in the place of an id. */
const odd = [
  ...["'", "x'%20or%20'1'='1", '__proto__', 'constructor', '%00', '%0d%0aSet-Cookie:%20a=b', '-1'],
  ...['1e9', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e', '%3Cscript%3Ealert(1)%3C%2Fscript%3E'],
  ...['%E0%A4%A', '%ff', '%F0%9F%92%A9', 'x'.repeat(4000), ' '.repeat(3).replaceAll(' ', '%20')],
];

/** What is asked beside an address that is right. */
const queries = [
  '?__proto__=1&constructor[prototype][x]=1&q[]=1&done[]=removed',
  '?done=__proto__&page=-1&q=%00&return=//evil.example&change',
  '?done=%E0%A4%A&q=%ff',
  `?q=${'x'.repeat(6000)}`,
  '?group=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&basis=toString&next=https://evil.example',
];

/** Pages that do not say whether there is such a link, and ask for it by a form. */
const tellsNothing = ['/sign-in-links/:token'];

const headersOfAll: readonly (readonly [name: string, value: RegExp])[] = [
  ['content-security-policy', /^default-src 'none';.*form-action 'self';.*base-uri 'none'$/],
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['referrer-policy', /^same-origin$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^same-origin$/],
];

test('every address answers what no link leads to calmly, in all its ids and beside them', async () => {
  const faults: string[] = [];
  let tried = 0;
  await ground.onCopy(async (service) => {
    for (const way of ways.filter(({ method }) => method === 'GET')) {
      const headers = headersOf(ground.passes, way.walker);
      const ask = async (path: string, statuses: readonly number[]) => {
        tried += 1;
        const answer = await hit(service, { method: 'GET', path, headers });
        const name = `${way.route} as ${path.slice(0, 150)}`;
        if (!statuses.includes(answer.status)) faults.push(`${name}: ${answer.status}`);
        if (/<script>alert|root:x/.test(answer.text)) faults.push(`${name}: what was asked for`);
        if (/evil\.example/.test(answer.text) && !answer.text.includes('return='))
          faults.push(`${name}: leads elsewhere`);
        const { location } = answer.headers;
        if (location !== undefined && !/^\/(?![/\\])/.test(String(location)))
          faults.push(`${name}: leads to ${location}`);
        if (String(answer.headers['set-cookie'] ?? '').includes('a=b'))
          faults.push(`${name}: sets a cookie`);
        for (const [header, value] of headersOfAll)
          if (!value.test(String(answer.headers[header]))) faults.push(`${name}: no ${header}`);
        const kept = String(answer.headers['cache-control']);
        const isPage = String(answer.headers['content-type']).startsWith('text/html');
        if (isPage && !(isVisitor(way.walker) ? /no-store|no-cache/ : /no-store/).test(kept))
          faults.push(`${name}: kept as ${kept}`);
        faults.push(...service.logged.splice(0).map((line) => `${name}: ${line.slice(0, 300)}`));
      };
      await ask(way.path, [200, 303]);
      for (const query of queries) await ask(way.path + query, [200, 303, 400, 404, 422]);
      for (const name of way.names)
        for (const value of odd) {
          const isOpen = tellsNothing.some((path) => way.route.endsWith(path));
          await ask(way.with(name, value), [400, 404, 414, ...(isOpen ? [200] : [])]);
        }
    }
  });
  expect(tried).toBeGreaterThan(1500);
  expect(faults).toEqual([]);
}, 300_000);
