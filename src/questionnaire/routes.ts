import { type Request, Router } from 'express';
import { permit } from '../people/access.ts';
import { goTo, showPage } from '../shared/page.ts';
import { notFound } from '../shared/problems.ts';
import { statedLevels } from './answer.ts';
import { questionsOf } from './lookup.ts';
import { type Questionnaire, wordings } from './questionnaire.ts';
import { minutesFor } from './reading-time.ts';
import { latestVersion, loadQuestionnaire, versions } from './versions.ts';

/** The questionnaire as anybody may read it, and as a form on paper. */
export function questionnaireRoutes(): Router {
  const router = Router();
  const reading = permit('read public pages');

  router.get('/questionnaire', reading, (_req, res) => {
    goTo(res, `/questionnaire/${latestVersion}/trust`);
  });

  router.get('/questionnaire/:version/:wording', reading, (req, res) => {
    const questionnaire = questionnaireAsked(req);
    showPage(req, res, 'questionnaire/questionnaire', {
      title: `The questionnaire, ${wordingNames[questionnaire.wording].toLowerCase()}`,
      ...readingValues(questionnaire),
      minutes: Math.round(minutesFor(questionnaire)),
    });
  });

  router.get('/questionnaire/:version/:wording/paper', reading, (req, res) => {
    const questionnaire = questionnaireAsked(req);
    showPage(req, res, 'questionnaire/paper', {
      title: `Paper form, ${wordingNames[questionnaire.wording].toLowerCase()}`,
      ...readingValues(questionnaire),
    });
  });

  return router;
}

const wordingNames = { trust: 'Wording for trusts', icb: 'Wording for ICBs' } as const;

function readingValues(questionnaire: Questionnaire) {
  return {
    questionnaire,
    statedLevels,
    wordingNames,
    count: questionsOf(questionnaire).length,
    base: `/questionnaire/${questionnaire.version}`,
  };
}

function questionnaireAsked(req: Request): Questionnaire {
  const version = versions.find((known) => String(known) === req.params.version);
  const wording = wordings.find((known) => known === req.params.wording);
  if (version === undefined || wording === undefined) throw notFound();
  return loadQuestionnaire(version, wording);
}
