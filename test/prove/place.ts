import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { checkSqlite, sqliteFileOf } from '../../src/operations/sqlite-file.ts';
import { newId } from '../../src/shared/ids.ts';

/** Where a service has its data while something is proved of it: a place of its own. */
export interface Place {
  readonly kind: 'SQLite' | 'PostgreSQL';
  /** The address of the database. */
  readonly url: string;
  readonly folder: string;
  remove(): Promise<void>;
}

/** A folder in which the database will be. */
export async function sqlitePlace(): Promise<Place> {
  const folder = await newFolder();
  return {
    kind: 'SQLite',
    url: `sqlite:${path.join(folder, 'service.sqlite')}`,
    folder,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A database on this server, empty or as another one of it, and a folder beside it. */
export async function postgresPlace(server: string, as = 'template0'): Promise<Place> {
  const folder = await newFolder();
  const name = `prove_${newId().replaceAll('-', '')}`;
  await ask(server, `create database ${name} template ${as}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    kind: 'PostgreSQL',
    url: url.href,
    folder,
    remove: async () => {
      await ask(server, `drop database ${name} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another place with the same data, which nobody may be using. */
export async function copyOf(place: Place): Promise<Place> {
  if (place.kind === 'PostgreSQL') {
    const { href, pathname } = new URL(place.url);
    return postgresPlace(href, pathname.slice(1));
  }
  const copy = await sqlitePlace();
  const [from, to] = [place.url, copy.url].map(sqliteFileOf) as [string, string];
  if (existsSync(from)) await copyFile(from, to);
  return copy;
}

/** A new place of each kind that there can be. */
export function kindsOfPlaces(postgres: string | null): readonly (() => Promise<Place>)[] {
  return [sqlitePlace, ...(postgres ? [() => postgresPlace(postgres)] : [])];
}

/** What is wrong with the database as a file, in words; PostgreSQL looks after itself. */
export function damageOf({ url }: Place): readonly string[] {
  const file = sqliteFileOf(url);
  if (!file) return [];
  try {
    checkSqlite(file);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function newFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'maturity-prove-'));
}

async function ask(server: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(command);
  } finally {
    await client.end();
  }
}
