import { setTimeout as wait } from 'node:timers/promises';

/** How long a test waits for what has to come, in milliseconds. */
const patience = 30_000;

/** Resolves when this is so. @throws Error when it does not come about. */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const since = performance.now();
  while (!(await is())) {
    if (performance.now() - since > patience) throw new Error(`It did not come about: ${is}`);
    await wait(20);
  }
}
