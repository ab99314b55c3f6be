import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { typedNotes } from './forms.ts';
import { newId } from './ids.ts';
import { showPage } from './page.ts';
import { Problem, type ProblemKind } from './problems.ts';
import { unavailable } from './unavailable.ts';

const headings: Record<ProblemKind | 'unexpected', string> = {
  malformed: 'This address cannot be read',
  'signed-out': 'You are signed out',
  'not-allowed': 'You cannot do this',
  'not-found': 'Page not found',
  conflict: 'This was changed in the meantime',
  'too-late': 'It is too late to change this',
  'too-large': 'What you sent is too large',
  invalid: 'There is a problem with what you sent',
  'too-many': 'You have tried too often',
  unavailable: 'The service is not available just now',
  unexpected: 'Sorry, there is a problem with the service',
};

/** Turns whatever went wrong into one plain page (or JSON for a script) with the right status. */
export function problemPage(log: Logger): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const away = unavailable(error);
    // Not the whole error: it may repeat what was to be saved.
    const { code, message: reason } = error;
    if (away) log.warn({ code, reason, method: req.method }, 'the database was not available');
    const problem = away ?? asProblem(error);
    const reference = problem ? null : newId();
    if (reference) log.error({ err: error, reference, method: req.method }, 'unexpected problem');
    const kind = problem?.kind ?? 'unexpected';
    const status = problem?.status ?? 500;
    const message =
      problem?.message ??
      'Nothing was changed. Try again in a few minutes, and quote the reference if it happens again.';
    if (status === 503) res.setHeader('Retry-After', '10');
    if (req.accepts(['html', 'json']) === 'json') {
      res.status(status).json({ message });
      return;
    }
    showPage(
      req,
      res,
      'layout/problem',
      {
        title: headings[kind],
        message,
        reference,
        kept: typedNotes(req.body),
        signIn: kind === 'signed-out' && `/sign-in?return=${encodeURIComponent(req.originalUrl)}`,
      },
      status,
    );
  };
}

/** The problem a person can be told about; undefined for a fault of ours. */
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { status, type } = error as { status?: unknown; type?: unknown };
  if (status === 413)
    return new Problem('too-large', 'Nothing was saved. Shorten it and try again.');
  // What Express and its body parser refuse: an address or a form that cannot be decoded.
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(
      type === 'parameters.too.many' ? 'too-large' : 'malformed',
      'Check the address, or go back and try again.',
    );
  return undefined;
}
