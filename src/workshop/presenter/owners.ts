import { z } from 'zod';
import type { OwnerAgreement } from '../../position/agreement.ts';
import type { Position } from '../../position/position.ts';
import { findCapability, findRole } from '../../questionnaire/lookup.ts';
import type { Capability, Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { FormError } from '../../shared/forms.ts';
import { type AgendaItem, partOf } from '../agenda/agenda.ts';
import { notOfThisPage, readAgreeing } from './agreeing.ts';
import { parted, type ReadTogether } from './confirmation.ts';

/** A capability whose owner a room settles. */
export interface Ownable {
  readonly capability: Capability;
  /** What is agreed on it already. */
  readonly agreed: OwnerAgreement | undefined;
}

/** The capabilities of an agenda, in its order. */
export function ownables(
  agenda: readonly AgendaItem[],
  { survey, agreements }: Pick<Position, 'survey' | 'agreements'>,
): readonly Ownable[] {
  return agenda
    .filter((item) => partOf(item) === 'ownership')
    .flatMap(({ item }): Ownable[] => {
      const capability = findCapability(survey.questionnaire, item);
      return capability ? [{ capability, agreed: agreements.owners.get(item) }] : [];
    });
}

const own = z.record(
  z.string().regex(/^(?:owner|seen|basedOn)-M\d\d$/),
  z.string().regex(/^(?:[a-z-]{0,60}|\d{1,6})$/),
);

/**
 * Reads who owns what. Owners that stand as they stood on the page are not recorded again, however
 * it was agreed now, and neither are those that are agreed like that already.
 * @returns also what was chosen for each capability, by its code.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readOwners(
  sent: unknown,
  offered: readonly Ownable[],
  questionnaire: Questionnaire,
): ReadTogether & { readonly chosen: ReadonlyMap<string, string> } {
  const { ours, rest } = parted(sent, /^(?:owner|seen|basedOn)-/);
  const { data } = own.safeParse(ours);
  if (!data) throw notOfThisPage();
  const chosen = new Map(
    Object.entries(data).flatMap(([name, owner]) =>
      name.startsWith('owner-') && owner !== '' ? [[name.slice('owner-'.length), owner]] : [],
    ) as [string, string][],
  );
  if ([...chosen.values()].some((owner) => !isOwner(owner, questionnaire))) throw notOfThisPage();

  const { agreeing, errors, typed } = readAgreeing(rest);
  const changed = [...chosen].filter(([code, owner]) => owner !== data[`seen-${code}`]);
  const problem = choosing(
    changed.map(([code]) => code),
    offered,
  );
  const agreements = changed.flatMap(([code, owner]) => {
    const agreed = offered.find(({ capability }) => capability.code === code)?.agreed;
    if (!agreeing || owner === agreed?.content.owner) return [];
    return [
      {
        item: code,
        basedOn: Number(data[`basedOn-${code}`] ?? 0),
        content: { owner },
        ...agreeing,
      },
    ];
  });
  return {
    agreements: problem ? [] : agreements,
    errors: problem ? [problem, ...errors] : errors,
    typed,
    chosen,
  };
}

function choosing(changed: readonly string[], offered: readonly Ownable[]): FormError | null {
  const codes = offered.map(({ capability }) => capability.code);
  const href = `#owner-${codes[0]}`;
  if (changed.length === 0)
    return { message: 'Choose an owner for at least one capability, or go on without', href };
  return changed.every((code) => codes.includes(code))
    ? null
    : { message: 'The agenda was changed meanwhile. Check the owners again', href };
}

function isOwner(owner: string, questionnaire: Questionnaire): boolean {
  return owner === 'shared' || owner === 'nobody' || findRole(questionnaire, owner) !== undefined;
}
