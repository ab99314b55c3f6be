import { createHash } from 'node:crypto';
import { createReadStream, promises as fs } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flushFile } from './sqlite-file.ts';

/** What a backup is called: when it was made, and of which database. */
const pattern = /^backup-[\dT-]+Z(-\d+)?\.(sqlite|dump)$/;
/** What has not become a backup within a day, in milliseconds, never will. */
const abandonedAfter = 24 * 60 * 60 * 1000;

/** "2026-11-23T042300Z": an instant in the name of a file. */
export function nameOf(instant: Date): string {
  return instant.toISOString().replace(/\.\d+/, '').replaceAll(':', '');
}

/** A name in this folder that no backup has yet. */
export async function freeBackupName(
  folder: string,
  at: Date,
  kind: 'sqlite' | 'dump',
): Promise<string> {
  const there = await fs.readdir(folder);
  const name = `backup-${nameOf(at)}`;
  for (let number = 1; ; number += 1) {
    const free = `${name}${number > 1 ? `-${number}` : ''}.${kind}`;
    if (!there.includes(free)) return path.join(folder, free);
  }
}

/** The SHA-256 of a file, in hexadecimal. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Writes the digest beside a backup, as `sha256sum --check` reads it. */
export async function writeDigest(file: string, digest: string): Promise<void> {
  const beside = `${file}.sha256`;
  await fs.writeFile(beside, `${digest}  ${path.basename(file)}\n`, { mode: 0o600 });
  await flushFile(beside);
}

/** The digest that stands beside a backup; null when there is none. */
export async function readDigest(file: string): Promise<string | null> {
  const text = await fs.readFile(`${file}.sha256`, 'utf8').catch(() => '');
  return text.match(/^[\da-f]{64}\b/)?.[0] ?? null;
}

/**
 * Deletes the oldest backups of a folder, and what was left of interrupted ones.
 * @returns how many backups were deleted.
 */
export async function prune(folder: string, keep: number, now: Date): Promise<number> {
  const there = await fs.readdir(folder);
  for (const name of there.filter((each) => each.endsWith('.partial'))) {
    const { mtimeMs } = await fs.stat(path.join(folder, name));
    if (mtimeMs < now.getTime() - abandonedAfter) await remove(folder, name);
  }
  const old = there
    .filter((name) => pattern.test(name))
    .sort()
    .slice(0, -keep);
  for (const name of old) {
    await remove(folder, name);
    await remove(folder, `${name}.sha256`);
  }
  return old.length;
}

function remove(folder: string, name: string): Promise<void> {
  return fs.rm(path.join(folder, name), { force: true });
}
