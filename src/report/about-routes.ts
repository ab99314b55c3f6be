import { Router } from 'express';
import type { Config } from '../config.ts';
import { permit } from '../people/access.ts';
import { method } from '../scoring/method.ts';
import type { Clock } from '../shared/clock.ts';
import { showPage } from '../shared/page.ts';
import { lastsInWords, retentions } from './retention.ts';
import { securityText } from './security-text.ts';

/** What the service promises to whoever uses it: privacy, cookies, accessibility, security. */
export function aboutRoutes({
  config,
  clock,
}: {
  readonly config: Config;
  readonly clock: Clock;
}): Router {
  const router = Router();
  const reading = permit('read public pages');
  const { contact, baseUrl } = config;

  router.get('/privacy', reading, (req, res) =>
    showPage(req, res, 'report/privacy', {
      title: 'Privacy',
      contact,
      k: method.disclosure.k,
      elsewhere: config.issuers.length > 0,
      kept: retentions.map((each) => ({ ...each, lasts: lastsInWords(each) })),
    }),
  );

  router.get('/cookies', reading, (req, res) =>
    showPage(req, res, 'report/cookies', {
      title: 'Cookies',
      prefix: baseUrl.startsWith('https:') ? '__Host-' : '',
      elsewhere: config.issuers.length > 0,
    }),
  );

  router.get('/accessibility', reading, (req, res) =>
    showPage(req, res, 'report/accessibility', { title: 'Accessibility statement', contact }),
  );

  router.get('/.well-known/security.txt', reading, (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.type('text/plain').send(securityText(config, clock()));
  });

  return router;
}
