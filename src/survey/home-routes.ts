import { Router } from 'express';
import { pathOf as placePath, stageOf } from '../assessment/place.ts';
import { listPlaces } from '../assessment/store.ts';
import { listCycles } from '../cycles/store.ts';
import { permit, personAsking } from '../people/access.ts';
import { type Clock, showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { showPage } from '../shared/page.ts';
import { listAnalysed, listBenchmarked } from './benchmark-links-store.ts';
import { cycleToOpenIn } from './closing-date.ts';
import { listSignedFor } from './signing-store.ts';
import { listFacilitatedSurveys, listLedOrganisations, listLedSurveys } from './store.ts';
import { isRunning, lastInstant, pathOf, type Survey } from './survey.ts';

const doneWords = {
  removed: 'Your answers are removed',
  unlinked: 'Nothing says any more which answers were yours, and your notes are deleted',
} as const;

/** Everything that a person has to do with, where they come when they sign in. */
export function homeRoutes(database: Database, clock: Clock): Router {
  const router = Router();

  router.get('/assessments', permit('answer the questionnaire'), async (req, res) => {
    const person = personAsking(req);
    const shownSurvey = (survey: Survey) => ({
      ...survey,
      href: pathOf(survey),
      running: isRunning(survey, clock()),
      closes: showDate(lastInstant(survey)),
    });
    const led = (await listLedSurveys(database, person)).map(shownSurvey);
    const cycle = person.roles.includes('assessment-lead')
      ? cycleToOpenIn(await listCycles(database), clock())
      : null;
    showPage(req, res, 'survey/home', {
      title: 'Your assessments',
      done: doneOf(req, doneWords),
      places: (await listPlaces(database, person)).map((place) => ({
        ...place,
        href: placePath(place),
        stage: stageOf(place, clock()),
        closes: showDate(lastInstant(place)),
      })),
      led: (await listLedOrganisations(database, person)).map((organisation) => {
        const surveys = led.filter((survey) => survey.organisation.code === organisation.code);
        const isOpened = surveys.some((survey) => survey.cycle.name === cycle?.name);
        return { ...organisation, surveys, isOpened };
      }),
      cycle,
      // Most people who come here sign for nobody, and are spared the question.
      signed: person.roles.includes('signatory') ? await listSignedFor(database, person) : [],
      facilitated: (await listFacilitatedSurveys(database, person)).map(shownSurvey),
      analysed: person.roles.includes('icb-analyst') ? await listAnalysed(database, person) : [],
      benchmarked: await listBenchmarked(database, person),
      roles: person.roles,
    });
  });

  return router;
}
