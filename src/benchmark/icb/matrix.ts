import { scoreWords, securedWords } from '../../position/sign-off/icb-words.ts';
import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { method } from '../../scoring/method.ts';
import { showDate } from '../../shared/clock.ts';
import type { SharedPositions } from './shared-positions.ts';
import { typesInOrder, typeWords } from './trust-type.ts';

/** A trust that shares, as a board sees it. */
export type NamedTrust = SharedPositions['trusts'][number];

/** Where a score stands between the bounds of the method; null where there is none. */
export type Band = 'low' | 'middle' | 'high';

/** The trusts of one type beside each other: like with like. */
export interface TypeMatrix {
  /** "acute trusts" */
  readonly words: string;
  /** What the table says, in one sentence. */
  readonly caption: string;
  /** By name. */
  readonly rows: readonly {
    readonly code: string;
    readonly name: string;
    /** In the order of the dimensions. */
    readonly cells: readonly { readonly words: string; readonly band: Band | null }[];
    readonly secured: string;
    readonly signedOn: string;
  }[];
  /** "2.1 to 3.4" for each dimension; null where only one trust of the type shares. */
  readonly ranges: readonly string[] | null;
}

/** A table for each type that shares. There is none over types, and no mean of anything. */
export function matricesOf(
  trusts: readonly NamedTrust[],
  questionnaire: Questionnaire,
): readonly TypeMatrix[] {
  return typesInOrder.flatMap((type) => {
    const ofType = trusts
      .filter(({ trustType }) => trustType === type)
      .sort((a, b) => (a.view.organisation.name < b.view.organisation.name ? -1 : 1));
    if (ofType.length === 0) return [];
    const words = typeWords(type);
    const spans = questionnaire.dimensions.map(({ code, name }) => ({
      name,
      ...spanOf(ofType.flatMap((trust) => scoreOf(trust, code)?.score ?? [])),
    }));
    return {
      words,
      caption: captionOf(words, ofType.length, spans),
      rows: ofType.map((trust) => rowOf(trust, questionnaire)),
      ranges: ofType.length > 1 ? spans.map(rangeWords) : null,
    };
  });
}

/** What a trust shares of a dimension; undefined where its questionnaire does not have it. */
export function scoreOf({ view }: NamedTrust, dimension: string) {
  return view.dimensions.find(({ code }) => code === dimension);
}

function rowOf(trust: NamedTrust, questionnaire: Questionnaire): TypeMatrix['rows'][number] {
  const { organisation, secured, signedAt } = trust.view;
  return {
    ...organisation,
    cells: questionnaire.dimensions.map(({ code }) => {
      const { score = null, why = 'insufficient' } = scoreOf(trust, code) ?? {};
      return { words: scoreWords(score, why), band: bandOf(score) };
    }),
    secured: securedWords(secured, questionnaire),
    signedOn: showDate(signedAt),
  };
}

function bandOf(score: number | null): Band | null {
  if (score === null) return null;
  if (score >= method.results.strongFrom) return 'high';
  return score <= method.results.weakUpTo ? 'low' : 'middle';
}

interface Span {
  readonly scored: number;
  /** The lowest and the highest score; of nothing, not numbers that stand anywhere. */
  readonly from: number;
  readonly to: number;
}

function spanOf(scores: readonly number[]): Span {
  return { scored: scores.length, from: Math.min(...scores), to: Math.max(...scores) };
}

function rangeWords({ scored, from, to }: Span): string {
  if (scored === 0) return 'None scored';
  if (scored === 1) return `${from.toFixed(1)}, one scored`;
  return from === to ? `All ${from.toFixed(1)}` : `${from.toFixed(1)} to ${to.toFixed(1)}`;
}

function captionOf(
  words: string,
  count: number,
  spans: readonly (Span & { readonly name: string })[],
): string {
  if (count === 1)
    return `One of the ${words} shares, so there is nothing like it to compare it with`;
  const several = `${count} ${words} share`;
  const compared = spans.filter(({ scored }) => scored > 1);
  if (compared.length === 0) return `${several}: no dimension is scored by two of them`;
  const widest = compared.reduce((a, b) => (widthOf(b) > widthOf(a) ? b : a));
  return widthOf(widest) >= method.comparison.dimension
    ? `${several}. They differ most in ${widest.name}: ${rangeWords(widest)}`
    : `${several}. In no dimension do they differ by ${method.comparison.dimension} of a level or more`;
}

/** In levels; scores have one decimal, and so has their difference. */
function widthOf({ from, to }: Span): number {
  return Math.round((to - from) * 10) / 10;
}
