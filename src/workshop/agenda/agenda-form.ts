import { z } from 'zod';
import { findCapability, findQuestion } from '../../questionnaire/lookup.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { type Pace, paces } from '../workshop.ts';
import type { AgendaItem } from './agenda.ts';
import { moved, switched, withAdded, without } from './agenda-change.ts';

const _csrf = z.string().optional();
const item = z.string();
const itemForm = z.union([
  z.strictObject({ _csrf, act: z.literal('add'), item }),
  z.strictObject({ _csrf, act: z.enum(['remove', 'together', 'apart']), item }),
  z.strictObject({
    _csrf,
    item,
    place: z
      .string()
      .regex(/^\d{1,2}$/)
      .transform(Number),
  }),
]);

/** What somebody wants changed on an agenda, and where on the page they want to be afterwards. */
export interface WantedChange {
  readonly change: (agenda: readonly AgendaItem[]) => readonly AgendaItem[];
  readonly at: string;
}

/**
 * Reads one of the small forms of an agenda.
 * @returns "nothing" where nothing was chosen that could be added; undefined for a form that is
 * none of the page's.
 */
export function readAgendaForm(
  questionnaire: Questionnaire,
  body: unknown,
): WantedChange | 'nothing' | undefined {
  const { data } = itemForm.safeParse(body ?? {});
  if (!data) return undefined;
  const capability = findCapability(questionnaire, data.item) !== undefined;
  const exists = capability || findQuestion(questionnaire, data.item) !== undefined;
  if (!exists) return 'act' in data && data.act === 'add' ? 'nothing' : undefined;
  const at = `item-${data.item}`;
  if ('place' in data) return { change: (agenda) => moved(agenda, data.item, data.place), at };
  if (data.act === 'add') {
    const added = { item: data.item, together: capability };
    return { change: (agenda) => withAdded(agenda, added), at };
  }
  if (data.act === 'remove')
    return { change: (agenda) => without(agenda, data.item), at: 'agenda' };
  return { change: (agenda) => switched(agenda, data.item, data.act === 'together'), at };
}

export const fewestMinutes = 15;
export const mostMinutes = 480;

const minutesError = `How long it may last must be a number of minutes from ${fewestMinutes} to ${mostMinutes}`;
const paceError = 'Choose a pace';

export const timingForm = z.strictObject({
  _csrf,
  pace: z.enum(Object.keys(paces) as [Pace, ...Pace[]], { error: paceError }),
  minutes: z
    .string({ error: minutesError })
    .trim()
    .regex(/^\d{1,3}$/, { error: minutesError })
    .transform(Number)
    .refine((minutes) => minutes >= fewestMinutes && minutes <= mostMinutes, {
      error: minutesError,
    }),
});
