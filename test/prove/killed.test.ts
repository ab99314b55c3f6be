import { expect, test } from '@jest/globals';
import { provedByKilling } from './killed.ts';

test('a save that was seen confirmed survives that the process is killed, and can be sent again', async () => {
  const [proved] = await provedByKilling({ rounds: 6, postgres: null, catalogues: 1, share: 1 });
  expect(proved?.lost).toEqual([]);
  expect(proved?.tried).toMatch(/^6 times killed with SIGKILL, 8 writers, [1-9]/);
}, 120_000);
