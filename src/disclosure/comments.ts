import { type Method, method } from '../scoring/method.ts';
import type { DisclosedSurvey } from './survey.ts';

/**
 * The questions whose comments may be shown, to whom their writers agreed (method, section 5):
 * where the question itself is shown and enough people gave it a level. Fails closed.
 * @param counts people with a level, by question.
 */
export function commentedQuestions(
  counts: readonly { readonly code: string; readonly n: number }[],
  survey: Pick<DisclosedSurvey, 'questions'>,
  rules: Pick<Method, 'disclosure'> = method,
): readonly string[] {
  const { k, comments } = rules.disclosure;
  const needed = [k + 1, comments];
  if (!needed.every(Number.isInteger)) return [];
  const shown = new Set(
    survey.questions.filter(({ result }) => result.shown).map(({ code }) => code),
  );
  return counts
    .filter(({ code, n }) => shown.has(code) && Number.isInteger(n) && n >= Math.max(...needed))
    .map(({ code }) => code);
}
