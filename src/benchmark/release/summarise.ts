import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '../../shared/database.ts';
import { comparison } from '../beside/comparison.ts';
import { contributionsBy, organisationsOf } from './contribution-store.ts';
import { namedToBoards } from './named-trusts.ts';
import { partsNamed } from './part-store.ts';
import { organisationPart, type Release } from './release.ts';
import type { ReleaseSummary } from './summary.ts';
import { Tally } from './tally.ts';

/** So many organisations are read at once. */
const batch = 50;

/** What a release is made of and what becomes of it, once every other part of it is there. */
export async function summarise(
  database: Database,
  { id, number }: Pick<Release, 'id' | 'number'>,
): Promise<ReleaseSummary> {
  const tally = new Tally(number);
  const organisations = await organisationsOf(database, id);
  for (let from = 0; from < organisations.length; from += batch) {
    await turn();
    const codes = organisations.slice(from, from + batch);
    const parts = await partsNamed(database, id, codes.map(organisationPart));
    for (const contributed of await contributionsBy(database, id, codes)) {
      const text = parts.get(organisationPart(contributed.organisation)) ?? '';
      tally.add(contributed, comparison.parse(JSON.parse(text)));
    }
  }
  const named = await namedToBoards(database, id);
  return tally.summary([...named].map(([icb, trusts]) => ({ icb, trusts: trusts.size })));
}
