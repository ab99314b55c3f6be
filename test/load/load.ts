import autocannon from 'autocannon';
import { at } from './numbers.ts';
import type { ServerProcess } from './server-process.ts';
import type { Visit } from './steps.ts';

/** Browsers that ask at the same time, each again as soon as it has its answer; usually. */
export const connections = 16;

/** What one round of load has measured. */
export interface Round {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds from request to answer. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of the server's processor time for each request. */
  readonly cpu: number;
  /** How busy the process that makes the load was, 0 to 1: near 1 it is what limits the figures. */
  readonly clientBusy: number;
  /** What went wrong, the first few in words. */
  readonly wrong: readonly string[];
}

/** Loads a server for some seconds; every connection makes its own visit. */
export async function load(
  server: ServerProcess,
  visit: () => Visit,
  seconds: number,
  clients = connections,
): Promise<Round> {
  const times: number[] = [];
  const wrong: string[] = [];
  const complain = (words: string) => {
    if (wrong.length < 5) wrong.push(words);
  };
  const cpuBefore = server.cpu();
  const ownBefore = process.cpuUsage();
  const began = performance.now();
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url: server.url,
        connections: clients,
        duration: seconds,
        sampleInt: 100,
        setupClient: (client) => client.setRequests([asRequest(visit(), complain)]),
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    );
    instance.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const elapsed = performance.now() - began;
  const own = process.cpuUsage(ownBefore);
  if (result.errors > 0) complain(`${result.errors} connections failed or timed out`);
  return {
    rate: (times.length * 1000) / elapsed,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    cpu: (server.cpu() - cpuBefore) / times.length,
    clientBusy: (own.user + own.system) / 1000 / elapsed,
    wrong,
  };
}

/** A visit as autocannon asks for it: one request that is made anew each time. */
function asRequest(visit: Visit, complain: (words: string) => void): autocannon.Request {
  let step = visit();
  let first = true;
  return {
    setupRequest: (request) => {
      if (!first) step = visit();
      first = false;
      const { method, path, headers, body } = step;
      return { ...request, method, path, headers, body };
    },
    onResponse: (status) => {
      if (status !== step.status)
        complain(`${step.method} ${step.path} was answered ${status}, not ${step.status}`);
    },
  };
}
