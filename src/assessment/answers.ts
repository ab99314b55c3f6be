import type { Answer, OwnershipAnswer } from '../questionnaire/answer.ts';
import { otherOwners } from '../questionnaire/answer.ts';
import { findCapability, findRole, levelName } from '../questionnaire/lookup.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';

/** What is stored of one question or capability: the answer, a note, and the version of both. */
export interface StoredAnswer {
  /** The code of a question ("A1") or of a capability ("M01"). */
  readonly item: string;
  /** Null while there is only a note. */
  readonly answer: string | null;
  readonly note: string | null;
  /** Whether the facilitator may see the note, without a name. */
  readonly noteShared: boolean;
  /** 1 for the first save, one more for each change. */
  readonly version: number;
  readonly saveId: string;
  readonly savedAt: string;
}

export type AnswersByItem = ReadonlyMap<string, StoredAnswer>;

/** A stored or submitted answer to a question, or undefined when it is not one it allows. */
export function readAnswer(question: Question, text: string): Answer | undefined {
  switch (text) {
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
      return Number(text) as Answer;
    case 'dont-know':
      return text;
    case 'not-applicable':
      return question.notApplicable === null ? undefined : text;
    default:
      return undefined;
  }
}

/** A stored or submitted owner of a capability, or undefined when it is not one on the list. */
export function readOwner(questionnaire: Questionnaire, text: string): OwnershipAnswer | undefined {
  const other: readonly string[] = otherOwners;
  return other.includes(text) || findRole(questionnaire, text) ? text : undefined;
}

/** The answers to questions among what is stored, as scoring takes them. */
export function questionAnswers(
  questionnaire: Questionnaire,
  stored: ReadonlyMap<string, Pick<StoredAnswer, 'answer'>>,
): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const { questions } of questionnaire.dimensions)
    for (const question of questions) {
      const text = stored.get(question.code)?.answer;
      const answer = text ? readAnswer(question, text) : undefined;
      if (answer !== undefined) answers.set(question.code, answer);
    }
  return answers;
}

/** The owners named among what is stored, as scoring takes them. */
export function ownershipAnswers(
  questionnaire: Questionnaire,
  stored: ReadonlyMap<string, Pick<StoredAnswer, 'answer'>>,
): ReadonlyMap<string, OwnershipAnswer> {
  const owners = new Map<string, OwnershipAnswer>();
  for (const { code } of questionnaire.ownership.capabilities) {
    const text = stored.get(code)?.answer;
    const owner = text ? readOwner(questionnaire, text) : undefined;
    if (owner !== undefined) owners.set(code, owner);
  }
  return owners;
}

const ownerWords: Record<(typeof otherOwners)[number], string> = {
  shared: 'Shared between roles',
  nobody: 'Nobody',
  'dont-know': 'I do not know',
};

/** An answer in words: "3 Adopted", "I do not know", "Chief operating officer (COO)". */
export function answerInWords(questionnaire: Questionnaire, item: string, answer: string): string {
  if (findCapability(questionnaire, item))
    return findRole(questionnaire, answer)?.name ?? ownerWords[answer as keyof typeof ownerWords];
  if (answer === 'dont-know') return 'I do not know';
  if (answer === 'not-applicable') return 'Not applicable here';
  return `${answer} ${levelName(questionnaire, Number(answer))}`;
}

/** Who sees a note, in words to its writer. */
export function sharingInWords(shared: boolean): string {
  return shared ? 'The facilitator may see this note, without your name.' : 'For you alone.';
}
