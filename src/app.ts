import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { assessmentRoutes } from './assessment/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { besideRoutes } from './benchmark/beside/routes.ts';
import { peerGroupRoutes } from './benchmark/catalogue/routes.ts';
import { boardRoutes } from './benchmark/icb/routes.ts';
import { nationalRoutes } from './benchmark/national/routes.ts';
import { releaseRoutes } from './benchmark/release/release-routes.ts';
import type { Config } from './config.ts';
import { administrationRoutes } from './cycles/administration-routes.ts';
import { releaseDayRoutes } from './cycles/release-day-routes.ts';
import { cycleRoutes } from './cycles/routes.ts';
import { outboxRoutes } from './demonstration/outbox-routes.ts';
import { joinCodeRoutes } from './invitations/join-code-routes.ts';
import { joinRoutes } from './invitations/join-routes.ts';
import { leaderInvitationRoutes } from './invitations/routes.ts';
import { readListUpload, uploadPath } from './invitations/upload.ts';
import type { Mailing } from './mail/mailing.ts';
import type { Outbox } from './mail/outbox.ts';
import type { Operations } from './operations/operations.ts';
import { operationsRoutes } from './operations/routes.ts';
import { shed } from './operations/shed.ts';
import { watch } from './operations/watch.ts';
import { organisationAppointmentRoutes } from './organisations/appointment-routes.ts';
import { organisationRoutes } from './organisations/routes.ts';
import { takeUpsWith } from './people/accept.ts';
import { permit } from './people/access.ts';
import { askToConfirm } from './people/confirmation.ts';
import { refuseCrossSite } from './people/cross-site.ts';
import { invitationRoutes } from './people/invitation-routes.ts';
import { issuerRoutes } from './people/oidc/routes.ts';
import { sessionRoutes } from './people/session-routes.ts';
import { sessions as sessionsOf } from './people/sessions.ts';
import { type CastMember, signInRoutes } from './people/sign-in.ts';
import { signInLinkRoutes } from './people/sign-in-link-routes.ts';
import { myDataRoutes } from './personal/my-data-routes.ts';
import { planRoutes } from './plan/routes.ts';
import { positionRoutes } from './position/routes.ts';
import { signOffRoutes } from './position/sign-off/sign-off-routes.ts';
import { questionnaireRoutes } from './questionnaire/routes.ts';
import { aboutRoutes } from './report/about-routes.ts';
import { reportRoutes } from './report/routes.ts';
import { resultsRoutes } from './results/routes.ts';
import { serveAsset } from './shared/assets.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './shared/database.ts';
import { showPage } from './shared/page.ts';
import { problemPage } from './shared/problem-page.ts';
import { notFound } from './shared/problems.ts';
import { identifyRequest } from './shared/request-context.ts';
import { securityHeaders } from './shared/security-headers.ts';
import { homeRoutes } from './survey/home-routes.ts';
import { leadRoutes } from './survey/lead-routes.ts';
import { takePlace } from './survey/take-place.ts';
import { prepareRoutes } from './workshop/agenda/prepare-routes.ts';
import type { Live } from './workshop/live.ts';
import { workshopActionRoutes } from './workshop/presenter/action-routes.ts';
import { presenterRoutes } from './workshop/presenter/presenter-routes.ts';
import { workshopReportRoutes } from './workshop/report/report-routes.ts';
import { deviceRoutes } from './workshop/room/device-routes.ts';
import { roundRoutes } from './workshop/room/round-routes.ts';
import { voteRoutes } from './workshop/room/vote-routes.ts';

/** What the service is made of; tests replace the cast, the clock, the mail and the database. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Fictional people whom anybody may sign in as; only in a demonstration. */
  readonly cast: readonly CastMember[];
  readonly mailing: Mailing;
  /** Where mails can be read instead of being sent; null outside a demonstration. */
  readonly outbox: Outbox | null;
  /** Tells the open pages of workshops that something changed. */
  readonly live: Live;
  /** What an operator sees of the process; most tests have nobody who looks. */
  readonly operations?: Operations;
}

/** The life of a request, from top to bottom. */
export function createApp(parts: Parts): Express {
  const { config, database, clock, log, cast, outbox, operations } = parts;
  if ((cast.length > 0 || outbox) && !config.demonstration)
    throw new Error('A cast to sign in as and an outbox to read exist only in a demonstration');

  const app = express();
  app.disable('x-powered-by');
  // Signed-in pages are never cached, so hashing each of them would be for nothing.
  app.disable('etag');
  app.set('query parser', 'simple');
  if (config.trustProxy > 0) app.set('trust proxy', config.trustProxy);

  app.use(identifyRequest);
  if (operations)
    app.use(watch(log, operations.answers, (answered) => operations.metrics?.answered(answered)));
  app.use((_req, res, next) => {
    res.locals.frame = { person: null, csrfToken: '', demonstration: config.demonstration };
    next();
  });
  app.use(securityHeaders(config.baseUrl.startsWith('https:')));
  app.get('/health/live', permit('read public pages'), (_req, res) => {
    res.type('text/plain').send('live');
  });
  if (operations) app.use(operationsRoutes(operations, config.metrics));
  app.get('/assets/:fingerprint/:name', permit('read public pages'), serveAsset);

  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 200 }));
  if (operations) app.use(shed(operations.load, (kind) => operations.metrics?.refused(kind)));
  const sessions = sessionsOf(parts);
  app.use(sessions.findWhoAsks);
  app.use((req, res, next) => {
    if (req.session) {
      const { person, csrfToken } = req.session;
      res.locals.frame = { ...res.locals.frame, person, csrfToken };
    }
    next();
  });
  app.use(uploadPath, readListUpload);
  app.use(refuseCrossSite(config));

  app.get('/', permit('read public pages'), (req, res) =>
    showPage(req, res, 'layout/start', { title: 'Start' }),
  );
  // First, because it is asked most: Express tries one route after the other.
  app.use(assessmentRoutes(database, clock));
  app.use(questionnaireRoutes());
  app.use(organisationRoutes(database));
  app.use(organisationAppointmentRoutes(parts));
  app.use(administrationRoutes(parts));
  app.use(auditRoutes(database, clock));
  app.use(cycleRoutes(database, clock));
  app.use(releaseDayRoutes(database, clock));
  app.use(releaseRoutes(database, clock));
  const offer = { cast, issuers: config.issuers };
  const takeUps = takeUpsWith(takePlace);
  app.use(signInRoutes(offer, sessions));
  app.use(signInLinkRoutes(parts, offer, sessions));
  app.use(issuerRoutes(parts, sessions, takeUps));
  app.use(sessionRoutes(parts, offer, sessions));
  app.use(invitationRoutes(parts, sessions, takeUps));
  app.use(homeRoutes(database, clock));
  app.use(leadRoutes(parts));
  app.use(leaderInvitationRoutes(database, clock, parts.mailing));
  app.use(joinCodeRoutes(database, clock, config.baseUrl));
  app.use(joinRoutes(parts));
  app.use(resultsRoutes(database, clock, parts.mailing));
  app.use(boardRoutes(database, clock));
  app.use(reportRoutes());
  app.use(aboutRoutes(parts));
  app.use(besideRoutes(database, clock));
  app.use(peerGroupRoutes());
  app.use(nationalRoutes(database));
  app.use(positionRoutes(database, clock));
  app.use(planRoutes(database, clock));
  app.use(workshopActionRoutes(database, clock, parts.live));
  app.use(workshopReportRoutes(database, clock));
  app.use(presenterRoutes(parts));
  app.use(prepareRoutes(parts));
  app.use(voteRoutes(parts));
  app.use(roundRoutes(parts));
  app.use(deviceRoutes(parts));
  app.use(signOffRoutes(parts));
  app.use(myDataRoutes(parts, sessions));
  if (outbox) app.use(outboxRoutes(outbox, config.baseUrl));

  app.use(() => {
    throw notFound();
  });
  app.use(askToConfirm(offer));
  app.use(problemPage(log));
  return app;
}
