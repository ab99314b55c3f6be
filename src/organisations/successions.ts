import { dayBefore, type Organisation, type Register, type Succession } from './organisation.ts';
import type { ReadFiles } from './register-file.ts';

/** The last day of the ICBs that were replaced on 1 April 2026. */
const reorganised = '2026-03-31';

export function successionKey({ predecessor, successor }: Succession): string {
  return `${predecessor} ${successor}`;
}

interface GivenSuccession extends Succession {
  /** Read from a list of predecessors, which does not replace what succession.csv has said. */
  readonly derived: boolean;
}

/** What the files say of who took over from whom. */
export function givenSuccessions({ rows }: ReadFiles): GivenSuccession[] {
  return [
    ...rows.icbs.flatMap(({ row }) =>
      row.predecessors.map((predecessor) => ({
        predecessor,
        successor: row.ods_code,
        on: row.established,
        source: 'icbs.csv',
        derived: true,
      })),
    ),
    ...rows.succession.map(({ row }) => ({
      predecessor: row.predecessor,
      successor: row.successor,
      on: row.date,
      source: row.source,
      derived: false,
    })),
  ];
}

/** The successions after an import. */
export function addSuccessions(
  known: readonly Succession[],
  given: readonly GivenSuccession[],
): Succession[] {
  const all = new Map(known.map((succession) => [successionKey(succession), succession]));
  for (const { derived, ...succession } of given)
    if (!derived || !all.has(successionKey(succession)))
      all.set(successionKey(succession), succession);
  return [...all.values()];
}

/**
 * An ICB that others have taken over from, and that today's list no longer has, closed on the day
 * before they did. One that only the list of the 42 knows closed with the reorganisation.
 */
export function closeReplacedIcbs(
  organisations: Map<string, Organisation>,
  known: Register,
  { rows }: ReadFiles,
  listed: ReadonlySet<string>,
  given: readonly Succession[],
): void {
  const isNew = (code: string) => !known.organisations.has(code);
  for (const { predecessor, on } of given) {
    const icb = organisations.get(predecessor);
    if (icb?.kind !== 'icb' || icb.fictional || icb.closedOn || listed.has(predecessor)) continue;
    // Without a list of today's ICBs, one that the register has open may well be open still.
    if (rows.icbs.length > 0 || isNew(predecessor))
      organisations.set(predecessor, { ...icb, closedOn: dayBefore(on) });
  }
  for (const { row } of rows.icbs_2022_42) {
    const icb = organisations.get(row.ods_code);
    if (icb?.kind === 'icb' && !icb.closedOn && !listed.has(icb.code) && isNew(icb.code))
      organisations.set(icb.code, { ...icb, closedOn: reorganised });
  }
}
