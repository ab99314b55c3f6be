import { fewest } from '../disclosure/survey-rules.ts';
import { method as rules } from '../scoring/method.ts';
import type { AgreementMethod } from './agreement.ts';

/**
 * How something was agreed: "By majority, 14 people present; fewer than six disagreed". Numbers
 * below six are words, and where a number would say that fewer than six agreed it is left out.
 * @param present how many were in the room; null for a desk agreement.
 * @param dissenting how many of them disagreed; null for a desk agreement.
 */
export function agreedWords(
  method: AgreementMethod,
  present: number | null,
  dissenting: number | null,
): string {
  const said = methodWords[method];
  if (method === 'desk' || present === null) return said;
  if (method === 'unanimous' || dissenting === null) return `${said}, ${presentWords(present)}`;
  const least = fewest(rules);
  if (dissenting < least) return `${said}, ${presentWords(present)}; fewer than six disagreed`;
  return present - dissenting < least
    ? `${said}; six or more people disagreed`
    : `${said}, ${presentWords(present)}; ${dissenting} disagreed`;
}

/** Who recorded it. */
export function recordedBy(name: string | null): string {
  return name ?? 'somebody who has been erased since';
}

const methodWords: Readonly<Record<AgreementMethod, string>> = {
  unanimous: 'Unanimous',
  majority: 'By majority',
  chair: 'Decided by the chair',
  desk: 'Desk agreement by the assessment lead',
};

function presentWords(present: number): string {
  return present < fewest(rules) ? 'fewer than six people present' : `${present} people present`;
}
