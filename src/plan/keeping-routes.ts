import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../people/access.ts';
import { standingAsked } from '../position/standing.ts';
import { type Clock, dateOf } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { showMoment } from '../shared/moment.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import type { Survey } from '../survey/survey.ts';
import { type Action, ActionConflict, actionStatuses, isOver } from './action.ts';
import { type ActionFields, fieldsToChoose } from './action-fields.ts';
import { type ReadAction, readAction, typedAction } from './action-form.ts';
import { addAction } from './add-action.ts';
import { changeAction } from './change-action.ts';
import { planPath, planRow } from './plan.ts';
import { findAction } from './store.ts';

/** Adding actions to the plan, and changing them: by who leads the assessment. */
export function keepingRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const keeping = permit('keep the plan');
  const actions = '/plans/:assessment/actions';

  router.get(`${actions}/new`, keeping, async (req, res) => {
    const survey = await surveyAsked(req);
    show(req, res, survey, fieldsToChoose(survey.questionnaire), null);
  });

  router.post(actions, keeping, async (req, res) => {
    const survey = await surveyAsked(req);
    const { questionnaire } = survey;
    const { content, id, typed, errors } = readAction(req.body, questionnaire, dateOf(clock()));
    if (!content)
      return show(req, res, survey, fieldsToChoose(questionnaire, { id, typed, errors }), null);
    const action = { ...content, id, workshopId: null };
    await addAction(database, clock, survey.assessmentId, action, personAsking(req).id);
    goTo(res, `${planPath(survey)}?done=added`);
  });

  router.get(`${actions}/:action`, keeping, async (req, res) => {
    const { survey, action } = await actionAsked(req);
    const sent = { id: null, typed: typedAction(action), errors: [] };
    show(req, res, survey, fieldsToChoose(action.questionnaire, sent), action);
  });

  router.post(`${actions}/:action`, keeping, async (req, res) => {
    const { survey, action } = await actionAsked(req);
    const read = readAction(req.body, action.questionnaire, null);
    const { content, status, basedOn, typed } = read;
    if (!content || !status) {
      const missing = { message: 'Choose how far it is', href: '#action-status' };
      const errors = [...read.errors, ...(status ? [] : [missing])];
      const fields = fieldsToChoose(action.questionnaire, { id: null, typed, errors });
      return show(req, res, survey, fields, { ...action, version: basedOn });
    }
    try {
      const change = { ...content, status, basedOn };
      await changeAction(database, clock, survey, action.id, change, personAsking(req).id);
    } catch (error) {
      if (!(error instanceof ActionConflict)) throw error;
      return showConflict(req, res, survey, error.stored, read);
    }
    const gone = action.assessmentId !== survey.assessmentId && isOver({ status });
    goTo(res, `${planPath(survey)}?done=${gone ? 'over' : 'changed'}`);
  });

  async function surveyAsked(req: Request): Promise<Survey> {
    return (await standingAsked(database, req, 'leads')).survey;
  }

  async function actionAsked(req: Request): Promise<{ survey: Survey; action: Action }> {
    const survey = await surveyAsked(req);
    const { data } = id.safeParse(req.params.action);
    return { survey, action: found(data && (await findAction(database, survey, data))) };
  }

  function showConflict(
    req: Request,
    res: Response,
    survey: Survey,
    stored: Action,
    { content, status, typed }: ReadAction,
  ): void {
    const today = dateOf(clock());
    const mine = { ...stored, ...content, ...(status ? { status } : {}) };
    showPage(
      req,
      res,
      'plan/conflict',
      {
        title: 'Somebody else changed this action',
        survey,
        base: planPath(survey),
        mine: planRow(mine, today),
        stored: planRow(stored, today),
        when: showMoment(stored.changedAt),
        version: stored.version,
        typed,
      },
      409,
    );
  }

  return router;
}

/** @param action the one that is changed, with the version it is based on; null for a new one. */
function show(
  req: Request,
  res: Response,
  survey: Survey,
  fields: ActionFields,
  action: Action | null,
): void {
  showPage(
    req,
    res,
    'plan/action',
    {
      title: action ? 'Change an action' : 'Add an action',
      errors: fields.errors,
      survey,
      base: planPath(survey),
      fields,
      action,
      statuses: Object.entries(actionStatuses),
    },
    fields.errors.length > 0 ? 422 : 200,
  );
}
