/**
 * `npm run prove [-- --rounds N --only NAME,… --postgres URL --catalogues N --share X]`: keeps the
 * promises that take too long to prove in `npm test`, one after the other, and prints what was
 * tried and what was lost. Ends with status 1 when anything was lost.
 */
import { parseArgs } from 'node:util';
import { provedByAttacking } from './attacked.ts';
import { provedByFullDisk } from './full-disk.ts';
import { provedByKilling } from './killed.ts';
import { provedByInterrupting } from './migrated.ts';
import type { Options, Proof, Proved } from './proof.ts';
import { provedByRestoring } from './restored.ts';
import { endAll } from './serving.ts';
import { provedByStopping } from './stopped.ts';
import { tableOf } from './table.ts';
import { provedByWalking } from './walked.ts';

const proofs: Readonly<Record<string, Proof>> = {
  kill: provedByKilling,
  backup: provedByRestoring,
  'full-disk': provedByFullDisk,
  stop: provedByStopping,
  migrations: provedByInterrupting,
  attack: provedByAttacking,
  routes: provedByWalking,
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    only: { type: 'string', default: Object.keys(proofs).join(',') },
    postgres: { type: 'string', default: process.env.TEST_POSTGRES_URL ?? '' },
    catalogues: { type: 'string', default: '300' },
    share: { type: 'string', default: '1' },
  },
});
const options: Options = {
  rounds: Number(values.rounds),
  postgres: values.postgres || null,
  catalogues: Number(values.catalogues),
  share: Number(values.share),
};
const names = values.only.split(',');

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isInterrupted = true;
    process.exitCode = 1;
    endAll();
  });

const unknown = names.filter((name) => !proofs[name]);
const { rounds, catalogues, share } = options;
if (unknown.length > 0 || ![rounds, catalogues].every(isCount) || !(share > 0 && share <= 1)) {
  say(
    `Give whole numbers from 1, a share up to 1, and names of ${Object.keys(proofs).join(', ')}.`,
  );
  process.exitCode = 2;
} else await proveAll();

async function proveAll(): Promise<void> {
  if (!options.postgres)
    say('What is proved on PostgreSQL is left out: set TEST_POSTGRES_URL to a server.');
  const all: Proved[] = [];
  for (const name of names) {
    if (isInterrupted) break;
    const since = performance.now();
    say(`${name}…`);
    const proved = await attempt(name);
    const seconds = Math.round((performance.now() - since) / 1000);
    for (const { lost } of proved) for (const fault of lost.slice(0, 20)) say(`  LOST: ${fault}`);
    say(`${name}: ${seconds} seconds`);
    all.push(...proved);
  }
  say(`\n${tableOf(all)}`);
  // Everything is cleaned up by now, and what still waits for a process that is gone is not needed.
  if (isInterrupted) process.exit();
  if (all.some(({ lost }) => lost.length > 0)) process.exitCode = 1;
}

/** A proof that cannot be brought to its end has proved nothing. */
async function attempt(name: string): Promise<readonly Proved[]> {
  try {
    return (await proofs[name]?.(options)) ?? [];
  } catch (error) {
    const { stack } = error as Error;
    return [{ name, tried: 'not brought to its end', lost: [String(stack)], note: '' }];
  }
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number > 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
