import { Router } from 'express';
import { permit } from '../people/access.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { ledSurveyAsked } from './access.ts';
import { historyLine } from './history.ts';
import { listHistory } from './history-store.ts';
import { pathOf } from './survey.ts';

/** What was done about a survey: the lead's view of its audit. */
export function historyRoutes(database: Database): Router {
  const router = Router();

  router.get('/surveys/:assessment/history', permit('lead a survey'), async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    showPage(req, res, 'survey/history', {
      title: 'History',
      survey,
      base: pathOf(survey),
      lines: (await listHistory(database, survey)).map(historyLine),
    });
  });

  return router;
}
