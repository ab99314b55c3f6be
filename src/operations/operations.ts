import type { Config } from '../config.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { checksOf } from './checks.ts';
import type { Lag } from './lag.ts';
import { Load } from './load.ts';
import type { Metrics } from './metrics.ts';
import { OpenAnswers } from './open-answers.ts';
import { Readiness } from './readiness.ts';
import { readingsOf } from './readings.ts';

/** What an operator sees of this process, and what it does when there is too much to do. */
export interface Operations {
  readonly load: Load;
  readonly answers: OpenAnswers;
  readonly readiness: Readiness;
  /** Null where nobody reads them. */
  readonly metrics: Metrics | null;
}

interface OperationsParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly lag: Lag;
  /** How many streams of events are open. */
  readonly streams: () => number;
}

export async function operationsOf(parts: OperationsParts): Promise<Operations> {
  const { config, database, clock, lag, streams } = parts;
  const load = new Load(config.shedding, lag, streams);
  const readiness = new Readiness(checksOf(config, database, clock, load));
  const answers = new OpenAnswers();
  return { load, answers, readiness, metrics: await metricsOf(parts, load) };
}

async function metricsOf(
  { config, database, streams }: OperationsParts,
  load: Load,
): Promise<Metrics | null> {
  if (!config.metrics) return null;
  // Loaded only where it is used: it takes memory, and measures all the time.
  const { Metrics } = await import('./metrics.ts');
  return new Metrics(readingsOf(config, database, load, streams));
}
