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
});

/** Where the data is: all that a command on the database needs to know. */
export interface DatabaseConfig {
  readonly databaseUrl: string;
  readonly synchronous: 'FULL' | 'NORMAL';
}

export interface Config extends DatabaseConfig {
  readonly host: string;
  readonly port: number;
  /** Where people reach the service, without a slash at the end; links and origin checks use it. */
  readonly baseUrl: string;
  /** Fictional organisations and people to sign in as; never in production. */
  readonly demonstration: boolean;
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
 * demonstration does, and until a real way to sign in exists it does not start at all.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = readSettings(env);
  const demonstration = settings.NODE_ENV !== 'production';
  if (!demonstration) throw new ConfigError(missingInProduction(settings));

  const host = settings.HOST ?? '127.0.0.1';
  return {
    ...databaseOf(settings),
    host,
    port: settings.PORT,
    baseUrl: settings.BASE_URL?.replace(/\/$/, '') ?? `http://${host}:${settings.PORT}`,
    demonstration,
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

function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = environment.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
}

function databaseOf(settings: Settings): DatabaseConfig {
  const file = path.join(settings.DATA_DIR, 'service.sqlite');
  return {
    databaseUrl: settings.DATABASE_URL ?? `sqlite:${file}`,
    synchronous: settings.SQLITE_SYNCHRONOUS,
  };
}

function missingInProduction(settings: Settings): string[] {
  const missing = [
    'a real way to sign in: this version has demonstration people only, and they cannot exist in production',
  ];
  if (!settings.BASE_URL?.startsWith('https:'))
    missing.push('BASE_URL: the https address at which people reach the service');
  return missing;
}
