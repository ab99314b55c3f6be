import type { Logger } from 'pino';

/** Something to be done again and again. */
export interface Task {
  /** What the log calls it. */
  readonly name: string;
  /** How long from one beginning to the next, in milliseconds. */
  readonly every: number;
  /**
   * Whether every process that serves does it, beside others that may be doing the same. Without
   * this, one does at a time, and the others leave out their turn.
   */
  readonly everywhere?: true;
  readonly run: () => Promise<unknown>;
}

/**
 * Does each task now and then again and again. A task that still runs is not begun again, and one
 * that fails is logged and has its next turn.
 * @returns begins nothing more, and resolves when what is running is done.
 */
export function runPeriodically(tasks: readonly Task[], log: Logger): () => Promise<void> {
  const running = new Map<Task, Promise<void>>();
  const turn = (task: Task) => {
    if (running.has(task)) return;
    const done = attempt(task, log).finally(() => running.delete(task));
    running.set(task, done);
  };
  const timers = tasks.map((task) => {
    turn(task);
    return setInterval(turn, task.every, task).unref();
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(running.values());
  };
}

async function attempt({ name, run }: Task, log: Logger): Promise<void> {
  try {
    await run();
  } catch (error) {
    log.error({ err: error, task: name }, 'periodic work failed');
  }
}
