import type { Database } from '../../shared/database.ts';
import { prepared, type Values } from '../../shared/prepared.ts';
import type { Published, Release } from './release.ts';

/** Every published release, the newest cycle first and in it the newest release. */
export async function listPublished(database: Database): Promise<readonly Published[]> {
  const { rows } = await publishedReleases(database, {});
  return rows.map(toRelease).filter(isPublished);
}

const publishedReleases = prepared((database) =>
  releases(database)
    .where('release.published_at', 'is not', null)
    .orderBy('cycle.opens_at', 'desc')
    .orderBy('release.number', 'desc'),
);

/** A release by its id, published or not; undefined when there is none. */
export async function findRelease(database: Database, id: string): Promise<Release | undefined> {
  const row = await releases(database).where('release.id', '=', id).executeTakeFirst();
  return row && toRelease(row);
}

/** The releases of a cycle, the newest first: at most one of them is not published. */
export async function releasesOfCycle(
  database: Database,
  cycleId: string,
): Promise<readonly Release[]> {
  const rows = await releases(database)
    .where('release.cycle_id', '=', cycleId)
    .orderBy('release.number', 'desc')
    .execute();
  return rows.map(toRelease);
}

/** The stored text of one part; undefined where the release has none by this name. */
export async function findPart(
  database: Database,
  releaseId: string,
  part: string,
): Promise<string | undefined> {
  const { rows } = await partOf(database, { releaseId, part });
  return rows[0]?.content;
}

const partOf = prepared((database, value: Values<{ releaseId: string; part: string }>) =>
  database
    .selectFrom('release_part')
    .select('content')
    .where('release_id', '=', value('releaseId'))
    .where('part', '=', value('part')),
);

export function isPublished(release: Release): release is Published {
  return release.publishedAt !== null;
}

function releases(database: Database) {
  return database
    .selectFrom('release')
    .innerJoin('cycle', 'cycle.id', 'release.cycle_id')
    .selectAll('release')
    .select('cycle.name as cycle');
}

type ReleaseRow = Awaited<ReturnType<ReturnType<typeof releases>['executeTakeFirstOrThrow']>>;

function toRelease(row: ReleaseRow): Release {
  return {
    id: row.id,
    cycleId: row.cycle_id,
    cycle: row.cycle,
    number: row.number,
    questionnaireVersion: row.questionnaire_version,
    methodVersion: row.method_version,
    preparedAt: row.prepared_at,
    parts: row.parts,
    publishedAt: row.published_at,
    fingerprint: row.fingerprint,
  };
}
