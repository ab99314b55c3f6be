import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { type Service, startService } from '../support/service.ts';
import { insertPlaces, type Places } from './addresses.ts';
import { type Pass, signEverybodyIn } from './browser.ts';
import { isVisitor, personId, walkers } from './people.ts';
import { buildWorld, now } from './world.ts';

/** A world that can be had again as it was. */
export interface Ground {
  readonly places: Places;
  readonly passes: Readonly<Record<string, Pass>>;
  /** Does something with the service over a copy of the world. */
  onCopy<T>(work: (service: Service, database: Database) => Promise<T>): Promise<T>;
  remove(): Promise<void>;
}

/** Builds the world once, with everybody signed in. */
export async function prepareGround(): Promise<Ground> {
  const folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  const original = path.join(folder, 'world.sqlite');
  const made = await inService(original, async (service, database) => {
    const places = await insertPlaces(await buildWorld(database));
    return { places, passes: await signEverybodyIn(service, database) };
  });
  let copies = 0;
  return {
    ...made,
    onCopy: async (work) => {
      copies += 1;
      const copy = path.join(folder, `${copies}.sqlite`);
      await copyFile(original, copy);
      return inService(copy, work);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function inService<T>(
  file: string,
  work: (service: Service, database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(`sqlite:${file}`, 'NORMAL');
  const people = Object.keys(walkers).filter((walker) => !isVisitor(walker));
  // Requests say which address they come from, so that no limit of one address is met.
  const service = startService(database, people.map(personId), { env: { TRUST_PROXY: '1' } });
  service.setTime(now.toISOString());
  await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(service, database);
  } finally {
    service.server.closeAllConnections();
    await service.close();
    await database.destroy();
  }
}
