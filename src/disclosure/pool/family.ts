import { type Method, method } from '../../scoring/method.ts';
import type { ContributorSet } from '../contributor-set.ts';
import { releasable } from '../differencing.ts';
import { releasableAgain } from '../second-release.ts';
import { releasableAlike } from './alike-check.ts';
import type { PreparedPool } from './prepare-pool.ts';
import { type Alike, versionsOf } from './sight.ts';

/** One shown set, or one that is tried, as a row over the organisations' values of one measure. */
export interface FamilyRow {
  /** The position of its group. */
  readonly bit: number;
  readonly release: number;
  /**
   * Of a dimension: what the overall of the group says of it, each organisation counted with one
   * over its number of scored dimensions.
   */
  readonly part: boolean;
}

export interface FamilyRule {
  /** Fewest unknown organisations that anything shown may depend on. */
  readonly k: number;
  /** What has been shown, now or before. */
  readonly seen: readonly FamilyRow[];
  /** The same rows in the release before, shown or not: then enough have to have changed. */
  readonly before?: readonly FamilyRow[];
}

const mostAnswers = 5_000;

/**
 * Which of the rows may be shown beside what has been seen, tried in their order (R1 and R2): their
 * positions. The rows decide over no more than how many organisations are alike, so the answer is
 * kept for whoever asks the same again, and of those alike no more are looked at than decide.
 */
export function showable(
  { checked }: Pick<PreparedPool, 'checked'>,
  alike: readonly Alike[],
  tried: readonly FamilyRow[],
  rule: FamilyRule,
  rules: Pick<Method, 'disclosure'> = method,
): ReadonlySet<number> {
  const { k, seen, before } = rule;
  const { combinations, changedContributors } = rules.disclosure;
  const rows = [...seen, ...tried, ...(before ?? [])];
  const columns = columnsOf(alike, rows, Math.max(k, changedContributors));
  const question = [
    k,
    before ? 'again' : 'first',
    ...[seen, tried, before ?? []].map((some) => some.map(rowKey).join()),
    ...columns.map(({ key, count }) => `${key}*${count}`),
  ].join('|');
  const known = checked.get(question);
  if (known) return known;
  const limits = { k, combinations };
  const answer =
    (before ? null : inPlainNumbers(columns, seen, tried, limits)) ??
    inFull(columns, tried, rule, { ...limits, changedContributors });
  if (checked.size >= mostAnswers) checked.clear();
  checked.set(question, answer);
  return answer;
}

/** Null where that cannot be, because values have changed or numbers are too large. */
function inPlainNumbers(
  columns: readonly Column[],
  seen: readonly FamilyRow[],
  tried: readonly FamilyRow[],
  limits: { readonly k: number; readonly combinations: number },
): ReadonlySet<number> | null {
  if (columns.some(({ versions }) => versions.length > 1)) return null;
  const common = columns
    .flatMap(({ alike }) => alike.profile.flatMap((own) => own?.scored || []))
    .reduce(commonMultiple, 1);
  const whole = (row: FamilyRow) =>
    columns.map(({ alike }) => Math.round((weightIn(alike, row)?.weight ?? 0) * common));
  return releasableAlike(
    columns.map(({ count }) => count),
    { seen: seen.map(whole), tried: tried.map(whole) },
    limits,
  );
}

function inFull(
  columns: readonly Column[],
  tried: readonly FamilyRow[],
  { seen, before }: FamilyRule,
  limits: {
    readonly k: number;
    readonly combinations: number;
    readonly changedContributors: number;
  },
): ReadonlySet<number> {
  const sets = tried.map((row, at) => setOf(`${at}`, row, columns));
  const earlier = seen.map((row) =>
    setOf(`${tried.findIndex((one) => isSameGroup(one, row))}`, row, columns),
  );
  const rule = { ...limits, earlier, changed: changesAmong(columns) };
  const codes = before
    ? releasableAgain(sets, {
        ...rule,
        before: before.map((row, at) => setOf(`${at}`, row, columns)),
      })
    : releasable(sets, rule);
  return new Set([...codes].map(Number));
}

interface Column {
  readonly key: string;
  readonly alike: Alike;
  readonly versions: readonly number[];
  readonly count: number;
}

/** Those alike as far as these rows go, at most so many of them, in an order of no meaning. */
function columnsOf(
  alike: readonly Alike[],
  rows: readonly FamilyRow[],
  most: number,
): readonly Column[] {
  const bits = rows.reduce((all, { bit }) => all | (1 << bit), 0);
  const parts = rows.some(({ part }) => part);
  const byKey = new Map<string, Column>();
  for (const one of alike) {
    const mask = one.mask & bits;
    if (mask === 0) continue;
    const key = `${mask}:${one.profile.map((own) => own && `${own.version}/${parts ? own.scored : ''}`).join()}`;
    const count = Math.min(most, (byKey.get(key)?.count ?? 0) + one.count);
    const versions = byKey.get(key)?.versions ?? versionsOf(one);
    byKey.set(key, { key, count, versions, alike: { ...one, mask } });
  }
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function setOf(code: string, row: FamilyRow, columns: readonly Column[]): ContributorSet {
  const weights = new Map<string, number>();
  for (const [at, { alike, count }] of columns.entries()) {
    const own = weightIn(alike, row);
    if (own === null) continue;
    for (let i = 0; i < count; i++) weights.set(idOf(at, i, own.version), own.weight);
  }
  return { code, weights };
}

/** With which weight, and in which version, an organisation is in a row; null where it is not. */
export function weightIn({ mask, profile }: Alike, { bit, release, part }: FamilyRow) {
  const own = profile[release];
  if (!own || !(mask & (1 << bit)) || (part && own.scored === 0)) return null;
  return { version: own.version, weight: part ? 1 / own.scored : 1 };
}

function changesAmong(columns: readonly Column[]): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  for (const [at, { versions, count }] of columns.entries()) {
    const [first, ...others] = versions;
    for (const version of others)
      for (let i = 0; i < count; i++)
        changed.set(idOf(at, i, version), idOf(at, i, first as number));
  }
  return changed;
}

function commonMultiple(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return (a / larger) * b;
}

function idOf(column: number, i: number, version: number): string {
  return `${column} ${i} ${version}`;
}

function rowKey({ bit, release, part }: FamilyRow): string {
  return `${bit}.${release}${part ? 'p' : ''}`;
}

function isSameGroup(one: FamilyRow, other: FamilyRow): boolean {
  return one.bit === other.bit && one.part === other.part;
}
