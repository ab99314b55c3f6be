import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { at } from './numbers.ts';

/** How long the disk under a folder takes to make one page durable, in milliseconds. */
export function fdatasyncTimes(folder: string, count = 1000): { p50: number; p999: number } {
  const file = path.join(folder, 'fdatasync');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  const times = Array.from({ length: count }, () => {
    const began = performance.now();
    writeSync(handle, page);
    fdatasyncSync(handle);
    return performance.now() - began;
  });
  closeSync(handle);
  rmSync(file);
  return { p50: at(times, 0.5), p999: at(times, 0.999) };
}
