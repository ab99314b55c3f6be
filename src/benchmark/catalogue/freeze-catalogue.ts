import { readContexts } from '../../organisations/context/context-store.ts';
import { readRegister } from '../../organisations/store.ts';
import { type Clock, dateOf, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { findOpening, insertCatalogue, listUnfrozen } from './catalogue-store.ts';
import { makeCatalogue } from './make-catalogue.ts';

/**
 * Freezes the peer groups of a cycle: what the register and the context say now of the day on which
 * the cycle opened. A catalogue that is there already stays as it is, whatever was imported since.
 * @throws Problem "not-found" without such a cycle.
 */
export async function freezeCatalogue(
  database: Database,
  clock: Clock,
  cycleId: string,
): Promise<void> {
  await transact(database, async (transaction) => {
    const opensAt = found(await findOpening(transaction, cycleId));
    const register = await readRegister(transaction);
    const contexts = await readContexts(transaction);
    const catalogue = makeCatalogue(register, contexts, dateOf(new Date(opensAt)));
    await insertCatalogue(transaction, cycleId, { at: timestamp(clock), catalogue });
  });
}

/**
 * Freezes the peer groups of every cycle that has opened and has none; each by itself, so that one
 * cannot hold up the others.
 * @throws AggregateError of what went wrong, after all of them were tried.
 */
export async function freezeDueCatalogues(database: Database, clock: Clock): Promise<void> {
  const failures: unknown[] = [];
  for (const id of await listUnfrozen(database, timestamp(clock)))
    await freezeCatalogue(database, clock, id).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'Peer groups could not be frozen');
}
