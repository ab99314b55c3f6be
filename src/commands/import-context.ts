import { ConfigError, readDatabaseConfig } from '../config.ts';
import { readContextFile } from '../organisations/context/context-file.ts';
import { importContext, importedContextText } from '../organisations/context/import-context.ts';
import { contextVariableNames, contextVariables } from '../organisations/context/variables.ts';
import { systemClock } from '../shared/clock.ts';
import { openDatabase } from '../shared/database.ts';
import { readNamed, refuseFiles } from './register-files.ts';

const widest = Math.max(...contextVariableNames.map((name) => name.length));

const usage = `Usage: npm run import-context -- FILE

Brings up to date what is known of organisations whatever their results: how large they are, and
what they have. Cycles that open later group organisations by it; groups of cycles that have opened
stay as they are. All rows are imported or none is, and the same file again changes nothing.

FILE is a CSV file in UTF-8 with a header and one row for each organisation, which replaces all that
was known of it. Organisations that are not in the file stay as they are. The columns, in any order:

  ods_code   a code of the register
  as_of      the day for which the row is true, such as 2026-03-31
  source     where it is from, in words
  size_band  small, medium or large among trusts of its type, or empty; always empty for an ICB

and, where they are known, numbers of 0 or more, such as 612.5 (a cell or a column may be missing):

${contextVariableNames.map((name) => `  ${name.padEnd(widest)}  ${contextVariables[name].meaning}`).join('\n')}

None of them may be an outcome. src/organisations/context/README.md says what they are used for.
`;

/** All rows are imported or none is; problems go to stderr with status 2. */
async function importFile(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return;
  }
  const [name] = args;
  if (name === undefined || args.length > 1 || name.startsWith('-')) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const given = readNamed(name);
  if ('message' in given) return refuseFiles(args, [given]);
  const file = readContextFile(given);
  // Without a single row that can be read there is nothing to look up in the register.
  if (file.rows.length === 0) return refuseFiles(args, file.problems);

  const config = readDatabaseConfig();
  const database = await openDatabase(config.databaseUrl, config.synchronous);
  try {
    const outcome = await importContext(database, file, systemClock);
    if ('problems' in outcome) refuseFiles(args, outcome.problems);
    else process.stdout.write(`${importedContextText(outcome.imported)}\n`);
  } finally {
    await database.destroy();
  }
}

importFile(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : (error as Error).stack}\n`,
  );
  process.exitCode = 1;
});
