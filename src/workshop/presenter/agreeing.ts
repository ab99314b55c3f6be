import { z } from 'zod';
import { fewest } from '../../disclosure/survey-rules.ts';
import type { Agreeing, RoomMethod } from '../../position/agreement.ts';
import { method as rules } from '../../scoring/method.ts';
import { type FormError, inOneLine, typedText } from '../../shared/forms.ts';
import { Problem } from '../../shared/problems.ts';

/** Nobody counts more people in one room. */
const mostPresent = 1000;
const roomMethods = ['unanimous', 'majority', 'chair'] as const satisfies readonly RoomMethod[];
const roomMethod = z.enum(roomMethods);
const reason = typedText(2000, 'The reason');

const text = z.string().default('');
const fields = z.strictObject({
  method: text,
  present: text,
  dissenting: text,
  'reason-note': text,
  _csrf: text,
});

/** What somebody typed into the fields that say how a room agreed. */
export interface TypedAgreeing {
  readonly method: string;
  readonly present: string;
  readonly dissenting: string;
  readonly reason: string;
}

export interface ReadAgreeing {
  /** Null where there are errors. */
  readonly agreeing: Omit<Agreeing, 'workshopId'> | null;
  readonly errors: readonly FormError[];
  readonly typed: TypedAgreeing;
}

/**
 * Reads how a room agreed: of at least one person, as many or fewer disagreed, and nobody where it
 * was unanimous; to leave their number empty means nobody then.
 * @param rest the fields of a form other than those that say what it agreed on.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readAgreeing(rest: unknown): ReadAgreeing {
  const { data } = fields.safeParse(rest);
  if (!data) throw notOfThisPage();
  const typed: TypedAgreeing = {
    method: data.method,
    present: inOneLine(data.present).trim(),
    dissenting: inOneLine(data.dissenting).trim(),
    reason: data['reason-note'],
  };
  const errors: FormError[] = [];
  const method = roomMethod.safeParse(typed.method).data;
  if (!method) errors.push({ message: 'Choose how it was agreed', href: '#method' });
  const present = wholeNumber(typed.present);
  if (present === null || present < 1 || present > mostPresent)
    errors.push({
      message: `Enter how many people were present, from 1 to ${mostPresent.toLocaleString('en-GB')}`,
      href: '#present',
    });
  const dissenting =
    typed.dissenting === '' && method === 'unanimous' ? 0 : wholeNumber(typed.dissenting);
  const dissent = dissentError(method, present, dissenting);
  if (dissent) errors.push({ message: dissent, href: '#dissenting' });
  const why = reason.safeParse(typed.reason);
  for (const { message } of why.error?.issues ?? []) errors.push({ message, href: '#reason-note' });
  return {
    agreeing:
      errors.length === 0 && method
        ? { method, present, dissenting, reason: why.data || null }
        : null,
    errors,
    typed,
  };
}

function dissentError(
  method: RoomMethod | undefined,
  present: number | null,
  dissenting: number | null,
): string | null {
  if (dissenting === null) return 'Enter how many people disagreed, or 0 if nobody did';
  if (method === 'unanimous' && dissenting > 0)
    return 'Nobody can have disagreed if everybody agreed. Enter 0, or choose another way';
  if (present !== null && dissenting > present)
    return 'No more people can have disagreed than were present';
  return null;
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,6}$/.test(typed) ? Number(typed) : null;
}

/** The one answer to a form of the presenter's pages that is not one of theirs. */
export function notOfThisPage(): Problem {
  return new Problem('invalid', 'Go back to the workshop, and fill in the form again.');
}

/**
 * The fields as the page shows them first: as it was agreed before in this workshop, else with as
 * many present as there are devices in the room. A number below six is never shown again, so it
 * has to be counted once more.
 */
export function agreeingAtFirst(
  before: Agreeing | undefined,
  workshopId: string,
  devices: number,
): TypedAgreeing {
  const counted = devices > 0 ? String(devices) : '';
  if (before?.workshopId === workshopId)
    return {
      method: before.method,
      present: numberShown(before.present) || counted,
      dissenting: numberShown(before.dissenting),
      reason: before.reason ?? '',
    };
  return { method: '', present: counted, dissenting: '', reason: '' };
}

function numberShown(people: number | null): string {
  return people === null || people < fewest(rules) ? '' : String(people);
}
