/**
 * What may be shown of pools of organisations: to everybody, to each organisation beside its peers,
 * and to a person for whom several reasons to look come together (method, sections 4 and 5).
 *
 * Prepare a pool once for each basis and kind of organisation, with the pools of the earlier
 * releases of the cycle; ask for the public statistics, and then for each viewer's with what these
 * show. All of it is pure, and neither the order of organisations nor that of members matters.
 */
export { peersOf } from './peers-of.ts';
export { type PreparedPool, preparePool } from './prepare-pool.ts';
export { publicStatistics } from './public-statistics.ts';
export type {
  HeldClass,
  Pool,
  PoolGroup,
  PoolResults,
  PoolValue,
  PoolViewer,
  Shown,
  ShownBefore,
} from './shapes.ts';
export { shownIn } from './shapes.ts';
export { showableToUnion } from './showable-to-union.ts';
