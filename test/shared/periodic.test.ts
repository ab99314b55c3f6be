import { afterEach, expect, test } from '@jest/globals';
import pino from 'pino';
import { runPeriodically, type Task } from '../../src/shared/periodic.ts';

const logged: string[] = [];
const log = pino({}, { write: (line) => void logged.push(line) });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (condition: () => boolean) => {
  while (!condition()) await wait(1);
};

let stop: () => Promise<void> = async () => {};
function begin(...tasks: Omit<Task, 'name'>[]): void {
  logged.length = 0;
  const named = tasks.map((task, at) => ({ name: `task ${at}`, ...task }));
  stop = runPeriodically(named, log);
}
afterEach(() => stop());

test('a task runs at once and then again and again', async () => {
  let runs = 0;
  begin({ every: 5, run: async () => runs++ });
  expect(runs).toBe(1);
  await until(() => runs > 3);
});

test('each task has its own time', async () => {
  let [often, seldom] = [0, 0];
  begin({ every: 5, run: async () => often++ }, { every: 60_000, run: async () => seldom++ });
  await until(() => often > 3);
  expect(seldom).toBe(1);
});

test('a task that takes long is not begun again before it is done, and holds up no other', async () => {
  let [open, most, others] = [0, 0, 0];
  const slow = async () => {
    open++;
    most = Math.max(most, open);
    await wait(30);
    open--;
  };
  begin({ every: 2, run: slow }, { every: 2, run: async () => others++ });
  await wait(100);
  expect(most).toBe(1);
  expect(others).toBeGreaterThan(5);
});

test('a task that fails is logged and has its next turn', async () => {
  let runs = 0;
  const fails = async () => {
    runs++;
    throw new Error('not today');
  };
  begin({ every: 5, run: fails });
  await until(() => runs > 1);
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({
    task: 'task 0',
    msg: 'periodic work failed',
    err: { message: 'not today' },
  });
});

test('stopping waits for what runs, and begins nothing more', async () => {
  let [begun, done] = [0, 0];
  const slow = async () => {
    begun++;
    await wait(20);
    done++;
  };
  begin({ every: 2, run: slow });
  await until(() => begun === 1);
  await stop();
  expect([begun, done]).toEqual([1, 1]);
  await wait(20);
  expect(begun).toBe(1);
});
