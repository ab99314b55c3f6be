import { readFileSync } from 'node:fs';
import { ConfigError, readDatabaseConfig } from '../config.ts';
import { importedText, importRegister } from '../organisations/import.ts';
import { type FileProblem, problemText, readFiles } from '../organisations/register-file.ts';
import { systemClock } from '../shared/clock.ts';
import { openDatabase } from '../shared/database.ts';

const usage = `Usage: npm run import-organisations -- FILE...

Brings the register of organisations up to date with CSV files, for example
src/organisations/register/*.csv. The README beside those files describes the five kinds.
`;

/** Problems named at most; the rest is counted. */
const most = 20;

/** All files are imported or none is; problems go to stderr with status 2. */
async function importOrganisations(names: readonly string[]): Promise<void> {
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const given = names.map(read);
  const files = readFiles(given.filter((file) => 'bytes' in file));
  const problems = [...given.filter((file) => 'message' in file), ...files.problems];
  if (problems.length > files.problems.length || !files.complete) return refuse(names, problems);

  const config = readDatabaseConfig();
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    const outcome = await importRegister(database, files, systemClock);
    if ('problems' in outcome) refuse(names, outcome.problems);
    else process.stdout.write(`${importedText(outcome.imported)}\n`);
  } finally {
    await database.destroy();
  }
}

function read(file: string): { name: string; bytes: Buffer } | FileProblem {
  try {
    return { name: file, bytes: readFileSync(file) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { file, line: null, column: null, message: `cannot be read (${code})` };
  }
}

function refuse(names: readonly string[], problems: readonly FileProblem[]): void {
  const sorted = problems.toSorted(
    (a, b) =>
      names.indexOf(a.file) - names.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column?.position ?? 0) - (b.column?.position ?? 0),
  );
  const lines = sorted.slice(0, most).map(problemText);
  if (sorted.length > most) lines.push(`and ${sorted.length - most} more problems`);
  process.stderr.write(`${lines.join('\n')}\nNothing was imported.\n`);
  process.exitCode = 2;
}

importOrganisations(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
});
