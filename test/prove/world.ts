import { insertInBatches } from '../../src/demonstration/store.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { insertVisitors, newVisitor, signIn } from '../load/people.ts';
import type { Place } from './place.ts';
import { Writer } from './writer.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Fills a place with an organisation that is being assessed, so small that the service starts at
 * once. Those who write there are signed in; each of them answers, and leads the assessment.
 * @param noteLength how long the notes are of every other of them, in characters; 0 for short ones.
 */
export async function prepareWriters(
  place: Place,
  count: number,
  noteLength = 0,
): Promise<readonly Writer[]> {
  const database = await openDatabase(place.url, 'NORMAL');
  try {
    const now = systemClock();
    const [cycle, assessment, code] = [newId(), newId(), 'PROVE'];
    const opened_at = now.toISOString();
    const people = Array.from({ length: count }, (_, at) => newVisitor('ready', at, assessment));
    const signedIn = await database.transaction().execute(async (transaction) => {
      await insertInBatches(transaction, 'cycle', [
        {
          id: cycle,
          name: 'The proof',
          questionnaire_version: latestVersion,
          opens_at: new Date(now.getTime() - day).toISOString(),
          closes_at: new Date(now.getTime() + 30 * day).toISOString(),
        },
      ]);
      await insertInBatches(transaction, 'organisation', [
        { code, name: 'Prove NHS Trust', kind: 'trust', source: 'proof', fictional: 1 },
      ]);
      await insertInBatches(transaction, 'assessment', [
        { id: assessment, cycle_id: cycle, organisation_code: code, opened_at },
      ]);
      await insertVisitors(transaction, people);
      await insertInBatches(
        transaction,
        'appointment',
        people.map(({ personId }) => ({
          id: newId(),
          person_id: personId,
          role: 'assessment-lead' as const,
          organisation_code: code,
          appointed_at: opened_at,
        })),
      );
      return signIn(transaction, people);
    });
    return signedIn.map((visitor, at) => new Writer(visitor, at % 2 === 0 ? noteLength : 0));
  } finally {
    await database.destroy();
  }
}
