import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { EventLoopLag } from '../../src/operations/lag.ts';

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

test('one slow moment is no lasting lag; slowness for more than a second is, until it ends', async () => {
  const lag = new EventLoopLag();
  lag.start();
  await wait(600);
  block(800);
  await wait(30);
  expect(lag.lasting).toBeLessThan(400);
  const until = performance.now() + 2500;
  while (lag.lasting < 400 && performance.now() < until) {
    block(450);
    await wait(1);
  }
  expect(lag.lasting).toBeGreaterThanOrEqual(400);
  expect(lag.lasting).toBeLessThan(10_000);
  while (lag.lasting >= 400) await wait(50);
  lag.stop();
}, 20_000);
