import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/shared/database.ts';
import { postgresUrl } from '../support/optional.ts';
import { postgresSchema } from '../support/postgres-schema.ts';
import { connections, load, type Round } from './load.ts';
import { median } from './numbers.ts';
import { fillDatabase, type Visitor } from './people.ts';
import { say } from './report.ts';
import { pinned, type ServerProcess, startCommand, startServer } from './server-process.ts';
import { questionPath, reading, savePath, saving, type Visit } from './steps.ts';

/** What so many processes did together on a kind of database: requests a second, and p99 in ms. */
interface Together {
  readonly name: string;
  readonly question: { readonly rate: number; readonly p99: number };
  readonly save: { readonly rate: number; readonly p99: number };
}

interface Load {
  readonly folder: string;
  readonly rounds: number;
  readonly seconds: number;
}

/**
 * Measures one process on SQLite, and one and two on PostgreSQL, on all cores, which the servers,
 * PostgreSQL and the load share; null where there is no PostgreSQL.
 */
export async function several(wanted: Load): Promise<readonly Together[] | null> {
  if (!postgresUrl) return null;
  const { folder } = wanted;
  await mkdir(folder, { recursive: true });
  const sqlite = `sqlite:${path.join(folder, 'service.sqlite')}`;
  const measured = [
    await measure({ name: 'one process on SQLite', url: sqlite, count: 1 }, wanted),
  ];
  for (const [count, name] of [
    [1, 'one process on PostgreSQL'],
    [2, 'two processes on PostgreSQL'],
  ] as const) {
    const { url, drop } = await postgresSchema();
    try {
      measured.push(await measure({ name, url, count }, wanted));
    } finally {
      await drop();
    }
  }
  return measured;
}

async function measure(
  { name, url, count }: { readonly name: string; readonly url: string; readonly count: number },
  { folder, rounds, seconds }: Load,
): Promise<Together> {
  const database = await openDatabase(url);
  const wanted = { invited: 0, submitted: 0, 'half-way': connections };
  const visitors = await fillDatabase(database, { ...wanted, ready: connections * (rounds + 1) });
  await database.destroy();
  const all = pinned ? ['taskset', '-c', `0-${availableParallelism() - 1}`] : [];
  const env = { DATABASE_URL: url, DATA_DIR: folder };
  const start = () => startServer([...all, ...startCommand()], env);
  const servers = await Promise.all(Array.from({ length: count }, start));
  try {
    const next = { ready: turns(visitors, 'ready'), 'half-way': turns(visitors, 'half-way') };
    const read = () => {
      const visitor = next['half-way']();
      return reading(visitor, questionPath(visitor));
    };
    const save = () => {
      const visitor = next.ready();
      return saving(visitor, savePath(visitor));
    };
    await loadAll(servers, read, 1);
    await loadAll(servers, save, 1);
    const [questions, saves]: [Round[][], Round[][]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      questions.push(await loadAll(servers, read, seconds));
      saves.push(await loadAll(servers, save, seconds));
    }
    return { name, question: summed(questions), save: summed(saves) };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** Loads all servers at the same time, with as many connections in all as one is loaded with. */
async function loadAll(
  servers: readonly ServerProcess[],
  visit: () => Visit,
  seconds: number,
): Promise<Round[]> {
  const each = Math.floor(connections / servers.length);
  const done = await Promise.all(servers.map((server) => load(server, visit, seconds, each)));
  const wrong = done.flatMap((round) => round.wrong);
  if (wrong.length > 0) throw new Error(`Failed under load:\n${wrong.join('\n')}`);
  return done;
}

function summed(rounds: readonly (readonly Round[])[]): { rate: number; p99: number } {
  return {
    rate: median(rounds.map((each) => each.reduce((sum, { rate }) => sum + rate, 0))),
    p99: median(rounds.map((each) => Math.max(...each.map(({ p99 }) => p99)))),
  };
}

/** People of a kind in turn. */
function turns(visitors: readonly Visitor[], progress: Visitor['progress']): () => Visitor {
  const people = visitors.filter((visitor) => visitor.progress === progress);
  let next = 0;
  return () => people[next++ % people.length] as Visitor;
}

export function printSeveral(measured: readonly Together[] | null): void {
  if (!measured) {
    say('\nPostgreSQL is left out: set TEST_POSTGRES_URL to a server.');
    return;
  }
  say('\nOn all cores, which servers, database and load share:');
  for (const { name, question, save } of measured) {
    const numbers = ({ rate, p99 }: Together['save']) =>
      `${rate.toFixed(0)} requests/s (p99 ${p99.toFixed(1)} ms)`;
    say(`  ${name}: question page ${numbers(question)}, durable save ${numbers(save)}`);
  }
}
