import { answerInWords } from '../../assessment/answers.ts';
import type { Question, Questionnaire } from '../../questionnaire/questionnaire.ts';
import { type Choice, choices, choicesOf } from './choice.ts';

/** From so many votes on, the room is shown what it chose. */
export const fewestVotes = 4;

/** How many chose what; of every choice there is, in the order of the page. */
export type Tally = readonly { readonly choice: Choice; readonly votes: number }[];

/** One silent vote of a workshop on a question. */
export interface Round {
  readonly id: string;
  /** The code of the question. */
  readonly item: string;
  /** 1 for the first vote on this question. */
  readonly number: number;
  /** How many have voted… */
  readonly voted: number;
  /** …of so many who were in the room when it began. Both are 0 once the workshop has ended. */
  readonly of: number;
  /** Null while people vote. */
  readonly revealedAt: string | null;
  /** Null before the reveal, and again once the workshop has ended. */
  readonly tally: Tally | 'too-few' | null;
}

/** What the room chose, made at the reveal; no number at all where fewer than four have voted. */
export function tallyOf(votes: readonly Choice[]): Tally | 'too-few' {
  if (votes.length < fewestVotes) return 'too-few';
  return choices.map((choice) => ({
    choice,
    votes: votes.filter((vote) => vote === choice).length,
  }));
}

/** One bar of what the room chose. */
export interface TallyRow {
  readonly choice: Choice;
  /** "3 Adopted", "I do not know". */
  readonly words: string;
  readonly votes: number;
  /** Of all votes, in whole per cent. */
  readonly percent: number;
}

/** The bars of a tally: one for each level, then the other answers that the question offers. */
export function tallyRows(
  tally: Tally,
  question: Pick<Question, 'code' | 'notApplicable'>,
  questionnaire: Questionnaire,
): readonly TallyRow[] {
  const all = tally.reduce((sum, { votes }) => sum + votes, 0);
  const offered = choicesOf(question);
  return tally
    .filter(({ choice }) => offered.includes(choice))
    .map(({ choice, votes }) => ({
      choice,
      words: answerInWords(questionnaire, question.code, choice),
      votes,
      percent: Math.round((100 * votes) / all),
    }));
}

/** What stands out in a tally: "8 votes. The most, 4, are for 3 Adopted." */
export function tallyWords(rows: readonly TallyRow[]): string {
  const all = rows.reduce((sum, { votes }) => sum + votes, 0);
  const most = Math.max(...rows.map(({ votes }) => votes));
  const highest = rows.filter(({ votes }) => votes === most).map(({ words }) => words);
  const each = highest.length > 1 ? ' each' : '';
  return `${all} votes. The most, ${most}${each}, are for ${listFormat.format(highest)}.`;
}

const listFormat = new Intl.ListFormat('en-GB', { type: 'conjunction' });
