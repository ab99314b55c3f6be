import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { findDimension, findQuestion } from '../questionnaire/lookup.ts';
import { type Clock, showTime } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { fieldText } from '../shared/forms.ts';
import { newSaveId } from '../shared/ids.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { placeAsked } from './access.ts';
import type { AnswerForm } from './answer-form.ts';
import {
  type AnswerPage,
  codesOf,
  dimensionPage,
  nextPart,
  ownershipPage,
  questionPage,
} from './answer-page.ts';
import { answersOf } from './answer-store.ts';
import type { AnswersByItem } from './answers.ts';
import { conflictRows } from './conflict.ts';
import { formFields } from './form-fields.ts';
import { type Place, pathOf, stageOf } from './place.ts';
import { AnswerConflict, refuseWhenEnded, saveAnswers } from './save-answers.ts';
import { answerSections, savedAtWords } from './summary.ts';

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
      show(req, res, place, page, await answersOf(database, place, page.items));
    });
    router.post(address, answering, async (req, res) => {
      const place = await placeAsked(database, req);
      await save(req, res, place, pageOf(place, req));
    });
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

  async function save(req: Request, res: Response, place: Place, page: AnswerPage): Promise<void> {
    refuseWhenEnded(place, clock());
    const afterwards = fieldText(req.body, 'afterwards');
    const form = page.reader.read(req.body, afterwards === 'next' || afterwards === '');
    const byScript = req.accepts(['html', 'json']) === 'json';
    if (form.errors.length > 0) {
      if (byScript) res.status(422).json({ message: form.errors[0]?.message });
      else show(req, res, place, page, await answersOf(database, place, page.items), form);
      return;
    }
    try {
      const saved = await saveAnswers(database, clock, place, form.saveId, form.saves);
      if (byScript)
        res.json({
          message: `Saved at ${showTime(saved.savedAt)}`,
          versions: Object.fromEntries(saved.versions),
        });
      else goTo(res, afterwards === 'later' ? pathOf(place) : page.next);
    } catch (error) {
      if (!(error instanceof AnswerConflict) || byScript) throw error;
      showConflict(req, res, place, form, error);
    }
  }

  return router;
}

function show(
  req: Request,
  res: Response,
  place: Place,
  page: AnswerPage,
  answers: AnswersByItem,
  refused?: AnswerForm,
): void {
  const errors = refused?.errors ?? [];
  showPage(
    req,
    res,
    page.view,
    {
      ...page.values,
      title: page.title,
      place,
      base: pathOf(place),
      action: req.originalUrl,
      saveId: newSaveId(),
      fields: formFields(page.items, answers, refused),
      saved: savedAtWords(answers.values()),
      errors,
      scripts: ['autosave.js'],
    },
    errors.length > 0 ? 422 : 200,
  );
}

function showConflict(
  req: Request,
  res: Response,
  place: Place,
  form: AnswerForm,
  conflict: AnswerConflict,
): void {
  showPage(
    req,
    res,
    'assessment/conflict',
    {
      title: 'This was changed in another window',
      place,
      action: req.originalUrl,
      saveId: newSaveId(),
      rows: conflictRows(place.questionnaire, form, conflict.stored),
      // Everything typed goes along, each item based on what is stored now.
      items: [...form.typed].map(([item, typed]) => {
        const stored = conflict.stored.find((answer) => answer.item === item);
        return { item, ...typed, version: stored ? String(stored.version) : typed.version };
      }),
    },
    409,
  );
}
