import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { serveAlone } from '../../src/operations/serving-lock.ts';
import { starting, untilServing } from '../support/npm-start.ts';
import { command, production } from './commanding.ts';

const { folder, start } = starting();

test('a second process does not serve from the same file, and says why in one line', async () => {
  const first = await start(production);
  await untilServing(first);
  const second = await start(production);
  const [status] = await once(second.process, 'exit');
  expect(status).toBe(1);
  expect(second.output()).toContain(
    `Another process serves from ${path.join(folder(), 'service.sqlite')}, and only one can.`,
  );
  expect(second.output()).not.toMatch(/\bat .*\.ts:/);
  expect((await fetch(`${first.address}/health/ready`)).status).toBe(200);

  expect((await command('backup', [], folder())).status).toBe(0);
}, 60_000);

test('one that was killed does not keep the next from serving', async () => {
  const first = await start(production);
  await untilServing(first);
  // npm and the service that it started.
  process.kill(-(first.process.pid ?? 0), 'SIGKILL');
  await once(first.process, 'exit');
  const second = await start(production);
  await untilServing(second);
  expect(second.output()).not.toContain('Another process');
}, 60_000);

test('letting go lets the next one serve, in the same process as well', () => {
  const file = path.join(folder(), 'service.sqlite');
  const letGo = serveAlone(file);
  expect(() => serveAlone(file)).toThrow('Another process serves');
  letGo();
  serveAlone(file)();
});
