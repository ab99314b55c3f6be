import { type Clock, dateOf } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import type { Counts } from '../import.ts';
import type { Organisation } from '../organisation.ts';
import type { FileProblem } from '../register-file.ts';
import { allOrganisations } from '../store.ts';
import { contextProblem, type LocatedContext, type ReadContextFile } from './context-file.ts';
import { readContexts, saveContext } from './context-store.ts';
import { contextVariableNames, type OrganisationContext } from './variables.ts';

/**
 * Brings the context of organisations up to date with a file, all rows or, if anything is wrong,
 * none. A row replaces all that was known of its organisation; those of which the file says nothing
 * stay as they are. Importing the same file again changes nothing.
 */
export async function importContext(
  database: Database,
  file: ReadContextFile,
  clock: Clock,
): Promise<{ imported: Counts } | { problems: readonly FileProblem[] }> {
  return transact(database, async (changes) => {
    const organisations = new Map(
      (await allOrganisations(changes)).map((one) => [one.code, one] as const),
    );
    const problems = [
      ...file.problems,
      ...duplicates(file),
      ...file.rows.flatMap((at) => problemsOf(file, at, organisations, dateOf(clock()))),
    ];
    if (problems.length > 0) return { problems };

    const known = new Map(
      (await readContexts(changes)).map((one) => [one.organisationCode, one] as const),
    );
    const counts = { added: 0, changed: 0, unchanged: 0 };
    for (const context of file.rows.map(contextOf)) {
      const before = known.get(context.organisationCode);
      if (before && isSame(before, context)) counts.unchanged += 1;
      else {
        await saveContext(changes, context);
        counts[before ? 'changed' : 'added'] += 1;
      }
    }
    return { imported: counts };
  });
}

/** "Imported: context of organisations 12 added, 3 changed, 0 unchanged." */
export function importedContextText({ added, changed, unchanged }: Counts): string {
  return `Imported: context of organisations ${added} added, ${changed} changed, ${unchanged} unchanged.`;
}

function duplicates(file: ReadContextFile): FileProblem[] {
  const first = new Map<string, number>();
  return file.rows.flatMap(({ line, row }) => {
    const earlier = first.get(row.ods_code);
    if (earlier !== undefined)
      return [contextProblem(file, line, 'ods_code', `is on line ${earlier} already`)];
    first.set(row.ods_code, line);
    return [];
  });
}

function problemsOf(
  file: ReadContextFile,
  { line, row }: LocatedContext,
  organisations: ReadonlyMap<string, Organisation>,
  today: string,
): FileProblem[] {
  const problems: FileProblem[] = [];
  const wrong = (column: string, message: string) =>
    problems.push(contextProblem(file, line, column, message));
  const organisation = organisations.get(row.ods_code);
  if (!organisation) wrong('ods_code', `${row.ods_code} is not in the register`);
  if (row.as_of > today) wrong('as_of', 'is after today');
  if (organisation?.kind === 'icb' && row.size_band !== '')
    wrong('size_band', 'must be empty for an ICB: only trusts are compared by size');
  const knowsNothing = contextVariableNames.every((name) => row[name] === null);
  if (knowsNothing && row.size_band === '')
    wrong('size_band', 'must not be empty where the row has no number either');
  return problems;
}

function contextOf({ row }: LocatedContext): OrganisationContext {
  return {
    organisationCode: row.ods_code,
    asOf: row.as_of,
    source: row.source,
    sizeBand: row.size_band || null,
    variables: Object.fromEntries(
      contextVariableNames.flatMap((name) => (row[name] === null ? [] : [[name, row[name]]])),
    ),
  };
}

function isSame(one: OrganisationContext, other: OrganisationContext): boolean {
  return (
    one.asOf === other.asOf &&
    one.source === other.source &&
    one.sizeBand === other.sizeBand &&
    contextVariableNames.every((name) => one.variables[name] === other.variables[name])
  );
}
