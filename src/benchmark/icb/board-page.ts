import { instantsOf, showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { notFound } from '../../shared/problems.ts';
import type { Published } from '../release/release.ts';
import { listPublished } from '../release/release-store.ts';
import { type BegunCycle, type Board, listBegun, listShared } from './board-store.ts';
import { membersOf } from './members.ts';
import { participationOf } from './participation.ts';
import { listProgress } from './participation-store.ts';
import { allOf, type Of, releasedOf } from './released.ts';

export type BoardPage = Awaited<ReturnType<typeof boardPage>>;

/**
 * Everything that an analyst sees of a board: page and file are both made of this.
 * @param cycleId of which released cycle; null for the newest one.
 * @throws Problem "not-found" for a cycle that is not released.
 */
export async function boardPage(
  database: Database,
  board: Board,
  cycleId: string | null,
  now: Date,
) {
  const begun = await listBegun(database, now);
  const releases = newestOfEach(await listPublished(database));
  const release = cycleId ? releases.find((each) => each.cycleId === cycleId) : releases[0];
  if (cycleId && !release) throw notFound();
  const since = begun.find(({ id }) => id === releases[0]?.cycleId)?.opensAt ?? '';
  const coming = begun.filter(({ opensAt }) => opensAt > since);
  const of = { database, board: board.code, now };
  const released = release ? await releasedOf(of, release) : null;
  const columns = [
    released?.participation,
    ...(await Promise.all(coming.map((cycle) => comingOf(of, cycle)))),
  ];
  return {
    board,
    cycles: releases.map(({ cycleId: id, cycle: name }) => ({ id, name })),
    released,
    participation: columns.flatMap((column) => column ?? []),
    coming: coming.map((cycle) => ({ name: cycle.name, when: whenWords(cycle, now) })),
  };
}

/** Releases come with the newest first. */
function newestOfEach(releases: readonly Published[]): readonly Published[] {
  const cycles = new Set<string>();
  return releases.filter(({ cycleId }) => !cycles.has(cycleId) && cycles.add(cycleId));
}

/** Who takes part in a cycle that is not released; null until it is settled who belongs. */
async function comingOf(of: Of, { id: cycleId, name: cycle }: BegunCycle) {
  const members = await membersOf(of.database, cycleId, of.board);
  if (!members) return null;
  const shared = await listShared(of.database, { ...of, cycleId });
  const sharing = shared.filter(({ belongs }) => belongs);
  const progress = await listProgress(of.database, cycleId, allOf(members, sharing));
  return { cycle, ...participationOf(progress, sharing.length) };
}

function whenWords({ closesAt, releasesOn }: BegunCycle, now: Date): string {
  const isClosed = closesAt < now.toISOString();
  const until = isClosed ? 'Closed' : `Open until ${showDate(closesAt)}`;
  return releasesOn
    ? `${until}. Its results are released on ${showDate(instantsOf(releasesOn).first.toISOString())}.`
    : `${until}. Its results appear here when they are released${isClosed ? '' : ', after it has closed'}.`;
}
