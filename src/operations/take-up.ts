import { existsSync, promises as fs } from 'node:fs';
import { nameOf } from './backup-file.ts';
import { CannotServe } from './serving-lock.ts';
import { filesBeside, gatherSqlite, renameDurably } from './sqlite-file.ts';

/** Where a restored database waits for the next start of the service. */
export function restoredFileOf(file: string): string {
  return `${file}.restored`;
}

/**
 * Takes up the restored database that waits beside this file, if one does; the one until now is
 * kept. Interrupted anywhere, it goes on where it was at the next start. Nobody may be serving.
 * @returns where the database until now is; null when nothing was restored.
 * @throws CannotServe when a command still has the database open.
 */
export async function takeUpRestored(file: string): Promise<string | null> {
  const restored = restoredFileOf(file);
  const waiting = await fs.stat(restored).catch(() => null);
  if (!waiting) return null;
  // Named after the restored one, so that a second attempt puts the parts of it together.
  const before = `${file}.before-${nameOf(waiting.mtime)}`;
  if (existsSync(file)) gather(file);
  const parts = [file, ...filesBeside(file)];
  const names = [before, ...filesBeside(before)];
  for (const [at, part] of parts.entries())
    if (existsSync(part)) await renameDurably(part, names[at] ?? before);
  await renameDurably(restored, file);
  return before;
}

/** Brings the latest changes into the file itself; one that is damaged stays as it is. */
function gather(file: string): void {
  try {
    gatherSqlite(file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') return;
    throw new CannotServe(
      'A restored database waits to be taken up, but a command still has the present one open. Start again when it has ended.',
    );
  }
}
