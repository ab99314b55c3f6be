/**
 * The closed list of what can go wrong for a person, and the status each is answered with.
 * Code throws a Problem; one place (problem page) turns it into an answer.
 */
const statuses = {
  malformed: 400,
  'signed-out': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'too-late': 409,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
} as const;

export type ProblemKind = keyof typeof statuses;

export class Problem extends Error {
  readonly kind: ProblemKind;

  /** @param message what to tell the person, in plain words; it is shown as it stands. */
  constructor(kind: ProblemKind, message: string) {
    super(message);
    this.kind = kind;
  }

  get status(): number {
    return statuses[this.kind];
  }
}

/** The one answer to what does not exist and to what belongs to somebody else. */
export function notFound(): Problem {
  return new Problem(
    'not-found',
    'If you typed the address, check it is correct. If you followed a link, it may be out of date or not meant for you.',
  );
}

/** The value, or the "not found" problem in place of a missing one. */
export function found<T>(value: T | undefined | ''): T {
  if (value === undefined || value === '') throw notFound();
  return value;
}
