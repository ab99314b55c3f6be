import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { OpenAnswers } from './open-answers.ts';

/** One answered request: nothing in it says who asked, or for what exactly. */
export interface Answered {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'other';
  /** The pattern of the route, such as "/invitations/:token"; "none" where no route is. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Whether it was an open stream, which lasts as long as its page is open. */
  readonly stream: boolean;
}

/**
 * Logs every request when its answer is finished, or its sender is gone, and tells whoever counts.
 * Addresses hold tokens, so only the pattern of the route is told.
 */
export function watch(
  log: Logger,
  answers: OpenAnswers,
  tell: (answered: Answered) => void,
): RequestHandler {
  // A closed set of fields, so that none of them has to be looked for in every line.
  const requests = log.child({}, { redact: [] });
  return (req, res, next) => {
    answers.begin(res);
    const since = performance.now();
    res.once('close', () => {
      answers.end(res);
      const answered = describe(req, res, performance.now() - since);
      const { method, route, status, milliseconds, stream } = answered;
      const request = res.getHeader('X-Request-Id');
      const left = res.writableFinished ? {} : { left: true };
      const ms = Math.round(milliseconds * 10) / 10;
      requests.info({ request, method, route, status, ms, ...(stream ? { stream } : {}), ...left });
      tell(answered);
    });
    next();
  };
}

function describe(req: Request, res: Response, milliseconds: number): Answered {
  return {
    method: methodOf(req.method),
    route: req.route ? String(req.route.path) : 'none',
    status: res.statusCode,
    milliseconds,
    stream: res.getHeader('Content-Type') === 'text/event-stream',
  };
}

/** Methods are a client's words as well: those that nothing here answers to are one. */
function methodOf(method: string): Answered['method'] {
  return method === 'GET' || method === 'HEAD' || method === 'POST' ? method : 'other';
}
