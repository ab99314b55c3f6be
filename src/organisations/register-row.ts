import { z } from 'zod';
import { organisationCode, trustTypes } from './organisation.ts';

const text = z
  .string()
  .min(1, 'must not be empty')
  .max(200, 'must be 200 characters or fewer')
  .refine((value) => !/\p{Cc}/u.test(value), 'contains a control character')
  .refine((value) => value.trim() === value, 'has a space before or after it');

const isoDate = z.iso.date('must be a date such as 2026-04-01');

/** ODS writes 20240930; the register 2024-09-30. */
const compactDate = z
  .string()
  .regex(/^\d{8}$/, { error: 'must be a date such as 20240930', abort: true })
  .transform((value) => value.replace(/^(....)(..)(..)$/, '$1-$2-$3'))
  .pipe(z.iso.date('must be a date such as 20240930'));

const kind = z.enum(['trust', 'icb'], 'must be trust or icb');
const gssCode = z.string().regex(/^E54\d{6}$/, 'must be E54 and six digits');
const regionCode = z.string().regex(/^Y\d{2}$/, 'must be Y and two digits');

const codes = z
  .string()
  .regex(/^([A-Z0-9]{3,5}( [A-Z0-9]{3,5})*)?$/, 'must be codes with one space between them')
  .transform((value) => (value === '' ? [] : value.split(' ')));

const organisation = z
  .object({
    ods_code: organisationCode,
    name: text,
    kind,
    trust_type: z.enum(
      ['', ...trustTypes],
      `must be ${trustTypes.join(', ')}, or empty for an ICB`,
    ),
    icb_code: organisationCode,
    region: text,
    source: text,
  })
  .superRefine((row, context) => {
    const problem = (column: string, message: string) =>
      context.addIssue({ code: 'custom', path: [column], message });
    if (row.kind === 'trust' && row.trust_type === '')
      problem('trust_type', `must be one of ${trustTypes.join(', ')} for a trust`);
    if (row.kind === 'icb' && row.trust_type !== '')
      problem('trust_type', 'must be empty for an ICB');
    if (row.kind === 'icb' && row.icb_code !== row.ods_code)
      problem('icb_code', 'must be the code of the ICB itself');
  });

const icb = z.object({
  ods_code: organisationCode,
  gss_code: gssCode,
  name: text,
  region: text,
  region_code: regionCode,
  predecessors: codes,
  established: isoDate,
  cluster: z.string().regex(/^[A-Z-]*$/, 'must be capital letters and hyphens, or empty'),
});

const earlierIcb = z.object({ ods_code: organisationCode, gss_code: gssCode, name: text });

const succession = z
  .object({
    kind,
    predecessor: organisationCode,
    predecessor_name: text,
    successor: organisationCode,
    date: isoDate,
    source: text,
  })
  .refine((row) => row.predecessor !== row.successor, {
    path: ['successor'],
    error: 'must not be the predecessor itself',
  });

const closedTrust = z
  .object({
    ods_code: organisationCode,
    name: text,
    icb_code: organisationCode,
    region_code: regionCode,
    open: compactDate,
    close: compactDate,
  })
  .refine((row) => row.close >= row.open, {
    path: ['close'],
    error: 'is before the day it opened',
  });

/** The five kinds of file, each by the names of its columns, in order. */
export const rowSchemas = {
  organisations: organisation,
  icbs: icb,
  icbs_2022_42: earlierIcb,
  succession,
  closed_trusts: closedTrust,
} as const;

export type FileKind = keyof typeof rowSchemas;
export const fileKinds = Object.keys(rowSchemas) as FileKind[];
export type Row<K extends FileKind> = z.output<(typeof rowSchemas)[K]>;

export function columnsOf(kind: FileKind): readonly string[] {
  return Object.keys(rowSchemas[kind].shape);
}
