import { Router } from 'express';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import { type Clock, showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { onlyFields } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { ledSurveyAsked } from './access.ts';
import { closingDateRoutes } from './closing-date-routes.ts';
import { dashboardOf } from './dashboard.ts';
import { facilitatorsOf } from './facilitator.ts';
import { facilitatorRoutes } from './facilitator-routes.ts';
import { historyRoutes } from './history-routes.ts';
import { openRoutes } from './open-routes.ts';
import { remind } from './remind.ts';
import { rolesRoutes } from './roles-routes.ts';
import { pathOf } from './survey.ts';

const doneWords = {
  opened: 'The survey is open. Next, invite the leaders who are to answer it',
  'closing-date': 'The closing date is changed',
  reminded: 'Everybody who has not finished gets a reminder, one a day at most',
} as const;

/** Running a survey while it is open. */
export function leadRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailing: Pick<Mailing, 'soon'>;
}): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const leading = permit('lead a survey');

  router.get('/surveys/:assessment', leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    if (survey.withoutSurvey)
      return showPage(req, res, 'survey/without', {
        title: 'Run the assessment',
        survey,
        base: pathOf(survey),
        opened: showDate(survey.openedAt),
        facilitators: await facilitatorsOf(database, survey, clock()),
      });
    showPage(req, res, 'survey/survey', {
      title: 'Run the survey',
      done: doneOf(req, doneWords),
      ...(await dashboardOf(database, survey, clock())),
    });
  });

  router.post('/surveys/:assessment/reminders', leading, onlyFields(), async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    await remind(database, clock, survey, personAsking(req).id);
    mailing.soon();
    goTo(res, `${pathOf(survey)}?done=reminded`);
  });

  router.use(openRoutes(database, clock));
  router.use(closingDateRoutes(database, clock, mailing));
  router.use(facilitatorRoutes(database, clock, mailing));
  router.use(rolesRoutes(database));
  router.use(historyRoutes(database));
  return router;
}
