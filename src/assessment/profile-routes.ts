import { Router } from 'express';
import { permit } from '../people/access.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { goTo, showPage } from '../shared/page.ts';
import { placeAsked } from './access.ts';
import { answersOf } from './answer-store.ts';
import { profileChart } from './chart.ts';
import { pathOf } from './place.ts';
import { profileOf } from './profile.ts';

/** What a respondent's own answers say, to that respondent alone. */
export function profileRoutes(database: Database): Router {
  const router = Router();

  router.get('/assessments/:assessment/profile', permit('see own profile'), async (req, res) => {
    const place = await placeAsked(database, req);
    if (!place.submittedAt) return goTo(res, pathOf(place));
    const profile = profileOf(place, await answersOf(database, place));
    showPage(req, res, 'assessment/profile', {
      title: 'Your profile',
      place,
      base: pathOf(place),
      profile,
      chart: profileChart(profile),
      results: place.sharedAt && place.closedAt && `/surveys/${place.assessmentId}/results`,
      submitted: showDate(place.submittedAt),
      scripts: ['charts.js'],
    });
  });

  return router;
}
