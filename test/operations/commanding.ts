import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { environment, root } from '../support/npm-start.ts';
import { today } from '../support/service.ts';

/** With these it starts at once: there is no demonstration to prepare. No mail is sent. */
export const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://assess.example',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'no-reply@assess.example',
};

export interface Ended {
  readonly status: number;
  readonly said: string;
  readonly complained: string;
}

/** Runs a command as people do, on this data folder and these settings. */
export async function command(
  name: 'backup' | 'restore',
  args: readonly string[],
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const file = path.join(root, `src/commands/${name}.ts`);
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: environment(folder, settings),
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (part) => (said += part));
  child.stderr.on('data', (part) => (complained += part));
  const [status] = await once(child, 'close');
  return { status, said, complained };
}

/** Adds somebody who is signed in to a database. */
export async function addSignedIn(url: string, name: string): Promise<void> {
  const database = await openDatabase(url, 'NORMAL');
  const at = today.toISOString();
  const id = newId();
  const person = { id, name, job_title: 'Chief nurse', created_at: at };
  await database.insertInto('person').values(person).execute();
  const session = { id_hash: id, person_id: id, csrf_token: 'x', created_at: at, seen_at: at };
  await database.insertInto('session').values(session).execute();
  await database.destroy();
}
