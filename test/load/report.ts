import { connections, type Round } from './load.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { median } from './numbers.ts';
import type { Rooms } from './rooms.ts';
import type { Rush } from './rush.ts';
import type { Weight } from './weight.ts';

const titles = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'queries', 'RSS MB', 'peak MB'];

/** Requests a second: the median of the rounds, whose order says nothing. */
export function rateOf({ rounds }: Measurement): number {
  return median(rounds.map(({ rate }) => rate));
}

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printTable(lines: readonly Measurement[]): void {
  const rows = lines.map((line) => {
    const middle = (value: (round: Round) => number) => median(line.rounds.map(value));
    const memory = line.server.memory();
    return [
      line.name,
      rateOf(line).toFixed(0),
      middle(({ p50 }) => p50).toFixed(2),
      middle(({ p99 }) => p99).toFixed(2),
      middle(({ cpu }) => cpu).toFixed(3),
      line.asked ? `${short(line.asked.queries)} + ${short(line.asked.commands)}` : '',
      memory.now.toFixed(0),
      memory.peak.toFixed(0),
    ];
  });
  const widths = titles.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of [titles, ...rows])
    say(
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    );
}

function short(count: number): string {
  return Number.isInteger(count) ? String(count) : count.toFixed(1);
}

/** @throws Error when anything that was confirmed is not in the database. */
export function printRush({ rate, p50, p99, confirmed, lost, wrong }: Rush): void {
  if (lost > 0 || wrong.length > 0)
    throw new Error(`The rush lost ${lost} confirmed answers\n${wrong.join('\n')}`);
  say(`The rush, 60 people at once for 200 organisations: ${rate.toFixed(0)} saves of a dimension a second,
p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; none failed, and all ${confirmed} confirmed answers are in the database.
`);
}

/** @throws Error when a phone missed a reveal, or an acknowledged vote is not in the database. */
export function printRooms(measured: Rooms): void {
  const { phones, largest, workshops, rounds, revealed, vote, idleStream } = measured;
  if (measured.lostEvents > 0 || measured.lostVotes > 0)
    throw new Error(`Rooms lost ${measured.lostEvents} events and ${measured.lostVotes} votes`);
  say(`${workshops} workshops at once with ${phones} phones, ${largest} of them in one, ${rounds} questions:
from the reveal until a phone of that one shows it p50 ${revealed.p50.toFixed(0)} ms, p99 ${revealed.p99.toFixed(0)} ms, the last ${revealed.last.toFixed(0)} ms,
up to 300 ms of which phones wait so as not to ask all at once. When all ${phones} vote in one moment, a vote
is acknowledged after p50 ${vote.p50.toFixed(0)} ms, p99 ${vote.p99.toFixed(0)} ms. An idle stream takes ${idleStream.toFixed(1)} KB of resident memory.
No event and no vote was lost.
`);
}

/** What the table does not say by itself. */
export function printNotes(measured: Measurements, journeyLength: number, weight: Weight): void {
  const journeys = rateOf(measured.journey) / journeyLength;
  const busiest = Math.max(
    ...Object.values(measured).flatMap(({ rounds }) => rounds.map(({ clientBusy }) => clientBusy)),
  );
  say(`
CPU is the server's, per request. Queries are those of one request alone, + commands around them
(begin, savepoint, release, commit); saves under load share their commits.
A journey is ${journeyLength} requests: ${journeys.toFixed(1)} journeys a second, ${(connections / journeys).toFixed(2)} s each with ${connections} people at once.
The process that makes the load was at most ${(100 * busiest).toFixed(0)} % busy.
A cold question page transfers, headers included:`);
  for (const { bytes, path } of weight.files) say(`  ${String(bytes).padStart(6)} bytes  ${path}`);
  say();
}
