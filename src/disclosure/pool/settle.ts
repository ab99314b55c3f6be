import type { Entry, Ledger } from './ledger.ts';
import type { PreparedPool } from './prepare-pool.ts';

/** What may be tried of one group, in all measures that have not been shown before as they are. */
export interface Candidate {
  readonly bit: number;
  readonly holder: number | null;
  /** Positions of measures. */
  readonly measures: ReadonlySet<number>;
  /** Positions of dimensions that were shown before and have not changed since. */
  readonly stands: ReadonlySet<number>;
}

/**
 * Which measures of each candidate may be shown, tried in their order, the dimensions first (R1, R2
 * and R3), for everybody whose ledger is given; what may be is noted there. An overall only goes
 * with all dimensions of its group, each of them exact: it would otherwise say what is kept back.
 */
export function settle(
  prepared: PreparedPool,
  ledgers: readonly Ledger[],
  candidates: readonly Candidate[],
): readonly ReadonlySet<number>[] {
  const { measures, overall } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const release = prepared.pools.length - 1;
  const whole = measures.indexOf(overall);
  const settled = candidates.map(() => new Set<number>());

  for (const measure of [...[...measures.keys()].filter((one) => one !== whole), whole]) {
    let left = candidates.flatMap(({ bit, holder, measures: own, ...candidate }, at) => {
      const entry = { bit, holder, measure, release };
      const goes =
        own.has(measure) &&
        (measure !== whole ||
          isComplete(ledgers[0] as Ledger, bit, {
            ...{ measures: measures.length, whole, release },
            told: new Set([...(settled[at] ?? []), ...candidate.stands]),
          }));
      return goes ? [{ at, entry }] : [];
    });
    const restrict = (allowed: (entries: readonly Entry[]) => ReadonlySet<number>) => {
      const ok = allowed(left.map(({ entry }) => entry));
      left = left.filter((_, position) => ok.has(position));
    };
    for (const ledger of ledgers) restrict((entries) => ledger.allowed(entries, release > 0));
    if (measure === whole) for (const ledger of ledgers) restrict(ledger.allowedParts);
    for (const { at, entry } of left) {
      if (ledgers.some((ledger) => ledger.saysTooMuch(entry))) continue;
      for (const ledger of ledgers) ledger.note(entry);
      settled[at]?.add(measure);
    }
  }
  return settled;
}

/** Whether every dimension that some of the group have is told. */
function isComplete(
  { sight }: Ledger,
  bit: number,
  {
    measures,
    whole,
    release,
    told,
  }: { measures: number; whole: number; release: number; told: ReadonlySet<number> },
): boolean {
  return Array.from({ length: measures }, (_, measure) => measure).every(
    (measure) =>
      measure === whole ||
      told.has(measure) ||
      !sight.alike(measure).some(({ mask, profile }) => mask & (1 << bit) && profile[release]),
  );
}
