import { inEngland } from './country.ts';
import { atMost, ratioAtLeast } from './goals.ts';
import { peopleEach } from './release-data.ts';
import type { ReleasePages } from './release-pages.ts';
import type { Work } from './release-work.ts';
import type { Releases } from './releases.ts';
import { say } from './report.ts';

/** What making a release takes, how that grows, and how fast what it shows is read. */
export function printReleases(made: Releases, read: readonly ReleasePages[]): void {
  const { closing, preparing, computing, growth } = made;
  say(
    `A release of ${inEngland} organisations, each of ${peopleEach} people who answered 40 questions, on both bases:`,
  );
  say(`  scoring every answer, when surveys close  ${words(closing)}`);
  say(`  freezing what the release is made of      ${words(preparing)}`);
  say(`  computing what everybody is shown         ${words(computing)}`);
  say('Computing more of them, from contributions that are frozen already:');
  for (const { organisations, computing: each } of growth) {
    say(`  ${String(organisations).padStart(6)} organisations  ${growthWords(each)}`);
  }
  say(
    'Pages of a release, requests a second and ms of processor time each, beside a plain server:',
  );
  for (const { organisations, pages } of read)
    for (const { name, bytes, rate, plain, cpu, plainCpu } of pages)
      say(
        `  ${String(organisations).padStart(6)} organisations  ${name.padEnd(14)}  ${bytes} bytes, ${rate.toFixed(0)} and ${cpu.toFixed(2)} ms; plain ${plain.toFixed(0)} and ${plainCpu.toFixed(2)} ms`,
      );
  const release = preparing.seconds + computing.seconds;
  atMost(`release of ${inEngland} organisations, s`, release, 10);
  atMost('the same with all scoring, s', closing.seconds + release, 10);
  atMost('peak memory of making it, MB', Math.max(preparing.peak, computing.peak), 500);
  for (const { organisations, pages } of read)
    for (const { name, rate, plain } of pages)
      ratioAtLeast(`${name} / plain, ${organisations} organisations`, rate / plain, 0.7);
  // As shares of the plain server, since the machine itself is not as fast from minute to minute.
  const [first, last] = [read[0], read.at(-1)];
  for (const [at, { name, rate, plain }] of (first?.pages ?? []).entries()) {
    const of = last?.pages[at];
    const ratio = of ? of.rate / of.plain / (rate / plain) : Number.NaN;
    ratioAtLeast(`${name} / plain, most organisations / fewest`, ratio, 0.9);
  }
}

function growthWords(work: Work | null): string {
  if (!work) return 'more than its memory, or its time, sufficed for';
  const { parts, of } = work;
  return parts === of ? words(work) : `${words(work)}; stopped at ${parts} of ${of} parts`;
}

function words({ seconds, processor, peak }: Work): string {
  return `${seconds.toFixed(1)} s, of the processor ${processor.toFixed(1)} s, peak ${peak.toFixed(0)} MB`;
}
