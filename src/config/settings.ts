import { z } from 'zod';
import { issuers } from './issuers.ts';

/** Every setting; its description is its line in the reference. */
export const environment = z.object({
  NODE_ENV: z
    .string()
    .optional()
    .describe(
      '`production` has no demonstration, and refuses to start without an https `BASE_URL`, `SMTP_URL` and `MAIL_FROM`',
    ),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe('where it listens'),
  HOST: z.string().min(1).default('127.0.0.1').describe('on which address'),
  DATA_DIR: z.string().min(1).default('./data').describe('the folder of the database'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/)/, 'must begin with sqlite: or postgres://')
    .optional()
    .describe('`sqlite:FILE` or `postgres://…`; otherwise the file `service.sqlite` in `DATA_DIR`'),
  SQLITE_SYNCHRONOUS: z
    .enum(['FULL', 'NORMAL'])
    .default('FULL')
    .describe('NORMAL trades the last moments before a power cut for speed'),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('the address at which people reach it; otherwise made of `HOST` and `PORT`'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('how many proxies stand in front and say who asks'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, hostname: /./, error: 'must be smtp://HOST or smtps://HOST' })
    .regex(/^([^%]|%[\dA-F]{2})*$/i, 'must have each % in a name or a password written as %25')
    .optional()
    .describe(
      '`smtp://` (port 587) or `smtps://` (port 465), with name and password if need be: the server that sends mail',
    ),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>@",;:()\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address, or a name and an address in angle brackets',
    )
    .optional()
    .describe('the address that mails are from'),
  CONTACT_EMAIL: z
    .string()
    .regex(/^[^<>@\s"?&]+@[^<>@\s"?&]+$/, 'must be an address')
    .optional()
    .describe(
      'whom people write to about privacy and accessibility; otherwise the address in `MAIL_FROM`',
    ),
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:[^<>@\s]+@[^<>@\s]+|https:\/\/[^\s]+)$/, 'must be mailto:ADDRESS or https://…')
    .optional()
    .describe('where to report a weakness, in `security.txt`; otherwise `CONTACT_EMAIL`'),
  LOG_LEVEL: z
    .enum(['error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('the least that is logged; a line for each request is `info`'),
  BACKUP_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('the folder of backups; otherwise `backups` in `DATA_DIR`'),
  BACKUP_EVERY: z.coerce
    .number()
    .int()
    .min(1)
    .max(24)
    .optional()
    .describe('after how many hours, 1 to 24, the service makes another backup by itself'),
  BACKUP_KEEP: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(14)
    .describe('how many backups stay in that folder'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe('where Prometheus reads `/metrics` without a token: a port that nobody else reaches'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w\-.~+/]{32,}=*$/, 'must have at least 32 letters and digits')
    .optional()
    .describe('lets Prometheus read `/metrics` on `PORT` with `Authorization: Bearer` and this'),
  SHED_LAG: z.coerce
    .number()
    .int()
    .min(20)
    .max(60_000)
    .default(250)
    .describe(
      'milliseconds that work waits, for a second, before pages are refused; saves at eight times that',
    ),
  SHED_READS: z.coerce
    .number()
    .int()
    .min(1)
    .default(500)
    .describe('requests under way above which pages are refused'),
  SHED_SAVES: z.coerce
    .number()
    .int()
    .min(1)
    .default(2000)
    .describe('requests under way above which saves are refused too'),
  OIDC_ISSUERS: issuers.describe(
    'a list in JSON of where people sign in with an account they have elsewhere',
  ),
});

export type Settings = z.output<typeof environment>;
