import { z } from 'zod';
import type { NewAgreement } from '../../position/agreement.ts';
import type { FormError } from '../../shared/forms.ts';
import { notOfThisPage, type ReadAgreeing, readAgreeing } from './agreeing.ts';
import { type Confirmable, contentAt } from './together.ts';

/** What is agreed, before it is known in which workshop. */
export type RoomAgreement = Omit<NewAgreement, 'workshopId'>;

/** What a form records of several items that were agreed in the same way. */
export interface ReadTogether extends Pick<ReadAgreeing, 'typed'> {
  /** Empty where there are errors. */
  readonly agreements: readonly RoomAgreement[];
  readonly errors: readonly FormError[];
}

const own = z.record(
  z.string().regex(/^(?:confirm|basedOn)-[A-H][1-9]$/),
  z.string().regex(/^(?:yes|\d{1,6})$/),
);

/**
 * Reads which questions a room confirms on the level that the survey says.
 * @returns also the codes of the questions that were ticked.
 * @throws Problem "invalid" for a form that is not the page's.
 */
export function readConfirmation(
  sent: unknown,
  offered: readonly Confirmable[],
): ReadTogether & { readonly ticked: ReadonlySet<string> } {
  const { ours, rest } = parted(sent, /^(?:confirm|basedOn)-/);
  const { data } = own.safeParse(ours);
  if (!data) throw notOfThisPage();
  const ticked = new Set(
    Object.keys(data).flatMap((name) => (name.startsWith('confirm-') ? [name.slice(8)] : [])),
  );
  const { agreeing, errors, typed } = readAgreeing(rest);
  const confirmed = offered.filter(({ question }) => ticked.has(question.code));
  const problem = ticking(ticked, confirmed);
  const agreements = confirmed.flatMap(({ question, level }) =>
    agreeing && level !== null
      ? [
          {
            item: question.code,
            basedOn: Number(data[`basedOn-${question.code}`] ?? 0),
            content: contentAt(question, level),
            ...agreeing,
          },
        ]
      : [],
  );
  return {
    agreements: problem ? [] : agreements,
    errors: problem ? [{ message: problem, href: '#confirm' }, ...errors] : errors,
    typed,
    ticked,
  };
}

function ticking(ticked: ReadonlySet<string>, confirmed: readonly Confirmable[]): string | null {
  if (ticked.size === 0) return 'Tick the questions that the room confirms, or go on without';
  return confirmed.length < ticked.size || confirmed.some(({ level }) => level === null)
    ? 'The agenda was changed meanwhile. Check again which questions the room confirms'
    : null;
}

/** The fields of a form whose names begin like this, and all others. */
export function parted(
  sent: unknown,
  beginning: RegExp,
): { readonly ours: Record<string, unknown>; readonly rest: Record<string, unknown> } {
  const all = Object.entries((sent ?? {}) as Record<string, unknown>);
  return {
    ours: Object.fromEntries(all.filter(([name]) => beginning.test(name))),
    rest: Object.fromEntries(all.filter(([name]) => !beginning.test(name))),
  };
}
