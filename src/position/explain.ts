import { statedLevels } from '../questionnaire/answer.ts';
import type { Question } from '../questionnaire/questionnaire.ts';
import type { AgreedQuestion } from '../scoring/agreed-question.ts';
import { method } from '../scoring/method.ts';

/**
 * Why a question has the level it has, in two sentences at most: "Level 2, could be 4 once two
 * unknowns are resolved. Level 3 is held by: “…”; “…”."
 */
export function explain(question: Question, agreed: AgreedQuestion): string {
  if (agreed.status === 'not-applicable') return 'Not applicable: none of its statements applies.';
  const { next, heldBy } = agreed;
  const level = `${levelSentence(question, agreed)}.`;
  if (!next) return level;
  return `${level} Level ${next.level} is held by: ${quoted(question, heldBy).join('; ')}.`;
}

/**
 * How far it is into the next level: "1 of 2 statements of level 3 are met"; empty where that
 * level has a single statement, and at the top.
 */
export function progressWords(agreed: AgreedQuestion): string {
  if (agreed.status === 'not-applicable' || !agreed.next || agreed.next.applicable === 1) return '';
  const { level, met, applicable } = agreed.next;
  return `${met} of ${applicable} statements of level ${level} ${met === 1 ? 'is' : 'are'} met`;
}

type Agreed = Extract<AgreedQuestion, { status: 'agreed' }>;

function levelSentence(question: Question, agreed: Agreed): string {
  const { claimed, evidenced } = agreed;
  const rise = riseWords(agreed);
  if (evidenced === claimed) {
    const level = `Level ${claimed}`;
    return rise ? `${level}, ${rise}` : level;
  }
  const lacking = quoted(question, agreed.lackEvidence);
  const words = `Claimed ${claimed}, evidenced ${evidenced}: ${listed(lacking)} ${lacking.length === 1 ? 'lacks' : 'lack'} a document dated within ${method.evidence.freshMonths} months`;
  return rise ? `${words}; ${rise}` : words;
}

/** "could be 4 once two unknowns are resolved"; empty where nothing unknown stands in the way. */
function riseWords({ claimed, upper, unknowns }: Agreed): string {
  if (upper <= claimed) return '';
  const count = inWords[unknowns - 1] ?? String(unknowns);
  return `could be ${upper} once ${count} ${unknowns === 1 ? 'unknown is' : 'unknowns are'} resolved`;
}

const inWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

function quoted({ statements }: Question, codes: readonly string[]): readonly string[] {
  return statedLevels
    .flatMap((level) => statements[level])
    .filter(({ code }) => codes.includes(code))
    .map(({ text }) => `“${text.replace(/\.$/, '')}”`);
}

/** There are never more than two statements at a level. */
function listed(names: readonly string[]): string {
  return names.join(' and ');
}
