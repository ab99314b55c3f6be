import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';

/** A backup that was made and checked. */
export interface Backup {
  readonly file: string;
  readonly madeAt: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly digest: string;
}

export async function recordBackup(
  database: Database,
  { madeAt, bytes, digest }: Backup,
): Promise<void> {
  await database
    .insertInto('backup')
    .values({ id: newId(), made_at: madeAt, bytes, digest })
    .execute();
}

/** When the last backup was made; null when there is none. */
export async function lastBackupAt(database: Database): Promise<string | null> {
  const { last } = await database
    .selectFrom('backup')
    .select(({ fn }) => fn.max('made_at').as('last'))
    .executeTakeFirstOrThrow();
  return last;
}
