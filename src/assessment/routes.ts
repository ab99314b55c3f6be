import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { findRole } from '../questionnaire/lookup.ts';
import { minutesFor } from '../questionnaire/reading-time.ts';
import { type Clock, showDate, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { onlyFields } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { placeAsked } from './access.ts';
import { answersOf } from './answer-store.ts';
import { answeringRoutes } from './answering-routes.ts';
import { refuseWhenEnded } from './ended.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { keptForms } from './keep-form.ts';
import { shownKept } from './kept-form.ts';
import { markProgress } from './mark-progress.ts';
import { hasClosed, type Place, pathOf, stageOf } from './place.ts';
import { profileRoutes } from './profile-routes.ts';
import { progressOf } from './progress.ts';
import { roleRoutes } from './role-routes.ts';
import { submit } from './submit.ts';
import { answerSections, missingErrors } from './summary.ts';

/** The way of a respondent through an assessment, all but the answers themselves. */
export function assessmentRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const answering = permit('answer the questionnaire');
  const placeOf = (req: Request) => placeAsked(database, req);

  router.get('/assessments/:assessment', answering, async (req, res) => {
    const place = await placeOf(req);
    if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
    const answers = await answersOf(database, place);
    showPage(req, res, 'assessment/tasks', {
      title: 'Your assessment',
      place,
      base: pathOf(place),
      progress: progressOf(place.questionnaire, answers),
      closes: showDate(place.closesAt),
      kept: await keptIn(place),
    });
  });

  router.get('/assessments/:assessment/notice', answering, async (req, res) => {
    const place = await placeOf(req);
    showPage(req, res, 'assessment/notice', {
      title: 'Who sees what',
      place,
      base: pathOf(place),
      minutes: Math.round(minutesFor(place.questionnaire)),
      closes: showDate(place.closesAt),
    });
  });

  router.post('/assessments/:assessment/notice', answering, onlyFields(), async (req, res) => {
    const place = await placeOf(req);
    refuseWhenEnded(place, clock());
    const read = { notice_read_at: timestamp(clock) };
    if (!place.noticeReadAt) await markProgress(database, place, read);
    goTo(res, place.role ? pathOf(place) : `${pathOf(place)}/role`);
  });

  router.get('/assessments/:assessment/answers', answering, async (req, res) => {
    await showAnswers(req, res, await placeOf(req));
  });

  router.post('/assessments/:assessment/submission', answering, async (req, res) => {
    const place = await placeOf(req);
    const missing = await submit(database, clock, place);
    if (missing) return showAnswers(req, res, place, missingErrors(place, missing));
    goTo(res, `${pathOf(place)}/submission`);
  });

  router.get('/assessments/:assessment/submission', answering, async (req, res) => {
    const place = await placeOf(req);
    if (!place.submittedAt) return goTo(res, pathOf(place));
    showPage(req, res, 'assessment/submitted', {
      title: 'Answers submitted',
      place,
      base: pathOf(place),
      closed: hasClosed(place, clock()),
      closes: showDate(place.closedAt ?? place.closesAt),
    });
  });

  async function keptIn(place: Place) {
    return shownKept(place.questionnaire, await keptForms(database, clock, place));
  }

  async function showAnswers(
    req: Request,
    res: Response,
    place: Place,
    errors: ReturnType<typeof missingErrors> = [],
  ): Promise<void> {
    const answers = await answersOf(database, place);
    const stage = stageOf(place, clock());
    showPage(
      req,
      res,
      'assessment/answers',
      {
        title: stage === 'open' ? 'Check your answers' : 'Your answers',
        place,
        base: pathOf(place),
        stage,
        errors,
        submitted: place.submittedAt && showDate(place.submittedAt),
        role: place.role && findRole(place.questionnaire, place.role)?.name,
        sections: answerSections(place, answers),
        kept: await keptIn(place),
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  router.use(roleRoutes(database, clock));
  router.use(answeringRoutes(database, clock));
  router.use(profileRoutes(database));
  router.use(erasureRoutes(database, clock));
  return router;
}
