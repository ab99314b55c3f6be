import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { recordView } from '../../people/record-reading.ts';
import { findDimension, findQuestion } from '../../questionnaire/lookup.ts';
import type { Question } from '../../questionnaire/questionnaire.ts';
import { agreedQuestion } from '../../scoring/agreed-question.ts';
import { method } from '../../scoring/method.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { found } from '../../shared/problems.ts';
import { AgreementConflict } from '../agreement.ts';
import { besideQuestion } from '../beside.ts';
import { explain, progressWords } from '../explain.ts';
import { ladderOf } from '../ladder.ts';
import { loadPosition } from '../position.ts';
import { levelWords } from '../question-rows.ts';
import { recordAgreements, refuseUnless } from '../record-agreement.ts';
import { showConflict } from '../show-conflict.ts';
import { positionPath, readingOf, type Standing, standingAsked } from '../standing.ts';
import { changeable } from './changeable.ts';
import { type DeskForm, readDesk } from './desk.ts';

/** Agreeing a question outside a workshop. */
export function deskRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const agreeing = permit('agree the position');
  const path = '/positions/:assessment/questions/:question';

  router.get(path, agreeing, async (req, res) => {
    const { standing, question } = await asked(req);
    const { survey } = standing;
    if ((await changeable(database, survey)) !== 'open')
      return goTo(res, `${positionPath(survey)}/questions/${question.code}/history`);
    await recordView(database, clock, readingOf(req, standing));
    await show(req, res, standing, question);
  });

  router.post(path, agreeing, async (req, res) => {
    const { standing, question } = await asked(req);
    const { survey } = standing;
    refuseUnless(await changeable(database, survey));
    const on = dateOf(clock());
    const form = readDesk(question, req.body, on);
    if (form.errors.length > 0 || form.workOut) return show(req, res, standing, question, form);
    const base = positionPath(survey);
    const mine = [form.agreement];
    try {
      await recordAgreements(database, clock, survey.assessmentId, mine, personAsking(req).id);
      goTo(res, `${base}?done=agreed`);
    } catch (error) {
      if (!(error instanceof AgreementConflict)) throw error;
      const action = `${base}/questions/${question.code}`;
      const late = { survey, mine, action, otherwise: base, basedOn: () => 'basedOn', on };
      showConflict(req, res, late, error);
    }
  });

  async function asked(req: Request): Promise<{ standing: Standing; question: Question }> {
    const standing = await standingAsked(database, req, 'leads');
    const { questionnaire } = standing.survey;
    const question = found(findQuestion(questionnaire, String(req.params.question)));
    return { standing, question };
  }

  async function show(
    req: Request,
    res: Response,
    { survey }: Standing,
    question: Question,
    form?: DeskForm,
  ): Promise<void> {
    const now = clock();
    const { questionnaire } = survey;
    const position = await loadPosition(database, survey, now);
    const agreement = position.agreements.questions.get(question.code) ?? null;
    const errors = form?.errors ?? [];
    const workedOut =
      form && errors.length === 0
        ? agreedQuestion(question, form.content.statements, dateOf(now))
        : null;
    showPage(
      req,
      res,
      'position/question',
      {
        title: `Agree: ${question.title}`,
        survey,
        base: positionPath(survey),
        question,
        dimension: findDimension(questionnaire, question.dimension),
        evidenceFrom: method.evidence.neededFromLevel,
        agreement,
        beside: besideQuestion(position, question.code),
        ladder: ladderOf(question, questionnaire, agreement, form),
        reason: form?.typedReason ?? (agreement?.method === 'desk' ? (agreement.reason ?? '') : ''),
        workedOut: workedOut && {
          level: levelWords(workedOut, questionnaire),
          sentence: explain(question, workedOut),
          progress: progressWords(workedOut),
        },
        errors,
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}
