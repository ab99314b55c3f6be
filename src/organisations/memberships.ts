import { dayAfter, dayBefore, type Membership, type Organisation } from './organisation.ts';

/** When integrated care boards came to be. */
export const icbsBegan = '2022-07-01';

interface Changes {
  /** What the register holds before the import. */
  readonly known: readonly Membership[];
  readonly organisations: ReadonlyMap<string, Organisation>;
  /** Open trusts and closed trusts of the files, each with the ICB of its headquarters. */
  readonly open: ReadonlyMap<string, string>;
  readonly closed: ReadonlyMap<string, string>;
  /** When a trust closed according to the register before the import. */
  closedBefore(code: string): string | null;
  /** The day of the import. */
  readonly asOf: string;
}

/** The memberships after an import: who belongs where, and from when until when. */
export function decideMemberships(changes: Changes): Membership[] {
  const { organisations, asOf } = changes;
  const kept = changes.known.flatMap((membership) => withinLifeOfIcb(membership, organisations));
  const byTrust = Map.groupBy(kept, ({ organisationCode }) => organisationCode);

  for (const [code, icbCode] of changes.open) {
    const icb = organisations.get(icbCode);
    const rows = byTrust.get(code) ?? [];
    const held = rows.filter(({ basis }) => basis === 'headquarters');
    const current = held.filter(({ until }) => until === null);
    if (current.some((membership) => membership.icbCode === icbCode)) continue;
    const last = latest(...held.map(({ until }) => until));
    const from =
      current.length > 0
        ? latest(asOf, icb?.openedOn)
        : latest(
            icb?.openedOn ?? icbsBegan,
            last === '' ? organisations.get(code)?.openedOn : dayAfter(last),
          );
    byTrust.set(code, [
      ...rows.flatMap((row) => (current.includes(row) ? endOn(row, dayBefore(from)) : [row])),
      { organisationCode: code, icbCode, from, until: null, basis: 'headquarters' },
    ]);
  }

  for (const [code, icbCode] of changes.closed) {
    const trust = organisations.get(code);
    if (!trust?.closedOn) continue;
    const closedOn = trust.closedOn;
    const before = changes.closedBefore(code);
    const rows = (byTrust.get(code) ?? []).flatMap((row) =>
      row.until === null || row.until === before ? endOn(row, closedOn) : [row],
    );
    byTrust.set(code, rows.length > 0 ? rows : pastMembership(trust, organisations.get(icbCode)));
  }
  return [...byTrust.values()].flat();
}

/** Nobody belongs to an ICB before it was established or after it closed. */
function withinLifeOfIcb(
  membership: Membership,
  organisations: ReadonlyMap<string, Organisation>,
): Membership[] {
  const icb = organisations.get(membership.icbCode);
  const moved = { ...membership, from: latest(membership.from, icb?.openedOn) };
  if (icb?.closedOn && (moved.until === null || moved.until > icb.closedOn))
    return endOn(moved, icb.closedOn);
  return moved.until === null ? [moved] : endOn(moved, moved.until);
}

/** Most trusts that have closed did so before their ICB existed: they never belonged to it. */
function pastMembership(trust: Organisation, icb: Organisation | undefined): Membership[] {
  if (!icb || trust.closedOn === null) return [];
  const from = latest(icb.openedOn ?? icbsBegan, trust.openedOn);
  const until = icb.closedOn && icb.closedOn < trust.closedOn ? icb.closedOn : trust.closedOn;
  return endOn(
    { organisationCode: trust.code, icbCode: icb.code, from, until: null, basis: 'headquarters' },
    until,
  );
}

/** The membership ended on this day; nothing if it would have ended before it began. */
function endOn(membership: Membership, until: string): Membership[] {
  return membership.from > until ? [] : [{ ...membership, until }];
}

/** The latest of some dates; empty if there is none. */
function latest(...dates: readonly (string | null | undefined)[]): string {
  return dates.reduce<string>((last, date) => (date && date > last ? date : last), '');
}
