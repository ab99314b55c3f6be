import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { answersOf } from '../assessment/answer-store.ts';
import type { DisclosedSurvey } from '../disclosure/survey.ts';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import { readsAs, recordView } from '../people/record-reading.ts';
import { type Clock, showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { goTo, showPage } from '../shared/page.ts';
import { notFound, Problem } from '../shared/problems.ts';
import { isRunning, pathOf } from '../survey/survey.ts';
import { resultsAsked } from './access.ts';
import { dimensionChart } from './chart.ts';
import { closureRoutes } from './closure-routes.ts';
import { listComments } from './comment-store.ts';
import { ownAnswers } from './own-answers.ts';
import { ownershipTable } from './ownership-table.ts';
import { canBeShown, type Results } from './results.ts';
import { resultsSections } from './sections.ts';
import { shareResults } from './share.ts';

/** Closing a survey, what it says to those who may see it, and sharing that. */
export function resultsRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();

  router.get('/surveys/:assessment/results', permit('see survey results'), async (req, res) => {
    const results = await resultsAsked(database, req);
    const { released } = results;
    if (!released) return showWaiting(req, res, results, clock());
    if (!canBeShown(released)) return showPage(req, res, 'results/withheld', frameOf(results));
    const { survey, standing } = results;
    // Not who reads as somebody who answered: nobody is told who did.
    if (standing.leads || standing.facilitates)
      await recordView(database, clock, {
        chain: survey.assessmentId,
        what: 'survey-results',
        as: readsAs(standing),
        by: personAsking(req).id,
      });
    showPage(req, res, 'results/results', {
      ...frameOf(results),
      ...(await contentOf(database, results, released)),
      done: doneOf(req, sharingDone),
      scripts: ['charts.js'],
    });
  });

  router.post('/surveys/:assessment/sharing', permit('lead a survey'), async (req, res) => {
    const results = await resultsAsked(database, req);
    if (!results.standing.leads) throw notFound();
    const { data } = sharing.safeParse(req.body);
    if (!data) throw new Problem('invalid', 'Go back and choose whether to share the results.');
    const on = data.share === 'yes';
    await shareResults(database, clock, results, { on, by: personAsking(req).id });
    mailing.soon();
    goTo(res, `${pathOf(results.survey)}/results?done=${on ? 'shared' : 'stopped'}`);
  });

  router.use(closureRoutes(database, clock, mailing));

  return router;
}

const sharing = z.strictObject({ _csrf: z.string().optional(), share: z.enum(['yes', 'no']) });

const sharingDone = {
  shared: 'The results are shared with those who answered.',
  stopped: 'The results are no longer shared with those who answered.',
};

function frameOf({ survey, standing }: Results) {
  return {
    title: 'Survey results',
    survey,
    standing,
    base: pathOf(survey),
    closed: survey.closedAt && showDate(survey.closedAt),
    shared: survey.sharedAt && showDate(survey.sharedAt),
  };
}

async function contentOf(
  database: Database,
  { survey, standing }: Results,
  released: DisclosedSurvey,
) {
  const { questionnaire, assessmentId } = survey;
  const { leads, facilitates, place } = standing;
  // A draft is no part of the results that it would stand beside.
  const own = place?.submittedAt
    ? ownAnswers(questionnaire, await answersOf(database, place))
    : null;
  // Comments are for a facilitator who does not lead as well: their writers were told so.
  const comments = facilitates && !leads ? await listComments(database, assessmentId) : [];
  return {
    people: released.people.shown ? released.people.value : null,
    chart: dimensionChart(released, questionnaire, own),
    sections: resultsSections(released, questionnaire, { own, comments }),
    ownership: ownershipTable(released, questionnaire, own),
    answered: own !== null,
  };
}

function showWaiting(req: Request, res: Response, results: Results, now: Date): void {
  showPage(req, res, 'results/waiting', {
    ...frameOf(results),
    running: isRunning(results.survey, now),
    closes: showDate(results.survey.closesAt),
  });
}
