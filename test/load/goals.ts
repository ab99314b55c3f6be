import type { DisclosureTimes } from './disclosure-speed.ts';
import type { Measurement, Measurements } from './measurements.ts';
import { rateOf, say } from './report.ts';
import type { Weight } from './weight.ts';

/** What the service is meant to reach, beside what was measured. */
export function printGoals(
  measured: Measurements,
  weight: Weight,
  coldStart: number,
  disclosure: DisclosureTimes,
): void {
  const { question, L, full, normal, W } = measured;
  atLeast('question page / L', question, L, 1.1);
  atLeast('durable save / W', full, W, 2.5);
  atLeast('durable save / save under NORMAL', full, normal, 0.8);
  atMost('resident memory after the load, MB', full.server.memory().now, 120);
  atMost('cold question page, KB', weight.bytes / 1000, 60);
  atMost('requests of a cold question page', weight.files.length, 6);
  atMost('addresses on other origins', weight.elsewhere.length, 0);
  atMost('cold start of npm start, s', coldStart, 2);
  atMost('disclosure: every union of families of 60 people, ms', disclosure.families, 5);
  atMost('disclosure: own groups of any of 205 organisations, ms', disclosure.ownGroups, 250);
  atMost('disclosure: all groups of 205 organisations, ms', disclosure.catalogue, 250);
}

function atLeast(name: string, a: Measurement, b: Measurement, least: number): void {
  ratioAtLeast(name, rateOf(a) / rateOf(b), least);
}

export function ratioAtLeast(name: string, ratio: number, least: number): void {
  print(ratio >= least, `${name}: ${ratio.toFixed(2)}, goal at least ${least}`);
}

export function atMost(name: string, value: number, most: number): void {
  const shown = Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 1);
  print(value <= most, `${name}: ${shown}, goal at most ${most}`);
}

function print(met: boolean, words: string): void {
  say(`${met ? 'met   ' : 'MISSED'}  ${words}`);
}
