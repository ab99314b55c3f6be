import { afterAll, beforeAll } from '@jest/globals';
import { fictionalPeople } from '../../src/demonstration/cast.ts';
import type { Database } from '../../src/shared/database.ts';
import { seededDatabase } from './seeded.ts';
import { type Agent, type Service, startService } from './service.ts';

export interface Demonstration {
  readonly database: Database;
  readonly service: Service;
  /** A browser of one of the fictional cast, by name. */
  as(name: string): Promise<Agent>;
}

/** The seeded demonstration for the tests of one file; readable once they run. */
export function demonstration(): Demonstration {
  const staged = {} as { -readonly [K in keyof Demonstration]: Demonstration[K] };
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const opened = await seededDatabase();
    remove = opened.remove;
    const service = startService(
      opened.database,
      fictionalPeople.map(({ id }) => id),
    );
    const as = (name: string) => service.as(idOf(name));
    Object.assign(staged, { database: opened.database, service, as });
  }, 180_000);
  afterAll(async () => {
    staged.service.server.close();
    await remove();
  });
  return staged;
}

export function idOf(name: string): string {
  const person = fictionalPeople.find((each) => each.name === name);
  if (!person) throw new Error(`Nobody in the cast is called ${name}`);
  return person.id;
}
