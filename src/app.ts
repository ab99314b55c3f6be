import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { assessmentRoutes } from './assessment/routes.ts';
import { benchmarkRoutes } from './benchmark/routes.ts';
import type { Config } from './config.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { permit } from './people/access.ts';
import { refuseCrossSite } from './people/cross-site.ts';
import { sessions as sessionsOf } from './people/sessions.ts';
import { type CastMember, signInRoutes } from './people/sign-in.ts';
import { questionnaireRoutes } from './questionnaire/routes.ts';
import { reportRoutes } from './report/routes.ts';
import { serveAsset } from './shared/assets.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './shared/database.ts';
import { showPage } from './shared/page.ts';
import { problemPage } from './shared/problem-page.ts';
import { notFound } from './shared/problems.ts';
import { securityHeaders } from './shared/security-headers.ts';

/** What the service is made of; tests replace the cast, the clock and the database. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Fictional people whom anybody may sign in as; only in a demonstration. */
  readonly cast: readonly CastMember[];
}

/** The life of a request, from top to bottom. */
export function createApp(parts: Parts): Express {
  const { config, database, clock, log, cast } = parts;
  if (cast.length > 0 && !config.demonstration)
    throw new Error('A cast to sign in as exists only in a demonstration');

  const app = express();
  app.disable('x-powered-by');
  // Signed-in pages are never cached, so hashing each of them would be for nothing.
  app.disable('etag');
  app.set('query parser', 'simple');

  app.use((_req, res, next) => {
    res.locals.frame = { person: null, csrfToken: '', demonstration: config.demonstration };
    next();
  });
  app.use(securityHeaders(config.baseUrl.startsWith('https:')));
  app.get('/health/live', permit('read public pages'), (_req, res) => {
    res.type('text/plain').send('live');
  });
  app.get('/assets/:fingerprint/:name', permit('read public pages'), serveAsset);

  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 200 }));
  const sessions = sessionsOf(config, database, clock);
  app.use(sessions.findWhoAsks);
  app.use((req, res, next) => {
    if (req.session) {
      const { person, csrfToken } = req.session;
      res.locals.frame = { ...res.locals.frame, person, csrfToken };
    }
    next();
  });
  app.use(refuseCrossSite(config));

  app.get('/', permit('read public pages'), (req, res) =>
    showPage(req, res, 'layout/start', { title: 'Start' }),
  );
  app.use(questionnaireRoutes());
  app.use(organisationRoutes(database));
  app.use(signInRoutes(cast, sessions));
  app.use(assessmentRoutes(database, clock));
  app.use(benchmarkRoutes(database));
  app.use(reportRoutes());

  app.use(() => {
    throw notFound();
  });
  app.use(problemPage(log));
  return app;
}
