import { once } from 'node:events';
import { Agent, get, request } from 'node:http';
import { expect, test } from '@jest/globals';
import { starting, untilServing } from '../support/npm-start.ts';
import { production } from './commanding.ts';

const { start } = starting();

test('a process that is asked to stop under load answers what it accepted, and ends with 0', async () => {
  const service = await start({ ...production, SHED_LAG: '60000' });
  await untilServing(service);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  let answered = 0;
  const cut: string[] = [];
  const ends: string[] = [];
  // Each goes on until it is told that its connection ends, or is refused.
  const ask = async () => {
    for (;;) {
      try {
        const { status, connection } = await page(`${service.address}/method`, agent);
        if (status === 200) answered += 1;
        else cut.push(`status ${status}`);
        if (connection === 'close') return ends.push(connection);
      } catch (error) {
        // Refused is not accepted; anything else would be lost.
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ECONNREFUSED') cut.push(String(error));
        return ends.push(String(code));
      }
    }
  };
  const asking = Array.from({ length: 8 }, ask);
  // One that was accepted, and whose body is still on its way.
  const slow = request(`${service.address}/sign-in-links`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': '24',
      Origin: 'https://assess.example',
    },
  });
  slow.write('email=nobody@');
  while (answered < 100 && cut.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

  const since = performance.now();
  service.process.kill('SIGTERM');
  setTimeout(() => slow.end('hill.exampl'), 300);
  const [response] = await once(slow, 'response');
  expect([response.statusCode, response.headers.connection]).toEqual([303, 'close']);
  response.resume();
  const [status] = await once(service.process, 'exit');
  expect(status).toBe(0);
  expect(performance.now() - since).toBeLessThan(5000);
  await Promise.all(asking);
  expect(cut).toEqual([]);
  expect(ends).toContain('close');
  agent.destroy();
}, 60_000);

function page(
  address: string,
  agent: Agent,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode, connection: response.headers.connection }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
}
