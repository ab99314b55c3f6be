import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { recordBackup } from '../../src/operations/backup-store.ts';
import { scheduledBackups } from '../../src/operations/scheduled-backup.ts';
import { sqliteDatabase } from '../support/databases.ts';
import { starting, untilServing } from '../support/npm-start.ts';
import { today } from '../support/service.ts';
import { production } from './commanding.ts';

const { folder, start } = starting();
const config = { folder: '', every: null, keep: 14, expected: true };

test('the service backs itself up where it is told how often, and says so in readiness', async () => {
  const backups = path.join(folder(), 'elsewhere');
  const settings = { ...production, BACKUP_EVERY: '24', BACKUP_DIR: backups };
  const service = await start(settings);
  await untilServing(service);
  let there: readonly string[] = [];
  while (!there.some((name) => name.endsWith('.sqlite'))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    there = await readdir(backups).catch(() => []);
  }
  let backup = '';
  while (backup !== 'ok') {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const answer = await fetch(`${service.address}/health/ready`);
    backup = ((await answer.json()) as { checks: { backup: string } }).checks.backup;
  }
  expect(service.output()).not.toContain('"level":50');
  service.process.kill('SIGTERM');
  await once(service.process, 'exit');
}, 60_000);

test('none is made while the last one is young enough, nor where nobody asks for any', async () => {
  const { database, remove } = await sqliteDatabase();
  const madeAt = today.toISOString();
  await recordBackup(database, { file: 'x', madeAt, bytes: 1, digest: 'x' });
  const later = (hours: number) => () => new Date(today.getTime() + hours * 3_600_000);
  // Ended before it begins: a backup that is due fails at once.
  const ended = AbortSignal.abort();
  const [young] = scheduledBackups({ ...config, every: 6 }, database, later(5.9), ended);
  await young?.run();
  const [due] = scheduledBackups({ ...config, every: 6 }, database, later(6), ended);
  await expect(due?.run()).rejects.toThrow('abort');
  expect(scheduledBackups(config, database, later(6), ended)).toEqual([]);
  await remove();
});
