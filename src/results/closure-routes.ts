import { type Request, Router } from 'express';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { onlyFields } from '../shared/forms.ts';
import { showMoment } from '../shared/moment.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { ledSurveyAsked } from '../survey/access.ts';
import { countInWords, participationOf } from '../survey/participation.ts';
import { listInvited } from '../survey/participation-store.ts';
import { isRunning, lastInstant, pathOf, type Survey } from '../survey/survey.ts';
import { closeSurvey } from './close.ts';

/** Closing a survey before it closes by itself. */
export function closureRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();
  const leading = permit('lead a survey');

  router.get('/surveys/:assessment/closure', leading, async (req, res) => {
    const survey = await closing(req);
    const people = await listInvited(database, survey.assessmentId);
    const { invited, submitted } = participationOf(people, []);
    showPage(req, res, 'results/closure', {
      title: 'Close the survey',
      survey,
      base: pathOf(survey),
      closes: showMoment(survey.closesAt),
      submitted: submitted === 'few' ? null : countInWords(submitted, invited),
    });
  });

  router.post('/surveys/:assessment/closure', leading, onlyFields(), async (req, res) => {
    const survey = await closing(req);
    await closeSurvey(database, clock, survey.assessmentId, personAsking(req).id);
    mailing.soon();
    goTo(res, `${pathOf(survey)}/results`);
  });

  /** @throws Problem "conflict" when the survey is closed, or closes by itself at any moment. */
  async function closing(req: Request): Promise<Survey> {
    const survey = await ledSurveyAsked(database, req);
    if (survey.closedAt)
      throw new Problem(
        'conflict',
        `This survey closed on ${showMoment(lastInstant(survey))}, and its results are made.`,
      );
    if (!isRunning(survey, clock()))
      throw new Problem(
        'conflict',
        `This survey ended on ${showMoment(survey.closesAt)}. Its results are being made, which takes about a minute.`,
      );
    return survey;
  }

  return router;
}
