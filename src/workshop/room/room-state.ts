import type { Question, Questionnaire } from '../../questionnaire/questionnaire.ts';
import type { OwnRound } from './ballot-store.ts';
import type { Choice } from './choice.ts';
import { type TallyRow, tallyRows, tallyWords } from './round.ts';

/** What a device in the room shows while a question is on the screen. */
export type QuestionState =
  /** Nobody votes yet, or this device came after the vote began and waits for the next question. */
  | { readonly kind: 'before' | 'late' }
  | {
      readonly kind: 'voting';
      readonly roundId: string;
      readonly number: number;
      /** What this device has voted so far. */
      readonly own: Choice | null;
    }
  | {
      readonly kind: 'revealed';
      readonly own: Choice | null;
      /** Null where fewer than four have voted. */
      readonly chosen: { readonly words: string; readonly rows: readonly TallyRow[] } | null;
    };

/** @param round the latest vote on the question, as this device sees it; null before the first. */
export function questionState(
  round: OwnRound | null,
  question: Question,
  questionnaire: Questionnaire,
): QuestionState {
  if (!round) return { kind: 'before' };
  const { id, number, ballot, tally } = round;
  if (round.revealedAt === null)
    return ballot ? { kind: 'voting', roundId: id, number, own: ballot.choice } : { kind: 'late' };
  const rows = Array.isArray(tally) ? tallyRows(tally, question, questionnaire) : null;
  return {
    kind: 'revealed',
    own: ballot?.choice ?? null,
    chosen: rows && { words: tallyWords(rows), rows },
  };
}
