import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { listOpenSince } from '../room/room-store.ts';
import { endWorkshop } from './end-workshop.ts';

/** How long a workshop that nobody ends stays open, in milliseconds: a day. */
const longest = 24 * 60 * 60 * 1000;

/**
 * Ends every workshop that was left open, so that its devices and votes are forgotten; each by
 * itself, so that one cannot hold up the others.
 * @throws AggregateError of what went wrong, after all of them were tried.
 */
export async function endOverdueWorkshops(database: Database, clock: Clock): Promise<void> {
  const failures: unknown[] = [];
  const before = new Date(clock().getTime() - longest).toISOString();
  for (const workshop of await listOpenSince(database, before))
    await endWorkshop(database, clock, workshop, null).catch((error: unknown) => {
      failures.push(error);
    });
  if (failures.length > 0) throw new AggregateError(failures, 'Workshops could not be ended');
}
