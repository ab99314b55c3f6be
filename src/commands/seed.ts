import { readDatabaseConfig } from '../config.ts';
import { seedIfEmpty } from '../demonstration/seed.ts';
import { systemClock } from '../shared/clock.ts';
import { openDatabase } from '../shared/database.ts';

/** Prepares the demonstration without starting the service, for a first start without a wait. */
async function seed(): Promise<void> {
  const config = readDatabaseConfig();
  if (!config.demonstration) {
    process.stderr.write('Fictional organisations and people never exist in production.\n');
    process.exitCode = 1;
    return;
  }
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  const done = await seedIfEmpty(database, systemClock);
  await database.destroy();
  process.stdout.write(
    done
      ? 'The demonstration is ready.\n'
      : 'The database has assessments already: nothing done.\n',
  );
}

await seed();
