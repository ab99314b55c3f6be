/**
 * `npm run bench [-- --seconds N --rounds N --rush N --questions N --organisations N,N --limit N]`: how fast
 * the service is, beside plain servers that do the same without its levers, measured in the same minutes on the same machine. Servers have
 * one core, the load comes from another; every figure is the median of rounds that take turns.
 * Ends with status 1 when anything is answered otherwise than it should; missed goals are printed.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { coldStart } from './cold-start.ts';
import { disclosureTimes } from './disclosure-speed.ts';
import { fdatasyncTimes } from './disk.ts';
import { printGoals } from './goals.ts';
import { journey } from './journey.ts';
import { connections, load } from './load.ts';
import { type Measurement, measurements, peopleWanted } from './measurements.ts';
import { median } from './numbers.ts';
import { prepareData, type Visitor } from './people.ts';
import { countQueries } from './queries.ts';
import { releasePages } from './release-pages.ts';
import { printReleases } from './release-report.ts';
import { releases } from './releases.ts';
import { printNotes, printRooms, printRush, printTable, say } from './report.ts';
import { rooms } from './rooms.ts';
import { rush } from './rush.ts';
import { comparePages } from './same-page.ts';
import {
  leaveTheServersCore,
  pinned,
  type ServerProcess,
  startCommand,
  startServer,
} from './server-process.ts';
import { printSeveral, several } from './several.ts';
import { questionPath } from './steps.ts';
import { weigh } from './weight.ts';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    rush: { type: 'string', default: '20' },
    questions: { type: 'string', default: '5' },
    organisations: { type: 'string', default: '240,2400' },
    limit: { type: 'string', default: '120' },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const rushSeconds = Number(options.rush);
const questions = Number(options.questions);
const sizes = options.organisations.split(',').map(Number);
const limit = Number(options.limit);
const warmUp = Math.min(3, seconds);

const folder = await mkdtemp(path.join(tmpdir(), 'maturity-bench-'));
const seeded = path.join(folder, 'seeded');
const running: ServerProcess[] = [];
try {
  await bench();
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all(running.map((server) => server.stop()));
  await rm(folder, { recursive: true });
}

async function bench(): Promise<void> {
  leaveTheServersCore();
  say(
    pinned
      ? `Servers on core 0, load from core 1, ${connections} connections, Node.js ${process.version}.`
      : 'taskset or a second core is missing: servers and load share the machine.',
  );
  const disk = fdatasyncTimes(folder);
  say(`fdatasync here: p50 ${disk.p50.toFixed(2)} ms, p99.9 ${disk.p999.toFixed(2)} ms.`);
  const disclosure = disclosureTimes();

  const wanted = peopleWanted(rounds, seconds * rounds + warmUp);
  const visitors = await prepareData(seeded, wanted);
  const visitor = visitors.find(({ progress }) => progress === 'half-way') as Visitor;
  const starts: number[] = [];
  for (let start = 0; start < 3; start++) starts.push(await coldStart(seeded));

  const plain = { NODE_ENV: 'production', VISITOR: JSON.stringify(visitor) };
  const full = await start('full', startCommand());
  const normal = await start('normal', startCommand(), { SQLITE_SYNCHRONOUS: 'NORMAL' });
  const L = await start('L', [process.execPath, 'test/load/reference-page.ts'], plain);
  const W = await start('W', [process.execPath, 'test/load/reference-save.ts'], plain);
  const page = questionPath(visitor);
  const bytes = await comparePages(full.url + page, L.url + page, visitor.cookie);
  say(`The question page has ${bytes[0]} bytes, and ${bytes[1]} on the plain server L.\n`);

  const measured = measurements({ full, normal, L, W }, visitors, visitor);
  const all = Object.values(measured);
  for (const each of all) await round(each, warmUp);
  for (let number = 0; number < rounds; number++)
    for (const each of all) each.rounds.push(await round(each, seconds));
  const weight = await weigh(full.url + page, { Cookie: visitor.cookie });

  const journeyLength = journey(visitor).length;
  const counting = await start('counting', startCommand('test/load/counting-main.ts'));
  for (const each of all.filter(({ server }) => server === full))
    each.asked = await countQueries(
      counting,
      each.visit(),
      each === measured.journey ? journeyLength : 10,
    );

  printTable(all);
  printNotes(measured, journeyLength, weight);
  printGoals(measured, weight, median(starts), disclosure);

  // Alone on the machine, as it would be.
  await Promise.all(running.splice(0).map((server) => server.stop()));
  printSeveral(await several({ folder: path.join(folder, 'several'), rounds, seconds }));
  printRush(await rush(path.join(folder, 'rush'), rushSeconds));
  printRooms(await rooms(path.join(folder, 'rooms'), questions));
  const made = await releases(path.join(folder, 'releases'), sizes, limit);
  const pages = [];
  for (const each of made.growth) pages.push(await releasePages(each, rounds, seconds));
  printReleases(made, pages);
}

/** Starts a server on its own copy of the prepared data. */
async function start(
  name: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const dataDir = path.join(folder, name);
  await cp(seeded, dataDir, { recursive: true });
  const server = await startServer(command, { DATA_DIR: dataDir, ...env });
  running.push(server);
  return server;
}

/** @throws Error when anything was answered otherwise than it should. */
async function round({ name, server, visit }: Measurement, seconds: number) {
  const done = await load(server, visit, seconds);
  if (done.wrong.length > 0)
    throw new Error(`Failed under load: ${name}\n${done.wrong.join('\n')}`);
  return done;
}
