import type { DisclosedSurvey, DontKnow, QuestionResult } from '../disclosure/survey.ts';
import { type Method, method } from '../scoring/method.ts';
import { reaches } from '../scoring/numbers.ts';

/** A question whose result is shown. */
export interface Finding {
  readonly code: string;
  readonly result: QuestionResult;
}

/** A question that many do not know an answer to. */
export interface BlindSpot {
  readonly code: string;
  readonly dontKnow: DontKnow;
}

/** What a survey says first: the questions that each part of the results page is about. */
export interface Findings {
  /** Strong agreement on a high level, the highest first. */
  readonly strong: readonly Finding[];
  /** A few with the best agreement there is, the highest first: named where none is strong. */
  readonly bestAgreed: readonly Finding[];
  /** Split agreement, then weak. */
  readonly apart: readonly Finding[];
  /** Families see it differently, the widest gap first; those of unknown width come last. */
  readonly gaps: readonly Finding[];
  readonly blindSpots: readonly BlindSpot[];
  /** Strong or moderate agreement on a low level, the lowest first. */
  readonly work: readonly Finding[];
}

/** How many questions are named in place of strengths that there are not. */
const fewNames = 3;

/** Sorts what may be shown of questions; what is withheld is in none of these. */
export function findingsOf(
  { questions }: Pick<DisclosedSurvey, 'questions'>,
  { strongFrom, weakUpTo }: Method['results'] = method.results,
): Findings {
  const shown = questions.flatMap(({ code, result }) =>
    result.shown ? [{ code, result: result.value }] : [],
  );
  const agreed = (...labels: QuestionResult['agreement'][]) =>
    labels.flatMap((label) => shown.filter(({ result }) => result.agreement === label));
  const best = agreementOrder.map((label) => agreed(label)).find(({ length }) => length > 0);
  return {
    strong: agreed('strong')
      .filter(({ result: { estimate } }) => estimate.kind !== 'below')
      .filter(({ result: { estimate } }) => reaches(estimate.value, strongFrom))
      .toSorted(highestFirst),
    bestAgreed: (best ?? []).toSorted(highestFirst).slice(0, fewNames),
    apart: agreed('split', 'weak'),
    gaps: shown.filter(({ result }) => result.gaps.length > 0).toSorted(widestFirst),
    blindSpots: questions.flatMap(({ code, dontKnow }) =>
      dontKnow.shown && dontKnow.value.blindSpot ? [{ code, dontKnow: dontKnow.value }] : [],
    ),
    work: agreed('strong', 'moderate')
      .filter(({ result: { estimate } }) => estimate.kind !== 'above')
      .filter(({ result: { estimate } }) => reaches(weakUpTo, estimate.value))
      .toSorted((a, b) => highestFirst(b, a)),
  };
}

const agreementOrder = ['strong', 'moderate', 'weak', 'split'] as const;

/** "Above 4.2" is higher than any exact level, "below 1.8" lower: no level shown lies beyond. */
function highestFirst(a: Finding, b: Finding): number {
  return rank(b) - rank(a);
}

function rank({ result: { estimate } }: Finding): number {
  const beyond = { above: 1, exact: 0, below: -1 }[estimate.kind];
  return 10 * beyond + estimate.value;
}

function widestFirst(a: Finding, b: Finding): number {
  const width = ({ result }: Finding) => Math.max(...result.gaps.map((gap) => gap.difference ?? 0));
  return width(b) - width(a);
}
