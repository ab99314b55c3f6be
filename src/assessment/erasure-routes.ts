import { Router } from 'express';
import { permit, personAsking } from '../people/access.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { onlyFields } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { placeAsked } from './access.ts';
import { eraseRespondent } from './erase-respondent.ts';
import { pathOf } from './place.ts';

/** Having one's answers to one survey erased. */
export function erasureRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const answering = permit('answer the questionnaire');

  router.get('/assessments/:assessment/erasure', answering, async (req, res) => {
    const place = await placeAsked(database, req);
    showPage(req, res, 'assessment/erasure', {
      title: 'Remove your answers',
      place,
      base: pathOf(place),
    });
  });

  router.post('/assessments/:assessment/erasure', answering, onlyFields(), async (req, res) => {
    const place = await placeAsked(database, req);
    const erasure = await eraseRespondent(database, clock, place, personAsking(req).id);
    goTo(res, `/assessments?done=${erasure}`);
  });

  return router;
}
