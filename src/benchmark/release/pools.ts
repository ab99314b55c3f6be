import type { Pool, PoolValue } from '../../disclosure/pool/pool.ts';
import type { Kind } from '../../organisations/organisation.ts';
import type { Database } from '../../shared/database.ts';
import { type Basis, bases, overallMeasure } from '../basis.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PeerGroup } from '../catalogue/peer-group.ts';
import { kindOf } from './boards.ts';
import { contributionsOf } from './contribution-store.ts';

/** Organisations of one kind on one basis: the only ones that are ever compared. */
export interface PoolOf {
  readonly basis: Basis;
  readonly kind: Kind;
  readonly pool: Pool;
  /** The fixed groups of this kind of organisation. */
  readonly groups: readonly PeerGroup[];
}

const kinds: readonly Kind[] = ['trust', 'icb'];

/** The pools of a release, from what it was made of and nothing else. */
export async function loadPools(
  database: Database,
  releaseId: string,
  { groups }: Catalogue,
): Promise<readonly PoolOf[]> {
  const measures: Record<Kind, readonly string[]> = { trust: [], icb: [] };
  const pools = bases.flatMap((basis) =>
    kinds.map((kind) => ({
      basis,
      kind,
      groups: groups.filter((group) => kindOf(group) === kind),
      values: new Map<string, ReadonlyMap<string, PoolValue>>(),
    })),
  );
  for await (const { organisation, basis, content } of contributionsOf(database, releaseId)) {
    // The same on both bases: those of the questionnaire.
    measures[content.kind] = content.measures.map(({ code }) => code);
    const pool = pools.find((one) => one.basis === basis && one.kind === content.kind);
    if (content.eligible) pool?.values.set(organisation, valuesOf(content.measures));
  }
  return pools.map(({ basis, kind, groups: own, values }) => {
    const members = new Set(own.flatMap((group) => group.members));
    const grouped = [...values].filter(([code]) => members.has(code));
    return {
      ...{ basis, kind, groups: own },
      pool: { measures: measures[kind], overall: overallMeasure, values: new Map(grouped) },
    };
  });
}

function valuesOf(
  measures: readonly {
    readonly code: string;
    readonly value: number | null;
    readonly se: number | null;
  }[],
): ReadonlyMap<string, PoolValue> {
  return new Map(
    measures.flatMap(({ code, value, se }) =>
      value === null ? [] : [[code, { value, se }] as const],
    ),
  );
}
