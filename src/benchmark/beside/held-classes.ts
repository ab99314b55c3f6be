import {
  type HeldClass,
  type Pool,
  preparePool,
  type Shown,
  showableToUnion,
} from '../../disclosure/pool/pool.ts';
import type { Kind } from '../../organisations/organisation.ts';
import type { Database } from '../../shared/database.ts';
import { found } from '../../shared/problems.ts';
import { remembering } from '../../shared/remembering.ts';
import type { Basis } from '../basis.ts';
import { groupsOf } from '../catalogue/catalogue.ts';
import { findCatalogue } from '../catalogue/catalogue-store.ts';
import { nationalTables } from '../national/national-tables.ts';
import { type Contributed, contributionsBy } from '../release/contribution-store.ts';
import { shownAnew } from '../release/kept.ts';
import { namedToBoards } from '../release/named-trusts.ts';
import { loadPools } from '../release/pools.ts';
import { nationalPart, type Published } from '../release/release.ts';
import { findPart } from '../release/release-store.ts';
import { comparisonsOf } from './beside-store.ts';
import type { ComparedGroup } from './comparison.ts';

/** All that one person may see of the organisations of one kind, on one basis of a cycle. */
export interface Held {
  readonly basis: Basis;
  readonly kind: Kind;
  /** The one that is looked at first. */
  readonly organisations: readonly string[];
  /** Integrated care boards whose named trusts they see. */
  readonly boards: readonly string[];
}

/** Published releases never change, so neither does what may be shown of them. */
const remembered = remembering<Shown>(500);

/**
 * What may be shown of the first of these organisations, by group and measure, of what the newest
 * of these releases shows anew, to somebody who sees all of them.
 * @param releases of one cycle, the newest first; not empty.
 * @param since later releases of the cycle: what they name to a board is known of these as well.
 */
export async function showableOf(
  database: Database,
  releases: readonly Published[],
  since: readonly Published[],
  held: Held,
): Promise<Shown> {
  const key = JSON.stringify([[releases, since].map((some) => some.map(({ id }) => id)), held]);
  return remembered(database, key, () => findShowable(database, releases, since, held));
}

async function findShowable(
  database: Database,
  releases: readonly Published[],
  since: readonly Published[],
  held: Held,
): Promise<Shown> {
  const [release] = releases as [Published];
  const catalogue = found(await findCatalogue(database, release.cycleId));
  const oldestFirst = releases.toReversed();
  const made: Made[] = [];
  for (const each of oldestFirst) made.push(await madeIn(database, each, held, catalogue));
  const now = made.at(-1) as Made;
  const pools = made.map(({ pool }) => pool);
  const prepared = preparePool(now.pool, now.groups, now.publicCodes, pools.slice(0, -1));
  const earlier = made.slice(0, -1);
  const [first, ...others] = held.organisations as [string, ...string[]];
  const takingPart = others.filter((code) => among(pools, [code]).size > 0);
  const membersOf = groupsOf(catalogue);
  const contributions = await contributionsBy(database, release.id, held.organisations);
  const classes = [first, ...takingPart].map(
    (organisation): HeldClass => ({
      own: now.pool.values.has(organisation) ? organisation : null,
      ownValues: exactOf(contributions.find((one) => isOf(one, organisation, held.basis))),
      knows: among(pools, [organisation]),
      groups: membersOf(organisation),
      shown: now.shownTo(organisation),
      before: earlier.map(({ shownTo }) => shownTo(organisation)),
    }),
  );
  const asAnalyst: HeldClass = {
    own: null,
    ownValues: new Map(),
    knows: among(pools, await namedIn(database, [...releases, ...since], held.boards)),
    groups: [],
    shown: new Map(),
    before: earlier.map(() => new Map()),
  };
  const [showable] = showableToUnion(
    prepared,
    now.publicShown,
    [...classes, asAnalyst],
    earlier.map(({ publicShown }) => publicShown),
  );
  return showable ?? new Map();
}

/** Those who have a value in any of the pools: nobody else can be known by them. */
function among(pools: readonly Pool[], codes: readonly string[]): ReadonlySet<string> {
  return new Set(codes.filter((code) => pools.some(({ values }) => values.has(code))));
}

/** The trusts that any of these releases names to any of these boards. */
async function namedIn(
  database: Database,
  releases: readonly Published[],
  boards: readonly string[],
): Promise<readonly string[]> {
  if (boards.length === 0) return [];
  const named: string[] = [];
  for (const { id } of releases) {
    const toBoards = await namedToBoards(database, id);
    named.push(...boards.flatMap((board) => [...(toBoards.get(board) ?? [])]));
  }
  return named;
}

/** One release, as far as it bears on what somebody holds. */
interface Made {
  readonly pool: Pool;
  readonly groups: Awaited<ReturnType<typeof loadPools>>[number]['groups'];
  /** England first, then the types. */
  readonly publicCodes: readonly string[];
  readonly publicShown: Shown;
  readonly shownTo: (organisation: string) => Shown;
}

async function madeIn(
  database: Database,
  { id, number }: Published,
  { basis, kind, organisations }: Held,
  catalogue: Parameters<typeof loadPools>[2],
): Promise<Made> {
  const pools = await loadPools(database, id, catalogue);
  const { pool, groups } = found(pools.find((one) => one.basis === basis && one.kind === kind));
  const national = nationalTables.parse(
    JSON.parse(found(await findPart(database, id, nationalPart))),
  );
  const rows = national.tables.find((one) => one.basis === basis && one.kind === kind)?.rows ?? [];
  const shown = new Map<string, Shown>();
  for (const organisation of organisations) {
    const part = (await comparisonsOf(database, [id], organisation)).get(id);
    const compared = part?.bases.find((each) => each.basis === basis);
    shown.set(organisation, shownAnew((compared?.groups ?? []).map(inResults), number));
  }
  return {
    pool,
    groups,
    publicCodes: rows.map(({ group }) => group),
    publicShown: shownAnew(
      rows.map(({ group, release, measures }) => ({
        ...{ code: group, release },
        measures: measures.map(({ code, statistics }) => ({ code, result: statistics })),
      })),
      number,
    ),
    shownTo: (organisation) => shown.get(organisation) ?? new Map(),
  };
}

function inResults({ code, release, measures }: ComparedGroup) {
  const results = measures.map((measure) => ({ code: measure.code, result: measure.peers }));
  return { code, release, measures: results };
}

function isOf(one: Contributed, organisation: string, basis: Basis): boolean {
  return one.organisation === organisation && one.basis === basis;
}

/** The values of an organisation that it is shown exactly, and with which it is compared. */
function exactOf(contributed: Contributed | undefined): HeldClass['ownValues'] {
  const { eligible, measures } = contributed?.content ?? { eligible: false, measures: [] };
  return new Map(
    measures.flatMap(({ code, value, se, own }) =>
      eligible && value !== null && own.shown && own.value.kind === 'exact'
        ? [[code, { value, se }] as const]
        : [],
    ),
  );
}
