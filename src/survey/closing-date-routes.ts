import { type Request, type Response, Router } from 'express';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { showMoment } from '../shared/moment.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { ledSurveyAsked } from './access.ts';
import { changeClosingDate } from './change-closing-date.ts';
import {
  type ClosingDays,
  closingDays,
  daysInWords,
  type ReadClosingDate,
  readClosingDate,
  typedClosingDate,
} from './closing-date.ts';
import { pathOf, refuseWhenClosed, type Survey } from './survey.ts';

/** Changing the day on which a survey closes by itself, while it runs. */
export function closingDateRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();
  const leading = permit('lead a survey');
  const path = '/surveys/:assessment/closing-date';

  router.get(path, leading, async (req, res) => {
    const { survey, days } = await changing(req);
    show(req, res, survey, days);
  });

  router.post(path, leading, async (req, res) => {
    const { survey, days } = await changing(req);
    const read = readClosingDate(req.body, days);
    if (!read.closesAt) return show(req, res, survey, days, read);
    await changeClosingDate(database, clock, survey, read.closesAt, personAsking(req).id);
    mailing.soon();
    goTo(res, `${pathOf(survey)}?done=closing-date`);
  });

  /** @throws Problem where the survey is over, or closes today with its cycle. */
  async function changing(req: Request): Promise<{ survey: Survey; days: ClosingDays }> {
    const survey = await ledSurveyAsked(database, req);
    const now = clock();
    refuseWhenClosed(survey, now);
    const days = closingDays(survey.cycle.closesAt, now);
    if (!days)
      throw new Problem(
        'too-late',
        'This is the last day of the cycle, so the closing date can no longer be changed.',
      );
    return { survey, days };
  }

  return router;
}

function show(
  req: Request,
  res: Response,
  survey: Survey,
  days: ClosingDays,
  refused?: ReadClosingDate,
): void {
  showPage(
    req,
    res,
    'survey/closing-date',
    {
      title: 'Change the closing date',
      errors: refused?.error ? [refused.error] : [],
      survey,
      base: pathOf(survey),
      closes: showMoment(survey.closesAt),
      days: daysInWords(days),
      typed: refused?.typed ?? typedClosingDate(survey.closesAt),
    },
    refused ? 422 : 200,
  );
}
