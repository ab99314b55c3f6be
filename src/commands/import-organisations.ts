import { ConfigError, readDatabaseConfig } from '../config.ts';
import { importedText, importRegister } from '../organisations/import.ts';
import { readFiles } from '../organisations/register-file.ts';
import { systemClock } from '../shared/clock.ts';
import { openDatabase } from '../shared/database.ts';
import { readNamed, refuseFiles } from './register-files.ts';

const usage = `Usage: npm run import-organisations -- FILE...

Brings the register of organisations up to date with CSV files, for example
src/organisations/register/*.csv. The README beside those files describes the five kinds.
`;

/** All files are imported or none is; problems go to stderr with status 2. */
async function importOrganisations(names: readonly string[]): Promise<void> {
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const given = names.map(readNamed);
  const files = readFiles(given.filter((file) => 'bytes' in file));
  const problems = [...given.filter((file) => 'message' in file), ...files.problems];
  if (problems.length > files.problems.length || !files.complete)
    return refuseFiles(names, problems);

  const config = readDatabaseConfig();
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    const outcome = await importRegister(database, files, systemClock);
    if ('problems' in outcome) refuseFiles(names, outcome.problems);
    else process.stdout.write(`${importedText(outcome.imported)}\n`);
  } finally {
    await database.destroy();
  }
}

importOrganisations(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
});
