import { statedLevels } from './answer.ts';
import { questionsOf } from './lookup.ts';
import type { Question, Questionnaire } from './questionnaire.ts';

/** Words a minute that an adult reads silently: Brysbaert 2019, non-fiction in English. */
const wordsPerMinute = 238;
/** Time to think and choose, in seconds a question. */
const secondsToChoose = 10;

export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Words on the page of one question, in its own wording. */
export function wordsOfQuestion(question: Question): number {
  const statements = statedLevels.flatMap((level) => question.statements[level]);
  return [
    question.title,
    question.text,
    question.why,
    ...question.evidence,
    question.notApplicable ?? '',
    ...statements.map((statement) => statement.text),
  ].reduce((sum, text) => sum + countWords(text), 0);
}

/** Everything a respondent reads from the first page to the last, in words. */
export function wordsOf(questionnaire: Questionnaire): number {
  const around = [
    questionnaire.name,
    questionnaire.introduction,
    ...questionnaire.scale.flatMap((step) => [step.name, step.meaning]),
    ...questionnaire.roles.map((role) => role.name),
    ...questionnaire.dimensions.flatMap((dimension) => [dimension.name, dimension.summary]),
    questionnaire.ownership.question,
    ...questionnaire.ownership.capabilities.map((capability) => capability.name),
  ].reduce((sum, text) => sum + countWords(text), 0);
  return questionsOf(questionnaire).reduce(
    (sum, question) => sum + wordsOfQuestion(question),
    around,
  );
}

/** Minutes to read every word and to answer every question. */
export function minutesFor(questionnaire: Questionnaire): number {
  return (
    wordsOf(questionnaire) / wordsPerMinute + minutesToChoose(questionsOf(questionnaire).length)
  );
}

/** Minutes for these questions alone. */
export function minutesForQuestions(questions: readonly Question[]): number {
  const words = questions.reduce((sum, question) => sum + wordsOfQuestion(question), 0);
  return words / wordsPerMinute + minutesToChoose(questions.length);
}

function minutesToChoose(questions: number): number {
  return (questions * secondsToChoose) / 60;
}
