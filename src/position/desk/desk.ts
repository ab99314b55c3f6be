import { z } from 'zod';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { type FormError, fieldText, typedText } from '../../shared/forms.ts';
import type { Agreeing, NewAgreement } from '../agreement.ts';
import { type LadderForm, readLadder } from '../ladder-form.ts';

/** How the assessment lead agrees something outside a workshop. */
const atTheDesk = {
  method: 'desk',
  present: null,
  dissenting: null,
  workshopId: null,
} as const satisfies Omit<Agreeing, 'reason'>;

const fields = z.strictObject(
  {
    _csrf: z.string().optional(),
    act: z
      .enum(['save', 'work-out'], { error: 'Choose one of the buttons on this page' })
      .optional(),
    'reason-note': typedText(2000, 'The reason').default(''),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? 'This page does not ask that' : undefined,
  },
);

/** What the lead sent about a question. */
export interface DeskForm extends Omit<LadderForm, 'rest' | 'errors'> {
  /** Only to be shown the level, with nothing saved. */
  readonly workOut: boolean;
  readonly typedReason: string;
  readonly errors: readonly FormError[];
  /** To be recorded where there are no errors. */
  readonly agreement: NewAgreement;
}

/** @param on the day, such as "2027-03-31"; no document is of a later one. */
export function readDesk(question: Question, body: unknown, on: string): DeskForm {
  const { rest, ...ladder } = readLadder(question, body, on);
  const { data, error } = fields.safeParse(rest);
  const errors = (error?.issues ?? []).map(({ message, path }) => ({
    message,
    href: path[0] === 'reason-note' ? '#reason-note' : '#save',
  }));
  return {
    ...ladder,
    errors: [...ladder.errors, ...errors],
    workOut: data?.act === 'work-out',
    typedReason: fieldText(body, 'reason-note'),
    agreement: {
      item: question.code,
      basedOn: ladder.basedOn,
      content: ladder.content,
      ...atTheDesk,
      reason: data?.['reason-note'] || null,
    },
  };
}

/** An owner that the lead agrees at the desk. */
export function ownerAtTheDesk(item: string, basedOn: number, owner: string): NewAgreement {
  return { item, basedOn, content: { owner }, ...atTheDesk, reason: null };
}
