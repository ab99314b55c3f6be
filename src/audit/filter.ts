import { z } from 'zod';
import { type Act, acts, nationalChain } from '../people/audit.ts';
import { instantsOf } from '../shared/clock.ts';
import { readDate, type TypedDate } from '../shared/dates.ts';
import { type FormError, fieldText } from '../shared/forms.ts';

/** Which lines of the audit somebody wants to see; null where it does not matter. */
export interface Filter {
  /** The code of an organisation, or the national chain. */
  readonly of: string | null;
  readonly act: Act | null;
  /** The first and the last instant of a day in England. */
  readonly day: { readonly first: string; readonly last: string } | null;
}

export interface ReadFilter {
  readonly filter: Filter;
  readonly errors: readonly FormError[];
  /** What was typed, as the page shows it again. */
  readonly typed: { readonly of: string; readonly act: string; readonly day: TypedDate };
  /** The same as the end of an address. */
  readonly query: string;
}

const names = Object.keys(acts) as [Act, ...Act[]];
const wanted = z.enum(names).nullable().catch(null);

/** Reads the fields of the filter; what is wrong with one of them filters nothing. */
export function readFilter(query: unknown): ReadFilter {
  const of = fieldText(query, 'of').trim();
  const act = fieldText(query, 'act');
  const parts = ['day', 'month', 'year'].map((part) => fieldText(query, `on-${part}`).trim());
  const isEmpty = parts.every((part) => part === '');
  const on = isEmpty ? null : readDate(query, 'on', 'The day');
  const code = codeOf(of);
  const instants = on?.date ? instantsOf(on.date) : null;
  const [day = '', month = '', year = ''] = parts;
  return {
    filter: {
      of: code ?? null,
      act: wanted.parse(act),
      day: instants && { first: instants.first.toISOString(), last: instants.last.toISOString() },
    },
    errors: [
      ...(code === undefined
        ? [{ message: 'Enter the code of an organisation, such as RAA, or England', href: '#of' }]
        : []),
      ...(on?.error ? [on.error] : []),
    ],
    typed: { of, act, day: { day, month, year } },
    query: new URLSearchParams({
      of,
      act,
      'on-day': day,
      'on-month': month,
      'on-year': year,
    }).toString(),
  };
}

/** Null for nothing typed; undefined for what can be neither England nor an organisation. */
function codeOf(typed: string): string | null | undefined {
  if (typed === '') return null;
  if (typed.toLowerCase() === nationalChain) return nationalChain;
  const code = typed.toUpperCase();
  return /^[A-Z0-9]{3,5}$/.test(code) ? code : undefined;
}
