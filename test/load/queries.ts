import { once } from 'node:events';
import type { Asked } from './counting-main.ts';
import type { ServerProcess } from './server-process.ts';
import type { Visit } from './steps.ts';

/**
 * How much one request asks of the database, on average over some made one after the other. The
 * server runs test/load/counting-main.ts; the first request of a visit is not counted.
 */
export async function countQueries(
  server: ServerProcess,
  visit: Visit,
  requests: number,
): Promise<Asked> {
  await send(server, visit);
  await asked(server);
  for (let sent = 0; sent < requests; sent++) await send(server, visit);
  const { queries, commands } = await asked(server);
  return { queries: queries / requests, commands: commands / requests };
}

async function send(server: ServerProcess, visit: Visit): Promise<void> {
  const { method, path, headers, body, status } = visit();
  const response = await fetch(server.url + path, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  await response.arrayBuffer();
  if (response.status !== status)
    throw new Error(`${method} ${path} was answered ${response.status}, not ${status}`);
}

async function asked({ child }: ServerProcess): Promise<Asked> {
  const answer = once(child, 'message');
  child.send('how much?');
  const [counts] = await answer;
  return counts as Asked;
}
