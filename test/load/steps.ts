import type { Dimension } from '../../src/questionnaire/questionnaire.ts';
import { newId } from '../../src/shared/ids.ts';
import { organisation, questionnaire, type Visitor } from './people.ts';

/** One request of a visitor, and the only answer to it that counts as success. */
export interface Step {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: 200 | 303;
}

/** What one connection does: each call is its next request. */
export type Visit = () => Step;

const [firstDimension] = questionnaire.dimensions as [Dimension];
export const question = firstDimension.questions[0] as Dimension['questions'][number];

export function page({ cookie }: Visitor, path: string): Step {
  return { method: 'GET', path, headers: { Cookie: cookie, Accept: 'text/html' }, status: 200 };
}

export function form(
  visitor: Visitor,
  path: string,
  fields: Readonly<Record<string, string>>,
): Step {
  return {
    ...page(visitor, path),
    method: 'POST',
    headers: {
      Cookie: visitor.cookie,
      Accept: 'text/html',
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ _csrf: visitor.csrfToken, ...fields }).toString(),
    status: 303,
  };
}

export function baseOf({ assessmentId }: Visitor): string {
  return `/assessments/${assessmentId}`;
}

export function questionPath(visitor: Visitor): string {
  return `${baseOf(visitor)}/questions/${question.code}`;
}

/** The form of a whole dimension, filled in; `basedOn` is the version the person saw. */
export function dimensionFields(
  { questions }: Dimension,
  basedOn: number,
): Readonly<Record<string, string>> {
  const fields = questions.map(({ code }, position) => [
    [`${code}-answer`, String(1 + ((basedOn + position) % 5))],
    [`${code}-note`, position === 0 ? `Changed ${basedOn} times, and for good reasons` : ''],
    [`${code}-version`, String(basedOn)],
  ]);
  return { ...Object.fromEntries(fields.flat()), saveId: newId(), afterwards: 'next' };
}

/** Reads the same page again and again. */
export function reading(visitor: Visitor, path: string): Visit {
  const step = page(visitor, path);
  return () => step;
}

/** Saves the five answers of a dimension again and again, each time changed. */
export function saving(visitor: Visitor, path: string): Visit {
  let version = 0;
  return () => form(visitor, path, dimensionFields(firstDimension, version++));
}

export function savePath(visitor: Visitor): string {
  return `${baseOf(visitor)}/dimensions/${firstDimension.code}`;
}

export const peersPath = `/benchmarks/${organisation}`;
