import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { postgresSchema } from './support/databases.ts';
import { starting, untilServing } from './support/npm-start.ts';
import { postgresUrl } from './support/optional.ts';

describe('npm start', () => {
  const { folder, start } = starting();

  test('serves a demonstration, says where and to whom, and stops cleanly', async () => {
    const service = await start();
    await untilServing(service);
    const page = await (await fetch(`${service.address}/sign-in`)).text();
    expect(page).toContain('Maren Oakhurst');
    while (!service.output().includes('Ottoline')) await new Promise((r) => setTimeout(r, 20));
    expect(service.output()).toContain(`is at ${service.address}`);
    expect(service.output()).toContain('Maren Oakhurst, Chief operating officer');
    for (const name of await readdir(folder()))
      expect((await stat(path.join(folder(), name))).mode & 0o077).toBe(0);

    service.process.kill('SIGTERM');
    await once(service.process, 'exit');
    await expect(fetch(`${service.address}/health/live`)).rejects.toThrow();
  }, 180_000);

  test('started again, it serves the same demonstration without preparing it again', async () => {
    const first = await start();
    await untilServing(first);
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    const second = await start();
    await untilServing(second);
    expect(first.output()).toContain('Preparing the demonstration');
    expect(second.output()).not.toContain('Preparing the demonstration');
  }, 180_000);

  (postgresUrl ? test : test.skip)(
    'serves from PostgreSQL as well',
    async () => {
      const { url, drop } = await postgresSchema();
      const service = await start({ DATABASE_URL: url });
      await untilServing(service);
      const page = await (await fetch(`${service.address}/sign-in`)).text();
      expect(page).toContain('Maren Oakhurst');
      service.process.kill('SIGTERM');
      await once(service.process, 'exit');
      await drop();
    },
    180_000,
  );

  test('says in one message why it does not start in production', async () => {
    const service = await start({ NODE_ENV: 'production' });
    const [status] = await once(service.process, 'exit');
    expect(status).toBe(1);
    expect(service.output()).toContain('The service cannot start:');
    for (const setting of ['BASE_URL', 'SMTP_URL', 'MAIL_FROM'])
      expect(service.output()).toContain(`- ${setting}`);
    expect(service.output()).not.toMatch(/\bat .*\.ts:/);
  }, 180_000);

  test('says plainly that its port is taken', async () => {
    const first = await start();
    await untilServing(first);
    const second = await start({
      PORT: new URL(first.address).port,
      DATA_DIR: path.join(folder(), 'b'),
    });
    const [status] = await once(second.process, 'exit');
    expect(status).toBe(1);
    expect(second.output()).toContain('is used by another program');
    expect(second.output()).not.toMatch(/\bat .*\.ts:/);
  }, 180_000);
});
