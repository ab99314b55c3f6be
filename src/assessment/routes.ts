import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../people/access.ts';
import { findRole } from '../questionnaire/lookup.ts';
import { minutesFor } from '../questionnaire/reading-time.ts';
import { type Clock, showDate, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { fieldText } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { placeAsked } from './access.ts';
import { answersOf } from './answer-store.ts';
import { answeringRoutes } from './answering-routes.ts';
import { type Place, pathOf, stageOf } from './place.ts';
import { profileRoutes } from './profile-routes.ts';
import { progressOf } from './progress.ts';
import { ended, refuseWhenEnded } from './save-answers.ts';
import { type Change, listPlaces, touchRespondent } from './store.ts';
import { submit } from './submit.ts';
import { answerSections, missingErrors } from './summary.ts';

/** The way of a respondent through an assessment, all but the answers themselves. */
export function assessmentRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const answering = permit('answer the questionnaire');
  const placeOf = (req: Request) => placeAsked(database, req);

  router.get('/assessments', answering, async (req, res) => {
    const places = await listPlaces(database, personAsking(req));
    showPage(req, res, 'assessment/home', {
      title: 'Your assessments',
      places: places.map((place) => ({
        ...place,
        stage: stageOf(place, clock()),
        closes: showDate(place.cycle.closesAt),
      })),
    });
  });

  router.get('/assessments/:assessment', answering, async (req, res) => {
    const place = await placeOf(req);
    if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
    const answers = await answersOf(database, place);
    showPage(req, res, 'assessment/tasks', {
      title: 'Your assessment',
      place,
      base: pathOf(place),
      progress: progressOf(place.questionnaire, answers),
      closes: showDate(place.cycle.closesAt),
    });
  });

  router.get('/assessments/:assessment/notice', answering, async (req, res) => {
    const place = await placeOf(req);
    showPage(req, res, 'assessment/notice', {
      title: 'Who sees what',
      place,
      base: pathOf(place),
      minutes: Math.round(minutesFor(place.questionnaire)),
    });
  });

  router.post('/assessments/:assessment/notice', answering, async (req, res) => {
    const place = await placeOf(req);
    refuseWhenEnded(place, clock());
    if (!place.noticeReadAt) await mark(place, { notice_read_at: timestamp(clock) });
    goTo(res, place.role ? pathOf(place) : `${pathOf(place)}/role`);
  });

  router.get('/assessments/:assessment/role', answering, async (req, res) => {
    const place = await placeOf(req);
    if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
    showRole(req, res, place, place.role);
  });

  router.post('/assessments/:assessment/role', answering, async (req, res) => {
    const place = await placeOf(req);
    refuseWhenEnded(place, clock());
    const role = findRole(place.questionnaire, fieldText(req.body, 'role'));
    if (!role) return showRole(req, res, place, null);
    await mark(place, { role: role.code });
    goTo(res, pathOf(place));
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
      closes: showDate(place.cycle.closesAt),
    });
  });

  async function mark(place: Place, change: Change): Promise<void> {
    if (!(await touchRespondent(database, place, change))) throw ended('submitted');
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
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  router.use(answeringRoutes(database, clock));
  router.use(profileRoutes(database));
  return router;
}

function showRole(req: Request, res: Response, place: Place, chosen: string | null): void {
  const refused = req.method === 'POST';
  const first = place.questionnaire.roles[0]?.code;
  showPage(
    req,
    res,
    'assessment/role',
    {
      title: 'Your role',
      place,
      base: pathOf(place),
      chosen,
      errors: refused ? [{ message: 'Choose the role you answer in', href: `#role-${first}` }] : [],
    },
    refused ? 422 : 200,
  );
}
