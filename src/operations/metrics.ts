import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Task } from '../shared/periodic.ts';
import type { Kind } from './load.ts';
import type { Answered } from './watch.ts';

/** What is asked for when metrics are read: each is a number, or null where there is none. */
export type Readings = Readonly<
  Record<
    'mailQueue' | 'databaseBytes' | 'lastBackup' | 'underWay' | 'streams',
    () => number | null | Promise<number | null>
  >
>;

const gauges: Record<keyof Readings, { readonly name: string; readonly help: string }> = {
  mailQueue: { name: 'maturity_mail_queue', help: 'Mails that wait to be sent' },
  databaseBytes: { name: 'maturity_database_bytes', help: 'Size of the database' },
  lastBackup: {
    name: 'maturity_last_backup_timestamp_seconds',
    help: 'When the last backup was made; absent while there is none',
  },
  underWay: { name: 'maturity_requests_under_way', help: 'Requests that are being answered' },
  streams: { name: 'maturity_streams', help: 'Open streams of events' },
};

/** From a fast page to one that nobody waits for, in seconds. */
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus reads. Labels are closed lists: patterns of routes, classes of statuses. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #durations = new Histogram({
    name: 'maturity_http_request_duration_seconds',
    help: 'How long requests took, by route pattern and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [this.#registry],
  });
  readonly #saves = this.#counter('saves', 'Forms sent, by what became of them', 'result');
  readonly #shed = this.#counter('shed', 'Requests refused because of load', 'kind');
  readonly #failures = this.#counter('upkeep_failures', 'Periodic work that failed', 'task');

  constructor(readings: Readings) {
    collectDefaultMetrics({ register: this.#registry });
    for (const [reading, { name, help }] of Object.entries(gauges)) {
      const read = readings[reading as keyof Readings];
      const registers = [this.#registry];
      new Gauge({
        name,
        help,
        registers,
        // What cannot be read is left out, so that the others are still told.
        async collect() {
          const value = await Promise.resolve()
            .then(read)
            .catch(() => null);
          if (value === null) this.remove();
          else this.set(value);
        },
      });
    }
  }

  /** What Prometheus reads, and how it is written. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  answered({ method, route, status, milliseconds, stream }: Answered): void {
    const statusClass = `${Math.floor(status / 100)}xx`;
    if (!stream)
      this.#durations.observe({ method, route, status: statusClass }, milliseconds / 1000);
    if (method === 'POST') this.#saves.inc({ result: resultOf(status) });
  }

  refused(kind: Kind): void {
    this.#shed.inc({ kind });
  }

  /** The same tasks, whose failures are counted. */
  counting(tasks: readonly Task[]): readonly Task[] {
    return tasks.map((task) => {
      const run = () =>
        task.run().catch((error: unknown) => {
          this.#failures.inc({ task: task.name });
          throw error;
        });
      return { ...task, run };
    });
  }

  #counter<L extends string>(name: string, help: string, label: L): Counter<L> {
    const labelNames = [label];
    return new Counter({
      name: `maturity_${name}_total`,
      help,
      labelNames,
      registers: [this.#registry],
    });
  }
}

function resultOf(status: number): 'done' | 'refused' | 'failed' {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}
