import type { Kind } from '../../organisations/organisation.ts';
import { type SignedPosition, signedPosition } from '../../position/sign-off/signed-position.ts';
import type { Database } from '../../shared/database.ts';
import { prepared, type Values } from '../../shared/prepared.ts';
import { readingParts } from '../release/read-part.ts';
import { organisationPart, type Published } from '../release/release.ts';
import { type Comparison, comparison } from './comparison.ts';

/** The organisation of a benchmark. */
export interface Benchmarked {
  readonly code: string;
  readonly name: string;
  readonly kind: Kind;
}

export async function findBenchmarked(
  database: Database,
  code: string,
): Promise<Benchmarked | undefined> {
  const { rows } = await organisationWith(database, { code });
  return rows[0];
}

const organisationWith = prepared((database, value: Values<{ code: string }>) =>
  database
    .selectFrom('organisation')
    .select(['code', 'name', 'kind'])
    .where('code', 'in', [value('code')]),
);

const readComparison = readingParts(comparison);

/** What published releases show an organisation of itself and its peers, by the id of the release. */
export async function comparisonsOf(
  database: Database,
  releaseIds: readonly string[],
  organisation: string,
): Promise<ReadonlyMap<string, Comparison>> {
  const found = new Map<string, Comparison>();
  for (const id of releaseIds) {
    const part = await readComparison(database, id, organisationPart(organisation));
    if (part) found.set(id, part);
  }
  return found;
}

/** The position of an organisation that a release was made of; undefined where it had none then. */
export async function signedWhenPrepared(
  database: Database,
  organisation: string,
  { cycleId, preparedAt }: Published,
): Promise<SignedPosition | undefined> {
  const row = await database
    .selectFrom('sign_off')
    .innerJoin('assessment', 'assessment.id', 'sign_off.assessment_id')
    .select('sign_off.content')
    .where('assessment.organisation_code', 'in', [organisation])
    .where('assessment.cycle_id', 'in', [cycleId])
    .where('sign_off.signed_at', '<=', preparedAt)
    .where(({ eb, or }) =>
      or([eb('sign_off.reopened_at', 'is', null), eb('sign_off.reopened_at', '>', preparedAt)]),
    )
    .orderBy('sign_off.signed_at', 'desc')
    .executeTakeFirst();
  return row && signedPosition.parse(JSON.parse(row.content));
}

/** An organisation that another one took over from, and the day on which. */
export interface Predecessor {
  readonly code: string;
  readonly name: string;
  readonly on: string;
}

/** The organisations that this one took over from, the first one first. */
export async function predecessorsOf(
  database: Database,
  organisation: string,
): Promise<readonly Predecessor[]> {
  const { rows } = await takenOverBy(database, { organisation });
  return rows;
}

const takenOverBy = prepared((database, value: Values<{ organisation: string }>) =>
  database
    .selectFrom('succession')
    .innerJoin('organisation', 'organisation.code', 'succession.predecessor_code')
    .select(['organisation.code', 'organisation.name', 'succession.on_date as on'])
    .where('succession.successor_code', 'in', [value('organisation')])
    .orderBy('succession.on_date')
    .orderBy('organisation.name'),
);

/** Those of them that have a result in any of these releases. */
export async function thoseIn(
  database: Database,
  releaseIds: readonly string[],
  predecessors: readonly Predecessor[],
): Promise<readonly Predecessor[]> {
  if (predecessors.length === 0 || releaseIds.length === 0) return [];
  const parts = await database
    .selectFrom('release_part')
    .select('part')
    .distinct()
    .where('release_id', 'in', releaseIds)
    .where(
      'part',
      'in',
      predecessors.map(({ code }) => organisationPart(code)),
    )
    .execute();
  const found = new Set(parts.map(({ part }) => part));
  return predecessors.filter(({ code }) => found.has(organisationPart(code)));
}
