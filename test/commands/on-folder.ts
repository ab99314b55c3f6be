import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { type Database, openDatabase } from '../../src/shared/database.ts';

const root = path.join(import.meta.dirname, '../..');

/** The administration commands on a data folder of each test's own. */
export function adminOnFolder() {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'maturity-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  return {
    folder: () => folder,
    run: (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', './src/runtime.js', 'src/commands/admin.ts', ...args],
        { cwd: root, env: { DATA_DIR: folder, ...env }, encoding: 'utf8' },
      );
      return { status, stdout, stderr };
    },
    inDatabase: async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
      const database = await openDatabase(`sqlite:${folder}/service.sqlite`);
      try {
        return await work(database);
      } finally {
        await database.destroy();
      }
    },
  };
}
