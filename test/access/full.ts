import { hash } from 'node:crypto';
import type { Database } from '../../src/shared/database.ts';
import { mountedRoutes } from '../support/routes.ts';
import type { Service } from '../support/service.ts';
import { type Answer, ask } from './browser.ts';
import { type Cell, cellsOf, someOf } from './cells.ts';
import { type Ground, prepareGround } from './ground.ts';
import type { Outcome } from './rules.ts';
import { table } from './table/table.ts';

/** What a walk found. */
export interface Walked {
  readonly routes: number;
  /** How many requests were answered as the table says or not. */
  readonly cells: number;
  /** In words, one for each cell that was answered otherwise; empty when all is well. */
  readonly faults: readonly string[];
}

/**
 * Asks for every mounted route as every kind of person with things of every organisation, and
 * compares the answers with the table.
 * @param share how much of the cells, above 0 to 1; the same share is always of the same cells.
 */
export async function walk({ share }: { readonly share: number }): Promise<Walked> {
  const ground = await prepareGround();
  try {
    const routes = await ground.onCopy(async (_, database) => [...mountedRoutes(database).keys()]);
    const unknown = routes.filter((route) => !table[route]);
    const cells = someOf(cellsOf(table, ground.places, routes), share);
    // What is allowed and changes something has a world of its own; all else must change nothing.
    const acts = cells.filter((cell) => cell.expected === 'allowed' && !isReading(cell));
    const faults = await ground.onCopy(async (service, database) => {
      const before = await everythingIn(database);
      const wrong = await tryAll(
        ground,
        service,
        cells.filter((cell) => !acts.includes(cell)),
      );
      const same = (await everythingIn(database)) === before;
      return same ? wrong : [...wrong, 'something was changed by what was refused or only read'];
    });
    for (const act of acts)
      faults.push(...(await ground.onCopy((service) => tryAll(ground, service, [act]))));
    faults.push(...unknown.map((route) => `${route}: there is no row for it in the table`));
    return { routes: routes.length, cells: cells.length, faults };
  } finally {
    await ground.remove();
  }
}

/** The level at which faults of the service are logged. */
const error = 50;

const isReading = ({ route }: Cell) => route.startsWith('GET ');

async function tryAll(
  { passes }: Ground,
  service: Service,
  cells: readonly Cell[],
): Promise<string[]> {
  const faults: string[] = [];
  const absents = new Map<string, string>();
  for (const { route, walker, whose, address, absent, expected } of cells) {
    const [method = ''] = route.split(' ');
    const askFor = (path: string) => ask(service, passes[walker], method, path);
    const name = `${route} as ${walker}: ${whose}`;
    const answer = await askFor(address);
    const outcome = outcomeOf(answer);
    if (outcome !== expected) faults.push(`${name}: ${outcome}, not ${expected}`);
    if (outcome !== expected || expected === 'allowed' || absent === null) continue;
    const key = `${walker} ${method} ${absent}`;
    const nothing = absents.get(key) ?? (await askFor(absent)).text;
    absents.set(key, nothing);
    if (answer.text !== nothing) faults.push(`${name}: ${expected}, but not as if it were absent`);
  }
  faults.push(...service.logged.filter((line) => JSON.parse(line).level >= error));
  return faults;
}

function outcomeOf({ status, location }: Answer): Outcome | string {
  if (status === 401) return 'signed out';
  if (status === 403) return 'refused';
  if (status === 404) return 'not found';
  if (status === 429 || status >= 500) return `answered ${status}`;
  return location?.startsWith('/sign-in?return=') ? 'sign in' : 'allowed';
}

/** What is in the database, but for what reading changes: sessions, limits and the audit. */
async function everythingIn(database: Database): Promise<string> {
  const contents: string[] = [];
  for (const { name } of await database.introspection.getTables()) {
    if (['session', 'rate_limit', 'audit', 'audit_chain'].includes(name)) continue;
    const rows = await database
      .selectFrom(name as 'person')
      .selectAll()
      .execute();
    contents.push(`${name} ${rows.map((row) => JSON.stringify(row)).sort()}`);
  }
  return hash('sha256', contents.join('\n'));
}
