import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { root } from '../support/npm-start.ts';
import { until } from '../support/until.ts';

let child: ChildProcess;
let written: string;

/** A process that logs what it is told to, a word at a time, and ends when it is told so. */
async function startLogging(): Promise<void> {
  const script = `
    import { createLog } from './src/operations/log.ts';
    import { writeLines } from './src/operations/log-lines.ts';
    const log = createLog('info', writeLines(2));
    process.on('message', ([level, words]) => {
      if (level === 'exit') process.exit();
      log[level](words);
      // Nothing that waits for its turn is done after a warning.
      if (level === 'warn') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      process.send('logged');
    });
    process.send('ready');`;
  child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  written = '';
  child.stderr?.on('data', (part) => (written += part));
  await once(child, 'message');
}

async function log(words: string): Promise<void> {
  const logged = once(child, 'message');
  child.send(['info', words]);
  await logged;
}

const said = () => [...written.matchAll(/"msg":"(\w+)"/g)].map(([, words]) => words);

afterEach(() => {
  child.kill('SIGKILL');
});

test('ordinary lines wait for others, and a warning is written at once, after them', async () => {
  await startLogging();
  for (const words of ['one', 'two']) await log(words);
  await wait(50);
  expect(said()).toEqual([]);
  child.send(['warn', 'three']);
  await until(() => said().length === 3);
  expect(said()).toEqual(['one', 'two', 'three']);
});

test('ordinary lines are written by themselves soon, and at the end of the process', async () => {
  await startLogging();
  await log('one');
  await until(() => said().length === 1);
  await log('two');
  child.send(['exit']);
  await once(child, 'close');
  expect(said()).toEqual(['one', 'two']);
});
