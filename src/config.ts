import path from 'node:path';
import { z } from 'zod';

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/)/, 'must begin with sqlite: or postgres://')
    .optional(),
  SQLITE_SYNCHRONOUS: z.enum(['FULL', 'NORMAL']).default('FULL'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./, error: 'must be smtp://HOST or smtps://HOST' })
    .regex(/^([^%]|%[\dA-F]{2})*$/i, 'must have each % in a name or a password written as %25')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>@",;:()\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address, or a name and an address in angle brackets',
    )
    .optional(),
});

/** What the data is and where: all that a command on the database needs to know. */
export interface DatabaseConfig {
  /** Fictional organisations and people to sign in as; never in production. */
  readonly demonstration: boolean;
  readonly databaseUrl: string;
  readonly synchronous: 'FULL' | 'NORMAL';
}

export interface Config extends DatabaseConfig {
  readonly host: string;
  readonly port: number;
  /** Where people reach the service, without a slash at the end; links and origin checks use it. */
  readonly baseUrl: string;
  /** How many proxies stand in front, each of which adds the address it was asked from. */
  readonly trustProxy: number;
  /** The mail server and whom mails are from; null in a demonstration, which sends none. */
  readonly mail: { readonly url: string; readonly from: string } | null;
}

/** Everything that is wrong with the environment, said at once. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`The service cannot start:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  }
}

/**
 * Reads the configuration of the service.
 * @throws ConfigError listing everything wrong or missing. Production asks for more than the
 * demonstration does: the address in links, and a mail server to send them with.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = readSettings(env, env.NODE_ENV === 'production' ? missingInProduction(env) : []);
  const { SMTP_URL: url, MAIL_FROM: from } = settings;
  const database = databaseOf(settings);
  const host = settings.HOST ?? '127.0.0.1';
  return {
    ...database,
    host,
    port: settings.PORT,
    baseUrl: settings.BASE_URL?.replace(/\/$/, '') ?? `http://${host}:${settings.PORT}`,
    trustProxy: settings.TRUST_PROXY,
    mail: !database.demonstration && url && from ? { url, from } : null,
  };
}

/**
 * Reads only where the data is, for commands that serve nobody.
 * @throws ConfigError listing everything wrong.
 */
export function readDatabaseConfig(env: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  return databaseOf(readSettings(env));
}

type Settings = z.output<typeof environment>;

function readSettings(env: NodeJS.ProcessEnv, missing: readonly string[] = []): Settings {
  const { data, error } = environment.safeParse(env);
  if (data && missing.length === 0) return data;
  const wrong = error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
  throw new ConfigError([...wrong, ...missing]);
}

function databaseOf(settings: Settings): DatabaseConfig {
  const file = path.join(settings.DATA_DIR, 'service.sqlite');
  return {
    demonstration: settings.NODE_ENV !== 'production',
    databaseUrl: settings.DATABASE_URL ?? `sqlite:${file}`,
    synchronous: settings.SQLITE_SYNCHRONOUS,
  };
}

function missingInProduction({ BASE_URL, SMTP_URL, MAIL_FROM }: NodeJS.ProcessEnv): string[] {
  const needed: readonly (readonly [there: unknown, what: string])[] = [
    [
      BASE_URL?.startsWith('https:'),
      'BASE_URL: the https address at which people reach the service',
    ],
    [SMTP_URL, 'SMTP_URL: the mail server that sends invitations and links to sign in'],
    [MAIL_FROM, 'MAIL_FROM: the address that mails are from'],
  ];
  return needed.filter(([there]) => !there).map(([, what]) => what);
}
