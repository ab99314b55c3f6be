import { Router } from 'express';
import { z } from 'zod';
import { permit } from '../../people/access.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { onlyFields } from '../../shared/forms.ts';
import { id } from '../../shared/ids.ts';
import { goTo } from '../../shared/page.ts';
import { found, Problem } from '../../shared/problems.ts';
import { workshopAsked } from '../access.ts';
import type { Live } from '../live.ts';
import { workshopPath } from '../workshop.ts';
import { openRound } from './open-round.ts';
import { revealRound } from './reveal-round.ts';

const roundForm = z.strictObject({
  _csrf: z.string().optional(),
  item: z.string(),
  number: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number),
});

/** Silent votes, as who runs the workshop opens and reveals them. */
export function roundRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly live: Live;
}): Router {
  const { database, clock, live } = parts;
  const router = Router();
  const running = permit('run a workshop');

  router.post('/workshops/:workshop/rounds', running, async (req, res) => {
    const { workshop, standing } = await workshopAsked(database, req);
    const { data } = roundForm.safeParse(req.body ?? {});
    if (!data || !findQuestion(standing.survey.questionnaire, data.item))
      throw new Problem('invalid', 'Go back to the page, reload it and try again.');
    const outcome = await openRound(database, clock, workshop.id, data);
    if (outcome === 'opened') await live.changed(workshop.id);
    const done = outcome === 'nobody' ? '?done=nobody' : '';
    goTo(res, `${workshopPath(workshop)}/presenter${done}`);
  });

  router.post(
    '/workshops/:workshop/rounds/:round/reveal',
    running,
    onlyFields(),
    async (req, res) => {
      const { workshop } = await workshopAsked(database, req);
      const roundId = found(id.safeParse(req.params.round).data);
      if (await revealRound(database, clock, workshop.id, roundId)) await live.changed(workshop.id);
      goTo(res, `${workshopPath(workshop)}/presenter`);
    },
  );

  return router;
}
