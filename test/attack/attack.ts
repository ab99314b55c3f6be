import { type Atoms, atomsOf } from './atoms.ts';
import { boundsOf } from './bounds.ts';
import { type Candidate, candidatesOf, namesOf } from './candidates.ts';
import { isolatedBy } from './combinations.ts';
import { joinedOverall } from './joined.ts';
import { partBounds, possibleIn, type World } from './open-worlds.ts';
import type { Range, Sight } from './sight.ts';

/** Some organisations, and between what their mean must lie for all that somebody was shown. */
export interface Finding {
  readonly who: string;
  readonly measure: string;
  readonly organisations: readonly string[];
  readonly mean: Range;
}

export interface Attacked {
  /** Numbers of groups that the person has. */
  readonly rows: number;
  /** Sets of organisations that were tried, measure by measure. */
  readonly sets: number;
  /** Linear programmes that had to be solved. */
  readonly programmes: number;
  /** The narrowest range found; null where none was narrower than what was to be beaten. */
  readonly narrowest: Finding | null;
  /** Every range that is narrower than half a level. */
  readonly determined: readonly Finding[];
  /** Sets that an exact combination of what is shown depends on alone. */
  readonly isolated: readonly (readonly string[])[];
}

export const fewest = 5;
export const halfALevel = 0.5;
/** What rounding in the computer may take from a range. */
const slack = 1e-5;

/**
 * Plays the intruder: everything that follows from what one person has of one pool.
 * @param beat only ranges narrower than this are looked for (and, always, than half a level).
 */
export function attack(sight: Sight, beat = Number.POSITIVE_INFINITY): Attacked {
  let narrowest: Finding | null = null;
  const determined: Finding[] = [];
  let [sets, programmes] = [0, 0];
  for (const measure of sight.measures) {
    const all = atomsOf(sight, [measure]);
    if (all.rows.length === 0) continue;
    const search = searchMeasure(sight, all, measure, narrowest ? width(narrowest) : beat);
    sets += search.sets;
    programmes += search.programmes;
    for (const finding of search.findings) {
      if (width(finding) < Math.min(beat, narrowest ? width(narrowest) : beat)) narrowest = finding;
      if (isDetermined(finding)) determined.push(finding);
    }
  }
  const joined = joinedOverall(sight, fewest);
  for (const { organisations, mean } of joined) {
    const finding = { who: sight.who, measure: sight.overall, organisations, mean };
    if (width(finding) < Math.min(beat, narrowest ? width(narrowest) : beat)) narrowest = finding;
    if (isDetermined(finding)) determined.push(finding);
  }
  programmes += 2 * joined.length;
  const isolated = isolatedBy(sight, fewest);
  return { rows: sight.rows.length, sets, programmes, narrowest, determined, isolated };
}

export function isDetermined(finding: Finding): boolean {
  return width(finding) < halfALevel - slack;
}

export function width({ mean }: Finding): number {
  return mean.hi - mean.lo;
}

/**
 * Tries every candidate of one measure, the least certain first: two worlds in which a candidate's
 * means lie further apart than what is to be beaten spare it a linear programme of its own.
 */
function searchMeasure(sight: Sight, all: Atoms, measure: string, beat: number) {
  const candidates = candidatesOf(all, fewest);
  const bounds = partBounds(all);
  const findings: Finding[] = [];
  let [least, programmes] = [beat, 0];
  let open = candidates.map((candidate) => ({ candidate, size: sizeOf(candidate), ...nowhere }));
  const certain = ({ lo, hi, size }: (typeof open)[number]) => Math.max(0, hi - lo) / size;
  const learn = (world: World) => {
    for (const one of open) {
      const range = possibleIn(world, all, bounds, one.candidate);
      if (!range) continue;
      one.lo = Math.min(one.lo, range.lo);
      one.hi = Math.max(one.hi, range.hi);
    }
  };
  for (;;) {
    open = open.filter((one) => certain(one) < Math.max(least, halfALevel));
    const [first, ...others] = open;
    if (!first) break;
    const next = others.reduce((best, one) => (certain(one) < certain(best) ? one : best), first);
    open.splice(open.indexOf(next), 1);
    const { mean, worlds } = boundsOf(all, next.candidate, measure, sight.overall);
    programmes += 2;
    findings.push({
      ...{ who: sight.who, measure, mean },
      organisations: namesOf(all, next.candidate),
    });
    least = Math.min(least, mean.hi - mean.lo);
    for (const world of worlds) learn(all.atoms.map((_, at) => world.get(`${at} ${measure}`) ?? 0));
  }
  return { findings, sets: candidates.length, programmes };
}

const nowhere = { lo: Number.POSITIVE_INFINITY, hi: Number.NEGATIVE_INFINITY };

function sizeOf(candidate: Candidate): number {
  return [...candidate.values()].reduce((sum, count) => sum + count, 0);
}
