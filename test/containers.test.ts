import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { environment } from '../src/config/settings.ts';
import { readConfig } from '../src/config.ts';

const root = path.join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const { scripts, engines } = JSON.parse(read('package.json'));

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The stages of the Dockerfile, each with its instructions; a line may go on after a backslash. */
function stages(): Instruction[][] {
  const lines = read('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const all = lines.map((line): Instruction => {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return { name, text };
  });
  const begins = all.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  return begins.map((from, at) => all.slice(from, begins[at + 1]));
}

const texts = (stage: readonly Instruction[], name: string) =>
  stage.filter((one) => one.name === name).map(({ text }) => text);

/** What is copied out of the folder of the project, not out of another stage. */
const copied = (stage: readonly Instruction[]) =>
  texts(stage, 'COPY')
    .filter((text) => !text.startsWith('--from='))
    .flatMap((text) => text.split(' ').slice(0, -1));

describe('the image', () => {
  const [dependencies = [], service = []] = stages();

  test('is of the Node.js that the service wants, in both stages', () => {
    expect(stages()).toHaveLength(2);
    for (const stage of [dependencies, service])
      expect(texts(stage, 'FROM')[0]).toMatch(/^node:24-/);
    expect(engines.node).toBe('>=22.18');
  });

  test('has no development dependencies', () => {
    expect(texts(dependencies, 'RUN')[0]).toMatch(/^npm ci --omit=dev --omit=optional /);
    expect(texts(service, 'COPY')).toContain(
      '--from=dependencies /service/node_modules node_modules',
    );
  });

  test('has what exists, and lets nothing else in', () => {
    const all = [...new Set([...copied(dependencies), ...copied(service)])];
    expect(all.filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
    const [everything, ...allowed] = read('.dockerignore').trim().split('\n');
    expect(everything).toBe('*');
    expect(allowed.sort()).toEqual(all.map((name) => `!${name}`).sort());
    for (const folder of ['src', 'views', 'public', 'migrations'])
      expect(copied(service)).toContain(folder);
  });

  test('starts the service as npm start does, without npm and without a shell', () => {
    const [command = ''] = texts(service, 'CMD');
    expect(JSON.parse(command).join(' ')).toBe(scripts.start.replace(/^exec /, ''));
  });

  test('is not root, writes to one folder, and says whether it is healthy', () => {
    expect(texts(service, 'USER')).toEqual(['node']);
    expect(texts(service, 'VOLUME')).toEqual(['/data']);
    expect(service.at(-1)?.name).toBe('CMD');
    expect(texts(service, 'HEALTHCHECK')[0]).toContain('/health/live');
    const [set = ''] = texts(service, 'ENV');
    const settings = Object.fromEntries(set.split(' ').map((each) => each.split('=')));
    expect(settings).toMatchObject({ NODE_ENV: 'production', HOST: '0.0.0.0', DATA_DIR: '/data' });
    expect(Object.keys(settings).filter((name) => !(name in environment.shape))).toEqual([]);
    expect(texts(service, 'EXPOSE')).toEqual([settings.PORT]);
  });
});

const text = z.record(z.string(), z.union([z.string(), z.number()]).transform(String));
const compose = z.object({
  services: z.object({
    service: z.object({
      build: z.literal('.'),
      environment: text,
      depends_on: z.record(z.string(), z.object({ condition: z.string() })),
      read_only: z.literal(true),
      tmpfs: z.array(z.string()),
      volumes: z.array(z.string()),
      cap_drop: z.tuple([z.literal('ALL')]),
      security_opt: z.array(z.string()),
      stop_grace_period: z.string(),
    }),
    database: z.object({ image: z.string(), environment: text, volumes: z.array(z.string()) }),
    mail: z.object({ image: z.string() }),
  }),
  volumes: z.record(z.string(), z.null()),
});

/** What somebody would set; each has to be asked for by its name. */
const given: Readonly<Record<string, string>> = {
  BASE_URL: 'https://maturity.example',
  DATABASE_PASSWORD: 'secret',
  MAIL_FROM: 'maturity@example.org',
  SECURITY_CONTACT: 'mailto:security@example.org',
  OIDC_ISSUERS: JSON.stringify([
    {
      ...{ id: 'work', name: 'Work account', issuer: 'https://sign-in.example' },
      ...{ clientId: 'service', clientSecret: 'secret' },
    },
  ]),
};

describe('the compose file', () => {
  const { services, volumes } = compose.parse(parse(read('compose.yaml')));
  const filled = Object.fromEntries(
    Object.entries(services.service.environment).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):\?[^}]+\}/g, (_, asked: string) => given[asked] ?? 'NOT GIVEN'),
    ]),
  );

  test('has settings that the service knows, and that production starts with', () => {
    expect(Object.keys(filled).filter((name) => !(name in environment.shape))).toEqual([]);
    expect(JSON.stringify(filled)).not.toMatch(/NOT GIVEN|\$\{/);
    const config = readConfig({ NODE_ENV: 'production', ...filled });
    expect(config).toMatchObject({ demonstration: false, trustProxy: 1 });
    expect(config.issuers).toHaveLength(1);
  });

  test('leads to its own database and mail server', () => {
    const { database } = services;
    const url = new URL(filled.DATABASE_URL ?? '');
    expect(url.hostname).toBe('database');
    expect(url.username).toBe(database.environment.POSTGRES_USER);
    expect(url.pathname).toBe(`/${database.environment.POSTGRES_DB}`);
    expect(database.environment.POSTGRES_PASSWORD).toMatch(/^\$\{DATABASE_PASSWORD:\?/);
    expect(new URL(filled.SMTP_URL ?? '').hostname).toBe('mail');
    expect(Object.keys(services.service.depends_on).sort()).toEqual(['database', 'mail']);
  });

  test('can write to its data alone, and keeps it', () => {
    expect(services.service.volumes).toEqual(['data:/data']);
    expect(services.service.tmpfs).toEqual(['/tmp']);
    const kept = [...services.service.volumes, ...services.database.volumes];
    expect(kept.map((volume) => volume.split(':')[0]).sort()).toEqual(Object.keys(volumes).sort());
  });

  test('waits longer for the service to stop than the service takes', () => {
    expect(Number.parseInt(services.service.stop_grace_period, 10)).toBeGreaterThan(15);
  });
});
