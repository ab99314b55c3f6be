import { type Method, method } from '../../scoring/method.ts';
import { reaches } from '../../scoring/numbers.ts';
import type { Pool, PoolGroup } from './shapes.ts';

/** What an organisation contributes to one measure in one release. */
export interface Contributed {
  /** The first release in which it contributed the same: another version is another column. */
  readonly version: number;
  /** How many of its dimensions are in its overall; 0 where it has none. */
  readonly scored: number;
}

/** By release, the last one being the current; null where it has no value. */
export type Profile = readonly (Contributed | null)[];

/**
 * What an organisation contributes to each measure, in the order of the measures. A version of the
 * overall is one of everything that it is made of.
 */
export function profilesOf(organisation: string, pools: readonly Pool[]): readonly Profile[] {
  const { measures, overall } = pools.at(-1) as Pool;
  const values = pools.map((pool) => pool.values.get(organisation));
  const dimensions = measures.filter((measure) => measure !== overall);
  const scored = values.map((own) =>
    own?.has(overall) ? dimensions.filter((dimension) => own.has(dimension)).length : 0,
  );
  const whole = values.map((own) =>
    own?.has(overall) ? measures.map((measure) => own.get(measure)?.value).join() : undefined,
  );
  return measures.map((measure) => {
    const said: readonly (string | number | undefined)[] =
      measure === overall ? whole : values.map((own) => own?.get(measure)?.value);
    return said.map((value, release) =>
      value === undefined
        ? null
        : { version: said.indexOf(value), scored: scored[release] as number },
    );
  });
}

/**
 * Whether pools and groups are what they have to be; of anything else nothing may be shown: a value
 * that is no number of the scale, a group twice, a public group that is not there, measures that
 * differ between releases.
 */
export function areSound(
  pools: readonly Pool[],
  groups: readonly PoolGroup[],
  publicCodes: readonly string[],
  { scale }: Pick<Method, 'scale'> = method,
): boolean {
  const codes = new Set(groups.map(({ code }) => code));
  const { measures, overall } = pools.at(-1) as Pool;
  return (
    codes.size === groups.length &&
    new Set(publicCodes).size === publicCodes.length &&
    publicCodes.every((code) => codes.has(code)) &&
    new Set(measures).size === measures.length &&
    measures.includes(overall) &&
    pools.every(
      (pool) =>
        pool.measures.join('\n') === measures.join('\n') &&
        pool.overall === overall &&
        [...pool.values.values()].every((own) => isSound(own, measures, scale)),
    )
  );
}

function isSound(
  own: Pool['values'] extends ReadonlyMap<string, infer T> ? T : never,
  measures: readonly string[],
  { lo, hi }: Method['scale'],
): boolean {
  return [...own].every(
    ([measure, { value, se }]) =>
      measures.includes(measure) &&
      Number.isFinite(value) &&
      reaches(value, lo) &&
      reaches(hi, value) &&
      (se === null || (Number.isFinite(se) && se >= 0)),
  );
}
