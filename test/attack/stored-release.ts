import { type Comparison, comparison } from '../../src/benchmark/beside/comparison.ts';
import { insertCatalogue } from '../../src/benchmark/catalogue/catalogue-store.ts';
import {
  type NationalTables,
  nationalTables,
} from '../../src/benchmark/national/national-tables.ts';
import { boardsOf } from '../../src/benchmark/release/boards.ts';
import { continueRelease } from '../../src/benchmark/release/continue-release.ts';
import { insertContributions } from '../../src/benchmark/release/contribution-store.ts';
import { insertParts, partsNamed } from '../../src/benchmark/release/part-store.ts';
import { insertRelease, setParts } from '../../src/benchmark/release/preparing-store.ts';
import { icbPart, nationalPart, organisationPart } from '../../src/benchmark/release/release.ts';
import { type Database, transact } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { RandomRelease } from './random-release.ts';

/** What can be read of a release by somebody. */
export interface Parts {
  readonly national: NationalTables;
  readonly organisations: ReadonlyMap<string, Comparison>;
}

export interface StoredRelease {
  readonly id: string;
  readonly cycle: string;
}

/** Prepares a release of this and computes it, as the service does. */
export async function storeRelease(
  database: Database,
  { catalogue, contributed, shared }: Omit<RandomRelease, 'about' | 'basis'>,
  again?: { readonly cycle: string; readonly number: number },
): Promise<StoredRelease> {
  const [id, cycle] = [newId(), again?.cycle ?? newId()];
  const at = '2026-11-01T09:00:00.000Z';
  await transact(database, async (transaction) => {
    if (!again) {
      await transaction
        .insertInto('cycle')
        .values({
          id: cycle,
          name: `Chance ${cycle}`,
          questionnaire_version: 1,
          opens_at: '2026-10-01T00:00:00.000Z',
          closes_at: '2026-10-31T23:59:59.999Z',
        })
        .execute();
      await insertCatalogue(transaction, cycle, { at, catalogue });
    }
    await insertRelease(transaction, {
      ...{ id, cycleId: cycle, number: again?.number ?? 1, questionnaireVersion: 1 },
      ...{ methodVersion: 1, preparedAt: at, preparedBy: null },
    });
    await insertContributions(transaction, id, contributed);
    const boards = boardsOf(catalogue, shared.keys());
    await insertParts(
      transaction,
      id,
      boards.map((icb) => ({
        part: icbPart(icb),
        content: JSON.stringify(shared.get(icb) ?? { trusts: [] }),
      })),
    );
    await setParts(transaction, id, 2 + contributed.length + boards.length);
  });
  await continueRelease(database, id);
  return { id, cycle };
}

export async function readParts(
  database: Database,
  releaseId: string,
  organisations: readonly string[],
): Promise<Parts> {
  const names = [nationalPart, ...organisations.map(organisationPart)];
  const texts = await partsNamed(database, releaseId, names);
  const read = (name: string) => JSON.parse(texts.get(name) ?? '{"bases":[]}');
  return {
    national: nationalTables.parse(read(nationalPart)),
    organisations: new Map(
      organisations.map((code) => [code, comparison.parse(read(organisationPart(code)))]),
    ),
  };
}

/** From now on it counts as an earlier release of its cycle. */
export async function markPublished(database: Database, { id }: StoredRelease): Promise<void> {
  await database
    .updateTable('release')
    .set({ published_at: '2026-11-02T09:00:00.000Z' })
    .where('id', '=', id)
    .execute();
}
