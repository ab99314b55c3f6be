import path from 'node:path';
import { type ContactConfig, contactOf } from './config/contact.ts';
import { type Issuer, insecureIssuers } from './config/issuers.ts';
import {
  type BackupConfig,
  backupsOf,
  contraryIn,
  type OperationsConfig,
  operationsOf,
} from './config/operations.ts';
import { environment, type Settings } from './config/settings.ts';

/** What the data is and where: all that a command on the database needs to know. */
export interface DatabaseConfig {
  /** Fictional organisations and people to sign in as; never in production. */
  readonly demonstration: boolean;
  readonly databaseUrl: string;
  readonly synchronous: 'FULL' | 'NORMAL';
}

export interface Config extends DatabaseConfig, OperationsConfig {
  readonly host: string;
  readonly port: number;
  /** Where people reach the service, without a slash at the end; links and origin checks use it. */
  readonly baseUrl: string;
  /** How many proxies stand in front, each of which adds the address it was asked from. */
  readonly trustProxy: number;
  /** The mail server and whom mails are from; null in a demonstration, which sends none. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly contact: ContactConfig;
  /** Where people sign in with an account they have elsewhere; none where only links are sent. */
  readonly issuers: readonly Issuer[];
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
  const { HOST: host } = settings;
  return {
    ...database,
    ...operationsOf(settings),
    host,
    port: settings.PORT,
    baseUrl: settings.BASE_URL?.replace(/\/$/, '') ?? `http://${host}:${settings.PORT}`,
    trustProxy: settings.TRUST_PROXY,
    mail: !database.demonstration && url && from ? { url, from } : null,
    contact: contactOf(settings),
    issuers: settings.OIDC_ISSUERS,
  };
}

/**
 * Reads only where the data is, for commands that serve nobody.
 * @throws ConfigError listing everything wrong.
 */
export function readDatabaseConfig(env: NodeJS.ProcessEnv = process.env): DatabaseConfig {
  return databaseOf(readSettings(env));
}

/**
 * Reads where the data is and where its backups go, for the commands that make and restore them.
 * @throws ConfigError listing everything wrong.
 */
export function readBackupConfig(
  env: NodeJS.ProcessEnv = process.env,
): DatabaseConfig & { readonly backups: BackupConfig } {
  const settings = readSettings(env);
  return { ...databaseOf(settings), backups: backupsOf(settings) };
}

/** What another program is started with: our environment, and more. */
export function environmentWith(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

function readSettings(env: NodeJS.ProcessEnv, missing: readonly string[] = []): Settings {
  const { data, error } = environment.safeParse(env);
  const contrary = data ? contraryIn(data) : [];
  if (data && missing.length + contrary.length === 0) return data;
  const wrong =
    error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? contrary;
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

function missingInProduction(env: NodeJS.ProcessEnv): string[] {
  const { BASE_URL, SMTP_URL, MAIL_FROM, OIDC_ISSUERS } = env;
  const needed: readonly (readonly [there: unknown, what: string])[] = [
    [
      BASE_URL?.startsWith('https:'),
      'BASE_URL: the https address at which people reach the service',
    ],
    [SMTP_URL, 'SMTP_URL: the mail server that sends invitations and links to sign in'],
    [MAIL_FROM, 'MAIL_FROM: the address that mails are from'],
  ];
  const missing = needed.filter(([there]) => !there).map(([, what]) => what);
  return [...missing, ...insecureIssuers(OIDC_ISSUERS)];
}
