import type { DisclosedSurvey } from '../disclosure/survey.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import { method } from '../scoring/method.ts';
import { type Findings, findingsOf } from './findings.ts';
import { counted, listed } from './level-words.ts';
import { type BesideResults, type QuestionRow, questionRows } from './question-rows.ts';

/** A part of the results page: what it finds, in words, and the questions that show it. */
export interface Section {
  readonly caption: string;
  readonly rows: readonly QuestionRow[];
}

export interface ResultsSections {
  readonly strong: Section;
  readonly apart: Section;
  readonly gaps: Section;
  readonly blindSpots: Section;
  readonly work: Section;
  /** Every question, by dimension. */
  readonly dimensions: readonly {
    readonly code: string;
    readonly name: string;
    readonly rows: readonly QuestionRow[];
  }[];
  /** Why it is shown of no question how answers spread; empty where each says it for itself. */
  readonly whyNoBars: string;
}

/** What the results page says about questions, in the order in which it says it. */
export function resultsSections(
  released: DisclosedSurvey,
  questionnaire: Questionnaire,
  beside: BesideResults,
): ResultsSections {
  const findings = findingsOf(released);
  const rows = questionRows(released, questionnaire, beside);
  const all = [...rows.values()];
  const rowsOf = (items: readonly { readonly code: string }[]) =>
    items.flatMap(({ code }) => rows.get(code) ?? []);
  return {
    strong: { caption: strongWords(findings, rows), rows: rowsOf(findings.strong) },
    apart: { caption: apartWords(findings), rows: rowsOf(findings.apart) },
    gaps: { caption: gapsWords(findings), rows: rowsOf(findings.gaps) },
    blindSpots: { caption: blindWords(findings), rows: rowsOf(findings.blindSpots) },
    work: { caption: workWords(findings, all.length), rows: rowsOf(findings.work) },
    dimensions: questionnaire.dimensions.map(({ code, name, questions }) => ({
      code,
      name,
      rows: rowsOf(questions),
    })),
    whyNoBars: whyNoBars(all),
  };
}

function whyNoBars(rows: readonly QuestionRow[]): string {
  const reasons = new Set(rows.filter(isShown).map((row) => row.whyNoBars));
  return reasons.size === 1 ? ([...reasons][0] as string) : '';
}

function isShown({ agreement }: QuestionRow): boolean {
  return agreement !== '';
}

const noneShown = 'No question can be shown.';

/** Whether any question that is shown says how far people agree. */
function anyAgreement({ bestAgreed }: Findings): boolean {
  return bestAgreed.length > 0;
}

function strongWords(findings: Findings, rows: ReadonlyMap<string, QuestionRow>): string {
  const { strong, bestAgreed } = findings;
  if (strong.length > 0)
    return `Leaders agree that the organisation is strong in ${strong.length} of ${counted(rows.size, 'question')}.`;
  if (!anyAgreement(findings)) return noneShown;
  const names = bestAgreed.flatMap(({ code }) => rows.get(code)?.title ?? []);
  return `In no question do leaders agree strongly on ${method.results.strongFrom} or more. They agree best on ${listed(names)}.`;
}

function apartWords(findings: Findings): string {
  const { apart } = findings;
  if (!anyAgreement(findings)) return noneShown;
  if (apart.length === 0)
    return 'On every question that is shown, leaders agree at least moderately.';
  const count = (label: string) => apart.filter(({ result }) => result.agreement === label).length;
  const parts = [
    [count('split'), 'are split on'],
    [count('weak'), 'agree weakly on'],
  ] as const;
  const said = parts
    .filter(([many]) => many > 0)
    .map(([many, what]) => `${what} ${counted(many, 'question')}`);
  return `Leaders ${listed(said)}.`;
}

function gapsWords({ gaps }: Findings): string {
  return gaps.length > 0
    ? `Groups of roles see ${counted(gaps.length, 'question')} clearly differently.`
    : 'No clear difference between groups of roles can be shown.';
}

function blindWords({ blindSpots }: Findings): string {
  const share = `${Math.round(method.blindSpot.dontKnowShare * 100)}%`;
  return blindSpots.length > 0
    ? `At least ${share} of leaders do not know the answer to ${counted(blindSpots.length, 'question')}.`
    : `There is no question to which ${share} of leaders or more do not know the answer.`;
}

function workWords(findings: Findings, all: number): string {
  const { work } = findings;
  if (!anyAgreement(findings)) return noneShown;
  return work.length > 0
    ? `Leaders agree that there is work to do in ${work.length} of ${counted(all, 'question')}.`
    : `In no question do leaders agree on ${method.results.weakUpTo} or less.`;
}
