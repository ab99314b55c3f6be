import type { NationalTables } from '../../../src/benchmark/national/national-tables.ts';
import { nationalPart } from '../../../src/benchmark/release/release.ts';
import type { GroupStatistics } from '../../../src/disclosure/group-statistics.ts';
import { loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';
import { today } from '../../support/service.ts';

export type StoredTable = NationalTables['tables'][number];
export type StoredRow = StoredTable['rows'][number];
type Stored = { shown: true; value: GroupStatistics } | { shown: false; why: string };

/** The codes of all dimensions, then the overall. */
export const measures = [
  ...loadQuestionnaire(1, 'trust').dimensions.map(({ code }) => code),
  'overall',
];

/** A group whose measures are as they say, by their place. */
export function row(
  group: string,
  name: string,
  statistics: (at: number) => Stored,
  release = 1,
): StoredRow {
  return {
    group,
    name,
    release,
    measures: measures.map((code, at) => ({ code, statistics: statistics(at) })),
  } as StoredRow;
}

/** Everything that may be shown of 24 organisations; the mean rises with the place. */
export function many(at: number): Stored {
  return {
    shown: true,
    value: {
      organisations: 24,
      mean: { kind: 'exact', value: (20 + at) / 10 },
      median: 2.4,
      quartiles: { lower: 1.9, upper: 3.2 },
      density: ['few', 'few', 'many', 'many', 'some', 'few', 'few', 'few'],
    },
  };
}

/** What may be shown of six organisations, near the lower end of the scale. */
export function six(): Stored {
  return { shown: true, value: { organisations: 6, mean: { kind: 'below', value: 1.7 } } };
}

export function hidden(why = 'too-few-organisations'): () => Stored {
  return () => ({ shown: false, why });
}

/** Puts a release in the database as if it had been prepared, and published unless told not to. */
export async function insertRelease(
  database: Database,
  cycle: string,
  tables: readonly StoredTable[],
  { number = 1, published = true } = {},
): Promise<string> {
  const id = newId();
  await database
    .insertInto('release')
    .values({
      id,
      cycle_id: cycle,
      number,
      questionnaire_version: 1,
      method_version: 1,
      prepared_at: today.toISOString(),
      prepared_by: null,
      parts: 1,
      published_at: null,
      published_by: null,
      fingerprint: `${number}`.repeat(64),
    })
    .execute();
  await database
    .insertInto('release_part')
    .values({ release_id: id, part: nationalPart, content: JSON.stringify({ tables }) })
    .execute();
  if (published)
    await database
      .updateTable('release')
      .set({ published_at: '2026-11-20T23:30:00.000Z' })
      .where('id', '=', id)
      .execute();
  return id;
}
