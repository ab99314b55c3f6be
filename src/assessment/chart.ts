import type { DimensionProfile, Profile } from './profile.ts';

/** One row of the profile's table, which is also what the chart is drawn from. */
export interface ProfileRow {
  readonly code: string;
  readonly name: string;
  /** Level 1 to 5, to two decimals; null where the dimension has no score. */
  readonly score: number | null;
}

export interface ProfileChart {
  /** The finding, in words. */
  readonly caption: string;
  readonly rows: readonly ProfileRow[];
}

export function profileChart(profile: Profile): ProfileChart {
  const rows = profile.dimensions.map(({ dimension, score }) => ({
    code: dimension.code,
    name: dimension.name,
    score: score.score === null ? null : Math.round(score.score * 100) / 100,
  }));
  return { caption: finding(profile.dimensions), rows };
}

function finding(dimensions: readonly DimensionProfile[]): string {
  const scored = dimensions.flatMap(({ dimension, score }) =>
    score.status === 'scored' ? [{ name: dimension.name, score: score.score }] : [],
  );
  if (scored.length === 0) return 'No dimension has a score yet.';
  const highest = Math.max(...scored.map(({ score }) => score));
  const lowest = Math.min(...scored.map(({ score }) => score));
  const named = (at: number) =>
    listed(scored.filter(({ score }) => score === at).map(({ name }) => name));
  if (highest === lowest) return `You put every dimension at ${shown(highest)}.`;
  return `You put ${named(highest)} highest, at ${shown(highest)}, and ${named(lowest)} lowest, at ${shown(lowest)}.`;
}

function shown(score: number): string {
  return String(Math.round(score * 100) / 100);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? `${names[0]}` : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
