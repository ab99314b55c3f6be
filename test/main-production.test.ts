import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { enqueue } from '../src/mail/store.ts';
import { openDatabase } from '../src/shared/database.ts';
import { newId } from '../src/shared/ids.ts';
import { type SmtpServer, startSmtpServer } from './mail/smtp-server.ts';
import { environment, root, type Started, starting, untilServing } from './support/npm-start.ts';

describe('in production, with a mail server', () => {
  const { folder, start } = starting();
  let mail: SmtpServer;
  let service: Started;
  beforeEach(async () => {
    mail = await startSmtpServer();
  });
  afterEach(() => mail.close());

  const email = 'maren@hill.example';
  const begin = async () => {
    service = await start({
      NODE_ENV: 'production',
      BASE_URL: 'https://assess.example',
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'Assess <no-reply@assess.example>',
    });
    await untilServing(service);
  };

  /** People to sign in, and a mail to each that waited while the service was not running. */
  async function prepare(addresses: readonly string[] = [email]): Promise<void> {
    const database = await openDatabase(`sqlite:${folder()}/service.sqlite`);
    const created_at = new Date().toISOString();
    const common = { name: 'Maren', job_title: '', created_at };
    await database
      .insertInto('person')
      .values(addresses.map((address) => ({ id: newId(), email: address, ...common })))
      .execute();
    const messages = addresses.map((address) => ({ kind: 'sign-in' as const, address }));
    await enqueue(database, messages, created_at);
    await database.destroy();
  }

  async function untilReceived(mails: number): Promise<void> {
    while (mail.received.length < mails) await new Promise((r) => setTimeout(r, 20));
  }

  async function nextLink(mails: number): Promise<string> {
    await untilReceived(mails);
    const { text } = mail.received.at(-1) as (typeof mail.received)[number];
    return text.match(/https:\/\/assess\.example(\/sign-in-links\/\S+)/)?.[1] ?? '';
  }

  const post = (path: string, form: Record<string, string> = {}) =>
    fetch(service.address + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { Origin: 'https://assess.example' },
      redirect: 'manual',
    });

  test('there is nobody but who was invited, and they sign in by mail', async () => {
    await prepare();
    await begin();
    const waited = await nextLink(1);
    expect(mail.received[0]?.to).toEqual([email]);

    const page = await (await fetch(`${service.address}/sign-in`)).text();
    expect(page).not.toMatch(/Maren|demonstration/i);
    expect((await fetch(`${service.address}/outbox`)).status).toBe(404);
    expect(service.output()).not.toMatch(/demonstration/i);

    expect((await post('/sign-in-links', { email })).status).toBe(303);
    const link = await nextLink(2);
    expect((await post(waited)).status).toBe(422);
    const signedIn = await post(link);
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get('set-cookie')).toMatch(/^__Host-session=.*; Secure/);

    const database = await openDatabase(`sqlite:${folder()}/service.sqlite`);
    const people = await database.selectFrom('person').select('email').execute();
    const cycles = await database.selectFrom('cycle').selectAll().execute();
    await database.destroy();
    expect([people, cycles]).toEqual([[{ email }], []]);
  }, 60_000);

  test('it stops between two of many mails, and sends the others when it starts again', async () => {
    const addresses = Array.from({ length: 150 }, (_, at) => `person-${at}@hill.example`);
    await prepare(addresses);
    await begin();
    await untilReceived(1);
    service.process.kill('SIGTERM');
    await once(service.process, 'exit');
    expect(mail.received.length).toBeLessThan(150);
    expect(service.output()).not.toMatch(/"level":(40|50)/);
    await begin();
    await untilReceived(150);
    expect(mail.received.flatMap(({ to }) => to)).toEqual(addresses);
  }, 60_000);

  test('it stops in time though the mail server says nothing', async () => {
    await prepare();
    mail.silent = true;
    await begin();
    const asked = performance.now();
    service.process.kill('SIGTERM');
    await once(service.process, 'exit');
    expect(performance.now() - asked).toBeLessThan(15_000);
    await expect(fetch(`${service.address}/health/live`)).rejects.toThrow();
    expect(service.output()).not.toContain(email);
  }, 60_000);

  test('the demonstration is not put into its database', async () => {
    const seeding = spawn('npm', ['run', 'seed'], {
      cwd: root,
      env: environment(folder(), { NODE_ENV: 'production' }),
    });
    let said = '';
    seeding.stderr.on('data', (part) => (said += part));
    const [status] = await once(seeding, 'exit');
    expect(status).toBe(1);
    expect(said).toContain('never exist in production');
    expect(await readdir(folder())).toEqual([]);
  }, 60_000);
});
