import { z } from 'zod';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { type FormError, fieldText } from '../../shared/forms.ts';
import { Problem } from '../../shared/problems.ts';
import type { NewAgreement } from '../agreement.ts';
import { ownerAtTheDesk } from './desk.ts';

/** What the lead sent about the owners of capabilities. */
export interface OwnersForm {
  /** Those whose owner was changed on the page. */
  readonly agreements: readonly NewAgreement[];
  readonly errors: readonly FormError[];
  /** By the code of the capability. */
  readonly typed: ReadonlyMap<string, { readonly owner: string; readonly basedOn: string }>;
}

/** The field that says on which version the owner of a capability is based. */
export function basedOnField(capability: string): string {
  return `${capability}-basedOn`;
}

/**
 * Reads the owners of all capabilities. Those that stand as they stood on the page are nobody's
 * change, so that a page opened long ago takes nothing back.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readOwners({ ownership, roles }: Questionnaire, body: unknown): OwnersForm {
  const codes = ownership.capabilities.map(({ code }) => code);
  const owners = ['', 'nobody', 'shared', ...roles.map(({ code }) => code)];
  const fields = codes.flatMap((code): [string, z.ZodType][] => [
    [`${code}-owner`, z.string()],
    [`${code}-seen`, z.enum(owners)],
    [basedOnField(code), z.string().regex(/^\d{1,9}$/)],
  ]);
  const shape = z.strictObject({ _csrf: z.string().optional(), ...Object.fromEntries(fields) });
  if (!shape.safeParse(body).success)
    throw new Problem('invalid', 'Go back to the owners, reload the page and choose again.');
  const read = codes.map((code) => ({
    code,
    owner: fieldText(body, `${code}-owner`),
    seen: fieldText(body, `${code}-seen`),
    basedOn: fieldText(body, basedOnField(code)),
  }));
  const changed = read.filter(({ owner, seen }) => owner !== seen);
  return {
    agreements: changed.map(({ code, owner, basedOn }) =>
      ownerAtTheDesk(code, Number(basedOn), owner),
    ),
    errors: changed
      .filter(({ owner }) => owner === '' || !owners.includes(owner))
      .map(({ code }) => ({
        message: 'Choose one of the owners on this page',
        href: `#${code}-owner`,
      })),
    typed: new Map(read.map(({ code, owner, basedOn }) => [code, { owner, basedOn }])),
  };
}
