import type { Ledger } from './ledger.ts';
import type { PreparedPool } from './prepare-pool.ts';
import type { Shown } from './shapes.ts';

/** How a group stands beside what was shown of it in earlier releases, by position of measure. */
export interface Before {
  /** Shown in some earlier release. */
  readonly shown: ReadonlySet<number>;
  /** Shown, and nothing of it has changed since: the result is the same and stays. */
  readonly stands: ReadonlySet<number>;
  /** What has to be tried. */
  readonly fresh: ReadonlySet<number>;
}

/** @param earlier what was shown anew in each earlier release. */
export function stateOf(
  prepared: PreparedPool,
  { sight }: Pick<Ledger, 'sight'>,
  { code, bit }: { readonly code: string; readonly bit: number },
  earlier: readonly Shown[],
): Before {
  const { measures } = prepared.pools.at(-1) as PreparedPool['pools'][number];
  const now = prepared.pools.length - 1;
  const lastShown = (name: string) => earlier.findLastIndex((shown) => shown.get(code)?.has(name));
  const all = [...measures.keys()];
  const shown = all.filter((measure) => lastShown(measures[measure] as string) >= 0);
  const stands = shown.filter((measure) => {
    const then = lastShown(measures[measure] as string);
    return sight
      .alike(measure)
      .filter(({ mask }) => mask & (1 << bit))
      .every(({ profile }) => profile[then]?.version === profile[now]?.version);
  });
  return {
    shown: new Set(shown),
    stands: new Set(stands),
    fresh: new Set(all.filter((measure) => !stands.includes(measure))),
  };
}
