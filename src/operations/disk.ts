import { statfs } from 'node:fs/promises';

const [little, tooLittle] = [0.1, 0.01];
const fewestBytes = 100_000_000;

export interface Space {
  /** In bytes: what this process may still write, and all there is. */
  readonly free: number;
  readonly total: number;
}

export async function spaceOf(folder: string): Promise<Space> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Below a tenth is little; below a hundredth, or 100 MB, saves may fail at any moment. */
export function statusOf({ free, total }: Space): 'ok' | 'warning' | 'failing' {
  if (free < total * tooLittle || free < fewestBytes) return 'failing';
  return free < total * little ? 'warning' : 'ok';
}
