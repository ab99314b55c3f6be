import type { Random } from './random.ts';

/** Which values organisations have, from plausible to as nasty as can be. */
export const styles = [
  'plausible',
  'unanimous',
  'by type',
  'near the top',
  'extremes',
  'one apart',
  'whole levels',
] as const;
export type Style = (typeof styles)[number];

/** Who lacks a score of some dimension. */
export const gaps = ['nobody', 'one', 'one everywhere', 'some', 'many'] as const;
export type Gaps = (typeof gaps)[number];

export const dimensions = [...'ABCDEFGH'];

interface Valued {
  readonly code: string;
  readonly type: string;
}

/** By organisation and dimension, levels from 1 to 5; a dimension without a score is absent. */
export function randomValues(
  random: Random,
  organisations: readonly Valued[],
  style: Style,
  lacking: Gaps,
): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const level = levels(random, organisations, style);
  const missing = lack(random, organisations, lacking);
  return new Map(
    organisations.map((one) => [
      one.code,
      new Map(
        dimensions.flatMap((dimension) =>
          missing(one.code, dimension) ? [] : [[dimension, level(one, dimension)] as const],
        ),
      ),
    ]),
  );
}

function levels(random: Random, organisations: readonly Valued[], style: Style) {
  const fifth = (value: number) => Math.round(Math.min(5, Math.max(1, value)) * 5) / 5;
  const common = random.one([1, 2.2, 3, 4.4, 5]);
  const byType = new Map<string, number>();
  const apart = random.one(organisations).code;
  const bases = new Map(organisations.map(({ code }) => [code, 2.8 + 0.6 * random.normal()]));
  return ({ code, type }: Valued, dimension: string): number => {
    if (style === 'unanimous') return common;
    if (style === 'by type') {
      const key = `${type} ${dimension}`;
      byType.set(key, byType.get(key) ?? random.one([1, 1.4, 2, 3, 4.2, 5]));
      return byType.get(key) as number;
    }
    if (style === 'near the top') return fifth(5 - Math.abs(0.3 * random.normal()));
    if (style === 'extremes') return random.one([1, 5]);
    if (style === 'one apart') return code === apart ? 6 - Math.max(1, common) : common;
    const value = (bases.get(code) as number) + 0.4 * random.normal();
    return style === 'whole levels' ? Math.round(fifth(value)) : fifth(value);
  };
}

function lack(random: Random, organisations: readonly Valued[], lacking: Gaps) {
  const shareOf = { nobody: 0, one: 0, 'one everywhere': 0, some: 0.1, many: 0.4 };
  const missing = new Set<string>();
  for (const { code } of organisations)
    if (random.chance(shareOf[lacking]))
      for (const dimension of random.some(dimensions, random.one([1, 1, 2, 3])))
        missing.add(`${code} ${dimension}`);
  if (lacking === 'one') missing.add(`${random.one(organisations).code} ${random.one(dimensions)}`);
  if (lacking === 'one everywhere')
    for (const same of Map.groupBy(organisations, ({ type }) => type).values())
      missing.add(`${random.one(same).code} ${dimensions[0]}`);
  return (code: string, dimension: string) => missing.has(`${code} ${dimension}`);
}
