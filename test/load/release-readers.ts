import path from 'node:path';
import { icbPart, organisationPart } from '../../src/benchmark/release/release.ts';
import { insertInBatches } from '../../src/demonstration/store.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { newVisitor, signIn, type Visitor } from './people.ts';

/** Somebody who reads a page of a release. */
export interface Reader extends Visitor {
  /** Of the organisation or the board. */
  readonly code: string;
  readonly path: string;
  /** The part of the release that the page is made of. */
  readonly part: string;
}

/**
 * Shows the release of a data folder as if it were published, complete or not, and signs in a lead
 * of its first trust and an analyst of the board that most trusts share with.
 */
export async function prepareReaders(
  folder: string,
): Promise<{ readonly lead: Reader; readonly analyst: Reader }> {
  const database = await openDatabase(`sqlite:${path.join(folder, 'service.sqlite')}`);
  const now = systemClock().toISOString();
  // With a fingerprint, or the service would go on computing it under load.
  await database
    .updateTable('release')
    .set({ published_at: now, fingerprint: '0'.repeat(64) })
    .execute();
  const { part } = await database
    .selectFrom('release_part')
    .select('part')
    .where('part', 'like', organisationPart('R%'))
    .orderBy('part')
    .executeTakeFirstOrThrow();
  const { part: ofBoard } = await database
    .selectFrom('release_part')
    .select('part')
    .where('part', 'like', icbPart('Q__00'))
    .orderBy(({ fn }) => fn('length', ['content']), 'desc')
    .executeTakeFirstOrThrow();
  const readers = [
    { role: 'assessment-lead' as const, part, base: '/benchmarks' },
    { role: 'icb-analyst' as const, part: ofBoard, base: '/icbs' },
  ].map(({ role, part, base }) => {
    const code = part.split(':')[1] as string;
    return { role, part, code, path: `${base}/${code}`, visitor: newVisitor('invited', 0, '') };
  });
  await insertInBatches(
    database,
    'person',
    readers.map(({ visitor: { personId: id, name } }) => ({
      ...{ id, name, job_title: 'Reader under load', created_at: now },
    })),
  );
  await insertInBatches(
    database,
    'appointment',
    readers.map(({ visitor, role, code }) => ({
      ...{ id: newId(), person_id: visitor.personId, role, organisation_code: code },
      ...{ assessment_id: null, appointed_at: now },
    })),
  );
  const signedIn = await signIn(
    database,
    readers.map(({ visitor }) => visitor),
  );
  await database.destroy();
  const [lead, analyst] = readers.map(({ part, code, path }, at) => ({
    ...(signedIn[at] as Visitor),
    ...{ part, code, path },
  })) as [Reader, Reader];
  return { lead, analyst };
}
