import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { findDimension, findQuestion } from '../questionnaire/lookup.ts';
import { type Clock, showTime } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { fieldText } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { placeAsked } from './access.ts';
import {
  type AnswerPage,
  codesOf,
  dimensionPage,
  nextPart,
  ownershipPage,
  questionPage,
} from './answer-page.ts';
import { answersOf } from './answer-store.ts';
import { refuseWhenEnded } from './ended.ts';
import { keptForms } from './keep-form.ts';
import { type Place, pathOf, stageOf } from './place.ts';
import { AnswerConflict, saveAnswers } from './save-answers.ts';
import { keepTyped } from './session-ended.ts';
import { showAnswerPage, showConflict } from './show-answer-page.ts';
import { answerSections } from './summary.ts';

/** The pages on which a respondent answers, each a form that is saved as a whole. */
export function answeringRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const answering = permit('answer the questionnaire');

  const pages = {
    '/assessments/:assessment/questions/:question': (place: Place, req: Request) =>
      questionPage(
        place,
        found(findQuestion(place.questionnaire, String(req.params.question))),
        'change' in req.query,
      ),
    '/assessments/:assessment/dimensions/:dimension': (place: Place, req: Request) =>
      dimensionPage(place, found(findDimension(place.questionnaire, String(req.params.dimension)))),
    '/assessments/:assessment/ownership': (place: Place) => ownershipPage(place),
  };
  for (const [address, pageOf] of Object.entries(pages)) {
    router.get(address, answering, async (req, res) => {
      const place = await placeAsked(database, req);
      const page = pageOf(place, req);
      if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
      const kept = await keptForms(database, clock, place);
      const wanted = 'saved' in req.query ? undefined : page.address;
      const typed = kept.find(({ address }) => address === wanted)?.typed;
      const answers = await answersOf(database, place, page.items);
      showAnswerPage(req, res, place, page, answers, typed && { typed, errors: [] });
    });
    const save = async (req: Request, res: Response) => {
      const place = await placeAsked(database, req);
      await saveForm(req, res, place, pageOf(place, req));
    };
    router.post(address, answering, save, keepTyped(database, clock, pageOf));
  }

  router.get(
    '/assessments/:assessment/dimensions/:dimension/answers',
    answering,
    async (req, res) => {
      const place = await placeAsked(database, req);
      const dimension = found(findDimension(place.questionnaire, String(req.params.dimension)));
      if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
      const answers = await answersOf(database, place, codesOf(dimension.questions));
      showPage(req, res, 'assessment/dimension-answers', {
        title: `Check your answers: ${dimension.name}`,
        place,
        base: pathOf(place),
        section: answerSections(place, answers).find(({ code }) => code === dimension.code),
        next: nextPart(place, dimension),
      });
    },
  );

  async function saveForm(
    req: Request,
    res: Response,
    place: Place,
    page: AnswerPage,
  ): Promise<void> {
    refuseWhenEnded(place, clock());
    const afterwards = fieldText(req.body, 'afterwards');
    const form = page.reader.read(req.body, afterwards === 'next' || afterwards === '');
    const byScript = req.accepts(['html', 'json']) === 'json';
    if (form.errors.length > 0) {
      if (byScript) res.status(422).json({ message: form.errors[0]?.message });
      else
        showAnswerPage(req, res, place, page, await answersOf(database, place, page.items), form);
      return;
    }
    try {
      const saved = await saveAnswers(database, clock, place, form, page.address);
      if (byScript)
        res.json({
          message: `Saved at ${showTime(saved.savedAt)}`,
          versions: Object.fromEntries(saved.versions),
        });
      else goTo(res, afterwards === 'later' ? pathOf(place) : page.next);
    } catch (error) {
      if (!(error instanceof AnswerConflict) || byScript) throw error;
      showConflict(req, res, place, page, form, error);
    }
  }

  return router;
}
