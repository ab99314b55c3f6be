import { readFileSync } from 'node:fs';
import { type Answer, levels, type OwnershipAnswer, otherOwners } from '../questionnaire/answer.ts';
import { findCapability, findQuestion, findRole } from '../questionnaire/lookup.ts';
import { type Family, families, type Questionnaire } from '../questionnaire/questionnaire.ts';
import type { Respondent } from '../scoring/respondent.ts';
import { type Row, type RowProblem, readCsv, readJson } from './score-rows.ts';

export interface NamedRespondent extends Respondent {
  readonly respondent: string;
}

/**
 * The respondents of an answers file in the order of their first row, or everything that is
 * wrong with it, each problem with the file and the line (CSV) or the row from 1 (JSON).
 * @param questionnaire null where it is not known: then only the form of the file is checked.
 */
export function readAnswersFile(
  file: string,
  questionnaire: Questionnaire | null,
): { respondents: NamedRespondent[]; problems: string[] } {
  const nothing = (problem: string) => ({ respondents: [], problems: [`${file}: ${problem}`] });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return nothing(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  let text: string;
  try {
    // Takes off the byte order mark that spreadsheets write, and refuses other encodings:
    // replaced characters could make two respondents one.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return nothing('is not UTF-8 text');
  }
  const json = file.toLowerCase().endsWith('.json') || /^\s*[[{]/.test(text);
  const unit = json ? 'row' : 'line';
  const { rows, problems } = json ? readJson(text) : readCsv(text);
  if (rows.length === 0 && problems.length === 0) return nothing('has no answers');

  const collected = questionnaire ? collectRespondents(questionnaire, rows, unit) : null;
  const all = [...problems, ...(collected?.problems ?? [])];
  return {
    respondents: collected?.respondents ?? [],
    problems: all
      .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))
      .map(({ at, message }) => `${file}: ${at === null ? '' : `${unit} ${at}: `}${message}`),
  };
}

function collectRespondents(
  questionnaire: Questionnaire,
  rows: readonly Row[],
  unit: string,
): { respondents: NamedRespondent[]; problems: RowProblem[] } {
  interface Person {
    family: { code: Family; at: number } | null;
    seen: Map<string, number>;
    answers: Map<string, Answer>;
    ownership: Map<string, OwnershipAnswer>;
  }
  const problems: RowProblem[] = [];
  const people = new Map<string, Person>();

  for (const { at, respondent, family, question, answer } of rows) {
    const problem = (message: string) => problems.push({ at, message });
    if (respondent === '') problem('the respondent is missing');
    const code = families.find((known) => known === family);
    if (!code) problem(`"${family}" is not a role family (${families.join(', ')})`);
    const value = readAnswer(questionnaire, question, answer);
    if ('problem' in value) problem(value.problem);
    if (respondent === '') continue;

    const person = people.get(respondent) ?? {
      family: null,
      seen: new Map(),
      answers: new Map(),
      ownership: new Map(),
    };
    people.set(respondent, person);
    if (code) {
      person.family ??= { code, at };
      if (person.family.code !== code)
        problem(
          `respondent ${respondent} is ${code} here and ${person.family.code} on ${unit} ${person.family.at}`,
        );
    }
    const before = person.seen.get(question);
    if (before !== undefined)
      problem(`respondent ${respondent} has answered ${question} on ${unit} ${before} already`);
    else person.seen.set(question, at);
    if ('answer' in value) person.answers.set(question, value.answer);
    if ('owner' in value) person.ownership.set(question, value.owner);
  }
  const respondents = [...people].flatMap(([respondent, { family, answers, ownership }]) =>
    family ? [{ respondent, family: family.code, answers, ownership }] : [],
  );
  return { respondents, problems };
}

type ReadAnswer = { answer: Answer } | { owner: OwnershipAnswer } | { problem: string };

function readAnswer(questionnaire: Questionnaire, code: string, given: string): ReadAnswer {
  if (code === '') return { problem: 'the question is missing' };
  const question = findQuestion(questionnaire, code);
  const capability = findCapability(questionnaire, code);
  if (!question && !capability) {
    const { version, wording } = questionnaire;
    return { problem: `"${code}" is not asked in version ${version}, ${wording} wording` };
  }
  if (given === '') return { problem: `the answer to ${code} is missing` };
  if (capability) {
    const owner = otherOwners.find((other) => other.replace('-', '_') === given);
    if (owner) return { owner };
    if (findRole(questionnaire, given)) return { owner: given };
    return {
      problem: `"${given}" is not an answer to ${code}: a role code, shared, nobody or dont_know`,
    };
  }
  const level = levels.find((one) => String(one) === given);
  if (level) return { answer: level };
  if (given === 'dont_know') return { answer: 'dont-know' };
  const mayNotApply = (question?.notApplicable ?? null) !== null;
  if (given === 'not_applicable' && mayNotApply) return { answer: 'not-applicable' };
  const others = mayNotApply ? ', dont_know or not_applicable' : ' or dont_know';
  return { problem: `"${given}" is not an answer to ${code}: 1 to 5${others}` };
}
