import type { Basis } from '../../../src/benchmark/basis.ts';
import { type Comparison, comparison } from '../../../src/benchmark/beside/comparison.ts';
import { latestVersion, loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';

const { dimensions } = loadQuestionnaire(latestVersion, 'trust');
export const dimensionNames = dimensions.map(({ name }) => name);
export const measures = [...dimensions.map(({ code }) => code), 'overall'];

type Input = {
  readonly value: number | null;
  readonly se?: number | null;
};

/** An own value as a release stores it: exact, or not scored. */
export const exactly = ({ value, se = null }: Input) =>
  value === null
    ? { shown: false as const, why: 'not-scored' as const }
    : { shown: true as const, value: { kind: 'exact' as const, estimate: value, se } };

/** Seven peers, of whom some are clearly lower and some clearly higher. */
export const seven = (lower: number, higher: number, mean = 2.5) => ({
  shown: true as const,
  value: {
    peers: 7,
    mean: { kind: 'exact' as const, value: mean },
    counts: { lower, similar: 7 - lower - higher, higher },
  },
});

/** Twenty-four peers, with everything that is shown of so many. */
export const many = {
  shown: true as const,
  value: {
    peers: 24,
    mean: { kind: 'exact' as const, value: 2.7 },
    counts: { lower: 4, similar: 10, higher: 10 },
    median: 2.6,
    quartiles: { lower: 2.2, upper: 3.1 },
    percentile: { value: 38, from: 16, to: 59 },
    quarter: 2,
    density: ['few', 'few', 'some', 'many', 'many', 'some', 'few', 'few'] as const,
  },
};

export const withheld = (why: string) => ({ shown: false as const, why });

/** A group in which every measure is shown alike, unless it is given by its code. */
export function group(
  code: string,
  peers: unknown,
  changes: Record<string, unknown> = {},
  rest: Readonly<Record<string, unknown>> = {},
) {
  const [kind = ''] = code.split(':');
  return {
    ...{ code, kind, name: `${kind} organisations`, nearIn: [], release: 1, ownThen: null },
    measures: measures.map((measure) => ({ code: measure, peers: changes[measure] ?? peers })),
    ...rest,
  };
}

/** What is stored of one basis, the own value of every measure alike. */
export function onBasis(
  basis: Basis,
  groups: readonly unknown[],
  own: Input | unknown = { value: 2.5 },
) {
  const each = typeof own === 'object' && own !== null && 'value' in own && !('shown' in own);
  const value = each ? exactly(own as Input) : own;
  return { basis, own: measures.map((code) => ({ code, own: value })), groups };
}

/** Publishes a release of a cycle as it might have been made; gives back its id. */
export async function publish(
  database: Database,
  cycleId: string,
  parts: Readonly<Record<string, readonly unknown[]>>,
  {
    number = 1,
    publishedAt = '2026-07-20T09:00:00.000Z',
    before = async (_id: string): Promise<void> => {},
  } = {},
): Promise<string> {
  const id = newId();
  await database
    .insertInto('release')
    .values({
      id,
      cycle_id: cycleId,
      number,
      questionnaire_version: latestVersion,
      method_version: 1,
      prepared_at: publishedAt,
      parts: Object.keys(parts).length,
    })
    .execute();
  for (const [organisation, bases] of Object.entries(parts)) {
    const content: Comparison = comparison.parse({ bases });
    await database
      .insertInto('release_part')
      .values({
        release_id: id,
        part: `organisation:${organisation}`,
        content: JSON.stringify(content),
      })
      .execute();
  }
  await before(id);
  await database
    .updateTable('release')
    .set({ published_at: publishedAt, fingerprint: 'x' })
    .where('id', '=', id)
    .execute();
  return id;
}

export async function insertOldCycle(
  database: Database,
  name: string,
  opens: string,
): Promise<string> {
  const id = newId();
  await database
    .insertInto('cycle')
    .values({
      id,
      name,
      questionnaire_version: latestVersion,
      opens_at: opens,
      closes_at: opens.replace('-01T', '-28T'),
    })
    .execute();
  return id;
}
