import { insertInBatches } from '../../src/demonstration/store.ts';
import { newSecret } from '../../src/people/session.ts';
import { insertSession } from '../../src/people/store.ts';
import { latestVersion } from '../../src/questionnaire/versions.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { newWorkshopCode } from '../../src/workshop/code.ts';
import type { Phone } from '../support/phone.ts';

/** What is on every agenda. */
export const items = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3', 'C1', 'C2', 'D1', 'D2'];

/** A workshop, and the phones that are in it. */
export interface Room {
  readonly id: string;
  readonly code: string;
  readonly phones: Phone[];
}

/** Workshops of as many organisations, all run by one facilitator who is signed in. */
export async function prepareRooms(file: string, workshops: number) {
  const database = await openDatabase(file, 'NORMAL');
  const now = systemClock();
  const at = now.toISOString();
  const day = 24 * 60 * 60 * 1000;
  const cycle = {
    id: newId(),
    name: 'The rooms',
    questionnaire_version: latestVersion,
    opens_at: new Date(now.getTime() - day).toISOString(),
    closes_at: new Date(now.getTime() + day).toISOString(),
  };
  const person = { id: newId(), name: 'Fictional Facilitator', job_title: 'Facilitator' };
  const all = Array.from({ length: workshops }, (_, position) => ({
    id: newId(),
    code: newWorkshopCode(),
    assessment: newId(),
    organisation: `ROOM${position}`,
    phones: [] as Phone[],
  }));
  await insertInBatches(database, 'person', [{ ...person, created_at: at }]);
  await insertInBatches(database, 'cycle', [cycle]);
  await insertInBatches(
    database,
    'organisation',
    all.map(({ organisation }) => ({
      code: organisation,
      name: `Trust ${organisation}`,
      kind: 'trust' as const,
      source: 'load',
      fictional: 1 as const,
    })),
  );
  await insertInBatches(
    database,
    'assessment',
    all.map(({ assessment, organisation }) => ({
      id: assessment,
      cycle_id: cycle.id,
      organisation_code: organisation,
      opened_at: at,
      closed_at: at,
      without_survey: 1 as const,
    })),
  );
  await insertInBatches(
    database,
    'appointment',
    all.map(({ assessment }) => ({
      id: newId(),
      person_id: person.id,
      role: 'facilitator' as const,
      assessment_id: assessment,
      appointed_at: at,
    })),
  );
  await insertInBatches(
    database,
    'workshop',
    all.map(({ id, code, assessment }) => ({
      id,
      code,
      assessment_id: assessment,
      number: 1,
      pace: 'usual' as const,
      minutes: 120,
      created_at: at,
      created_by: person.id,
      opened_at: at,
    })),
  );
  await insertInBatches(
    database,
    'agenda_item',
    all.flatMap(({ id }) =>
      items.map((item, position) => ({ workshop_id: id, item, position, reasons: '[]' })),
    ),
  );
  const [sessionId, csrfToken] = [newSecret(), newSecret()];
  await insertSession(database, { id: sessionId, personId: person.id, csrfToken, now: at });
  await database.destroy();
  return { all, facilitator: { cookie: `session=${sessionId}`, csrfToken } };
}
