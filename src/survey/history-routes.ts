import { Router } from 'express';
import { permit } from '../people/access.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { pageNumber } from '../shared/paging.ts';
import { found, notFound } from '../shared/problems.ts';
import { ledSurveyAsked } from './access.ts';
import { historyLine, linesOnPage } from './history.ts';
import { listHistory } from './history-store.ts';
import { pathOf } from './survey.ts';

/** What was done about a survey: the lead's view of its audit. */
export function historyRoutes(database: Database): Router {
  const router = Router();

  router.get('/surveys/:assessment/history', permit('lead a survey'), async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const page = found(pageNumber.safeParse(req.query.page).data);
    const happened = await listHistory(database, survey, page);
    if (page > 1 && happened.length === 0) throw notFound();
    showPage(req, res, 'survey/history', {
      title: 'History',
      survey,
      base: pathOf(survey),
      lines: happened.slice(0, linesOnPage).map(historyLine),
      newer: page > 1 ? page - 1 : null,
      older: happened.length > linesOnPage ? page + 1 : null,
    });
  });

  return router;
}
