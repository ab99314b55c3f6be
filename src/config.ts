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
  SESSION_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  readonly synchronous: 'FULL' | 'NORMAL';
  /** Where people reach the service, without a slash at the end; links and origin checks use it. */
  readonly baseUrl: string;
  readonly sessionSecret: string;
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
 * Reads the configuration; the only place that looks at the environment.
 * @throws ConfigError listing everything wrong or missing. Production asks for more than the
 * demonstration does, and until a real way to sign in exists it does not start at all.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
  const settings = parsed.data;
  const demonstration = settings.NODE_ENV !== 'production';
  if (!demonstration) throw new ConfigError(missingInProduction(settings));

  const host = settings.HOST ?? '127.0.0.1';
  return {
    host,
    port: settings.PORT,
    databaseUrl:
      settings.DATABASE_URL ?? `sqlite:${path.join(settings.DATA_DIR, 'service.sqlite')}`,
    synchronous: settings.SQLITE_SYNCHRONOUS,
    baseUrl: settings.BASE_URL?.replace(/\/$/, '') ?? `http://${host}:${settings.PORT}`,
    sessionSecret: settings.SESSION_SECRET ?? 'a demonstration has nothing to protect',
    demonstration,
  };
}

function missingInProduction(settings: z.output<typeof environment>): string[] {
  const missing = [
    'a real way to sign in: this version has demonstration people only, and they cannot exist in production',
  ];
  if (!settings.SESSION_SECRET) missing.push('SESSION_SECRET: at least 32 random characters');
  if (!settings.BASE_URL?.startsWith('https:'))
    missing.push('BASE_URL: the https address at which people reach the service');
  return missing;
}
