import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { importRegister } from '../../src/organisations/import.ts';
import { type GivenFile, problemText, readFiles } from '../../src/organisations/register-file.ts';
import { columnsOf, type FileKind } from '../../src/organisations/register-row.ts';
import type { Database } from '../../src/shared/database.ts';
import { today } from '../support/service.ts';

const folder = path.join(import.meta.dirname, '../../src/organisations/register');

/** The files of the real register, as they stand in the repository. */
export const realFiles: readonly GivenFile[] = readdirSync(folder)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));

/** A file of this kind with these rows under its header. */
export function file(kind: FileKind, ...rows: readonly string[]): GivenFile {
  return given(`${kind}.csv`, `${[columnsOf(kind).join(), ...rows].join('\n')}\n`);
}

export function given(name: string, text: string | Uint8Array): GivenFile {
  return { name, bytes: Buffer.from(text) };
}

/** A small register that is whole: two ICBs, one of which took over from a third, and two trusts. */
export const small = {
  icbs: [
    'QAA,E54000001,NHS Hill Integrated Care Board,North West,Y62,,2022-07-01,',
    'QBBBB,E54000002,NHS Dale Integrated Care Board,London,Y56,QCC,2026-04-01,A-B',
  ],
  organisations: [
    'RAA,Hill NHS Trust,trust,acute,QAA,North West,test',
    'RBB,Dale NHS Trust,trust,community,QBBBB,London,test',
    'QAA,NHS Hill Integrated Care Board,icb,,QAA,North West,test',
  ],
  icbs_2022_42: [
    'QAA,E54000001,NHS Hill Integrated Care Board',
    'QCC,E54000003,NHS Old Dale Integrated Care Board',
  ],
  succession: ['trust,RCC,Old Dale NHS Trust,RBB,2025-04-01,test'],
  closed_trusts: ['RCC,Old Dale NHS Trust,QCC,Y56,20110401,20250331'],
} as const satisfies Record<FileKind, readonly string[]>;

export function smallFiles(changed: Partial<Record<FileKind, readonly string[]>> = {}) {
  return (Object.keys(small) as FileKind[]).map((kind) =>
    file(kind, ...(changed[kind] ?? small[kind])),
  );
}

/** Imports on this day; the problems as a person reads them, or what was done. */
export async function importOn(
  database: Database,
  files: readonly GivenFile[],
  instant: string | Date = today,
) {
  const outcome = await importRegister(database, readFiles(files), () => new Date(instant));
  return 'problems' in outcome
    ? { problems: outcome.problems.map(problemText) }
    : { problems: [], imported: outcome.imported };
}

/** Everything in the register's tables, in a settled order. */
export async function wholeRegister(database: Database) {
  const [organisations, memberships, successions] = await Promise.all([
    database.selectFrom('organisation').selectAll().execute(),
    database.selectFrom('icb_membership').selectAll().execute(),
    database.selectFrom('succession').selectAll().execute(),
  ]);
  const settled = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    organisations: settled(organisations),
    memberships: settled(memberships),
    successions: settled(successions),
  };
}

export async function emptyRegister(database: Database): Promise<void> {
  await database.deleteFrom('succession').execute();
  await database.deleteFrom('icb_membership').execute();
  await database.deleteFrom('organisation').execute();
}
