import { promises as fs } from 'node:fs';
import path from 'node:path';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { type Database, openDatabase } from '../../src/shared/database.ts';
import { root } from '../load/server-process.ts';
import { run } from './command.ts';
import { insertOldRows, missingRows, type OldDatabase } from './old-rows.ts';
import { copyOf, damageOf, kindsOfPlaces, type Place } from './place.ts';
import type { Options, Proved } from './proof.ts';
import { withDatabase } from './stored.ts';

const migrationFolder = path.join(root, 'migrations');

/** How many statements of each migration, where making a copy takes a second. */
const mostOnPostgres = 8;

/** A migration that is interrupted leaves what was there, and the next start does all of it. */
export async function provedByInterrupting(options: Options): Promise<readonly Proved[]> {
  const proved: Proved[] = [];
  for (const newPlace of kindsOfPlaces(options.postgres)) {
    const place = await newPlace();
    try {
      const most = place.kind === 'SQLite' ? options.rounds : mostOnPostgres;
      proved.push(await interrupted(place, Math.min(options.rounds, most)));
    } finally {
      await place.remove();
    }
  }
  return proved;
}

/** @param place is brought up, one migration after the other, with data of its time. */
async function interrupted(place: Place, most: number): Promise<Proved> {
  const names = (await fs.readdir(migrationFolder)).map((file) => path.parse(file).name).sort();
  const expected = await onCopy(place, ({ url }) => shapeAfterStart(url));
  const lost: string[] = [];
  let kills = 0;
  for (const [step, name] of names.entries()) {
    const before = names[step - 1] ?? '';
    const counts = await onCopy(place, (copy) => openIn(copy, 0));
    // Of this migration alone; for the last one, with what it takes to keep them all.
    const statements = (step < names.length - 1 ? counts[0] : counts.at(-1)) ?? 0;
    for (const at of spread(statements, most)) {
      const faults = await onCopy(place, async (copy) => {
        const ended = await openIn(copy, at);
        return ended.length > 0
          ? ['it was not interrupted']
          : faultsAfterStart(copy, expected, before).catch((error: Error) => [
              `the next start failed: ${error.message}`,
            ]);
      });
      lost.push(...faults.map((fault) => `${name}, killed before statement ${at}: ${fault}`));
      kills += 1;
    }
    await withDatabase(place.url, (database) => bringUpTo(database, name, place));
  }
  return {
    name: `An interrupted upgrade loses nothing (${place.kind})`,
    tried: `${names.length} migrations of a database with data, ${kills} times killed before one of their statements`,
    lost,
    note: 'the next start did the rest',
  };
}

async function faultsAfterStart(copy: Place, expected: string, before: string): Promise<string[]> {
  const shape = await shapeAfterStart(copy.url);
  const missing = await withDatabase(copy.url, (each) => missingRows(untyped(each), before));
  const isComplete = shape === expected;
  return [
    ...(isComplete ? [] : ['its tables are not those of a new database']),
    ...missing,
    ...damageOf(copy),
  ];
}

async function onCopy<T>(place: Place, work: (copy: Place) => Promise<T>): Promise<T> {
  const copy = await copyOf(place);
  try {
    return await work(copy);
  } finally {
    await copy.remove();
  }
}

/** @returns what the process says that opens it; nothing when it was killed before its end. */
async function openIn(place: Place, at: number): Promise<readonly number[]> {
  const file = 'test/prove/interrupted.ts';
  const { status, said, complained } = await run(file, [place.url, String(at)], place);
  if (status) throw new Error(complained);
  return status === null ? [] : said.trim().split('\n').map(Number);
}

/** All tables and columns of a database, once a start has brought it up to date. */
async function shapeAfterStart(url: string): Promise<string> {
  const database = await openDatabase(url);
  try {
    const tables = await database.introspection.getTables();
    return tables
      .map(({ name, columns }) => `${name}: ${columns.map((column) => column.name).sort()}`)
      .sort()
      .join('\n');
  } finally {
    await database.destroy();
  }
}

/** One migration further, with what a service would have stored by then. */
async function bringUpTo(database: Database, name: string, { kind }: Place): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: new FileMigrationProvider({ fs, path, migrationFolder }),
    ...(kind === 'PostgreSQL' ? { migrationTableSchema: 'public' } : {}),
  });
  const { error } = await migrator.migrateTo(name);
  if (error) throw error;
  await insertOldRows(untyped(database), name);
}

function untyped(database: Database): OldDatabase {
  return database as unknown as OldDatabase;
}

/** The numbers from 1 to the last, or so many of them at even distances, the last among them. */
function spread(last: number, most: number): readonly number[] {
  const many = Math.min(last, most);
  return Array.from({ length: many }, (_, at) => Math.ceil(((at + 1) * last) / many));
}
