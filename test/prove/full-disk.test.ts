import { expect, test } from '@jest/globals';
import { filled } from './full-disk.ts';
import { limitedFile } from './small-disk.ts';

test('a full disk loses nothing that was confirmed or typed, and saving goes on with room', async () => {
  const { lost, tried } = await filled(await limitedFile());
  expect(lost).toEqual([]);
  expect(tried).toMatch(/[1-9]\d* refused while it was full$/);
}, 120_000);
