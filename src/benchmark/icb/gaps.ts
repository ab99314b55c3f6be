import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { NamedTrust } from './matrix.ts';

/** What two trusts lack is a matter of the system; what one lacks is a matter of that trust. */
const fewest = 2;

/** A capability that, as several trusts agreed, nobody owns. */
export interface Gap {
  readonly name: string;
  /** The names of the trusts, each of which shares exactly this. */
  readonly trusts: readonly string[];
}

/** The gaps that several of the trusts have that share; what most of them lack first. */
export function gapsOf(
  trusts: readonly NamedTrust[],
  questionnaire: Questionnaire,
): readonly Gap[] {
  return questionnaire.ownership.capabilities
    .map(({ code, name }) => ({
      name,
      trusts: trusts
        .filter(({ view }) => view.unowned.includes(code))
        .map(({ view }) => view.organisation.name)
        .sort(),
    }))
    .filter((gap) => gap.trusts.length >= fewest)
    .sort((a, b) => b.trusts.length - a.trusts.length);
}
