import type { Logger } from 'pino';
import type { Task } from './periodic.ts';

/** What processes that serve from one database leave and tell to each other. */
export interface Together {
  /**
   * Does work of this name unless another process is doing it.
   * @returns whether it did.
   * @throws Error of the work, or where nobody can be asked who is doing it.
   */
  alone(name: string, work: () => Promise<unknown>): Promise<boolean>;
  /** Tells the other processes of something by its id, soon or never: nobody may rely on it. */
  hint(id: string): void;
  /** Has this called with what other processes hint at. */
  onHint(heard: (id: string) => void): void;
  /** Is gone from the others; whatever it does alone has to be done by then. */
  leave(): Promise<void>;
}

/** A process that has its database to itself, as on SQLite. */
const byItself: Together = {
  alone: async (_name, work) => {
    await work();
    return true;
  },
  hint: () => {},
  onHint: () => {},
  leave: async () => {},
};

/**
 * Meets the other processes that serve from the same database.
 * @throws Error when it cannot be reached; what is lost later comes back by itself.
 */
export async function joinOthers(url: string, log: Logger): Promise<Together> {
  if (url.startsWith('sqlite:')) return byItself;
  const { joinOnPostgres } = await import('./postgres-together.ts');
  return joinOnPostgres(url, log);
}

/** The tasks, each done by one process at a time, but for those that are done everywhere. */
export function takingTurns(tasks: readonly Task[], together: Together): readonly Task[] {
  return tasks.map((task) =>
    task.everywhere ? task : { ...task, run: () => together.alone(task.name, task.run) },
  );
}
