import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { fieldText } from '../shared/forms.ts';
import { Problem } from '../shared/problems.ts';
import { isTokenOf } from './session.ts';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses changes that did not come from a page of this service. */
export function refuseCrossSite(config: Config): RequestHandler {
  const refused = () =>
    new Problem(
      'not-allowed',
      'The form you sent was out of date, so nothing was saved. Go back, reload the page and try again.',
    );
  return (req, _res, next) => {
    if (safeMethods.includes(req.method)) return next();
    const site = req.get('Sec-Fetch-Site');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused();
    const origin = req.get('Origin');
    if (site === undefined && origin !== undefined && origin !== config.baseUrl) throw refused();
    // Without a session there is no token to steal, and nothing to change but to sign in.
    if (req.session && !isTokenOf(req.session, fieldText(req.body, '_csrf'))) throw refused();
    next();
  };
}
