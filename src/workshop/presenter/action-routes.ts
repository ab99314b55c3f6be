import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { type ActionFields, fieldsAbout } from '../../plan/action-fields.ts';
import { readAction } from '../../plan/action-form.ts';
import { addAction } from '../../plan/add-action.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { Problem } from '../../shared/problems.ts';
import { type Running, workshopAsked } from '../access.ts';
import type { Live } from '../live.ts';
import { changeRoom } from '../store.ts';
import { workshopPath } from '../workshop.ts';

/** Adding an action to the plan while a workshop runs. */
export function workshopActionRoutes(
  database: Database,
  clock: Clock,
  live: Pick<Live, 'changed'>,
): Router {
  const router = Router();

  router.post('/workshops/:workshop/actions', permit('run a workshop'), async (req, res) => {
    const running = await workshopAsked(database, req);
    const { workshop, standing } = running;
    const { questionnaire } = standing.survey;
    const { content, id, typed, errors } = readAction(req.body, questionnaire, dateOf(clock()));
    if (!content) {
      const question = findQuestion(questionnaire, typed.item) ?? null;
      const fields = fieldsAbout(question, { id, typed, errors });
      return show(req, res, running, fields, question);
    }
    await transact(database, async (transaction) => {
      if (!(await changeRoom(transaction, workshop.id, {}))) throw notOpen();
      const action = { ...content, id, workshopId: workshop.id };
      await addAction(transaction, clock, workshop.assessmentId, action, personAsking(req).id);
    });
    live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/presenter`);
  });

  return router;
}

function notOpen(): Problem {
  return new Problem(
    'conflict',
    'This workshop is not open, so no action was added. The assessment lead can add one to the plan.',
  );
}

function show(
  req: Request,
  res: Response,
  { workshop, standing }: Running,
  fields: ActionFields,
  question: Question | null,
): void {
  showPage(
    req,
    res,
    'workshop/action',
    {
      title: 'Add an action',
      errors: fields.errors,
      survey: standing.survey,
      base: workshopPath(workshop),
      fields,
      about: question ? `${question.code} ${question.title}` : null,
    },
    422,
  );
}
