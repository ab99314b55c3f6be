import { type Request, type Response, Router } from 'express';
import { permit } from '../people/access.ts';
import { findRole } from '../questionnaire/lookup.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { fieldText, onlyFields } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { placeAsked } from './access.ts';
import { refuseWhenEnded } from './ended.ts';
import { markProgress } from './mark-progress.ts';
import { type Place, pathOf, stageOf } from './place.ts';

/** In which role somebody answers. */
export function roleRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const answering = permit('answer the questionnaire');

  router.get('/assessments/:assessment/role', answering, async (req, res) => {
    const place = await placeAsked(database, req);
    if (stageOf(place, clock()) !== 'open') return goTo(res, `${pathOf(place)}/answers`);
    showRole(req, res, place, place.role ?? suggestedRole(place));
  });

  router.post('/assessments/:assessment/role', answering, onlyFields('role'), async (req, res) => {
    const place = await placeAsked(database, req);
    refuseWhenEnded(place, clock());
    const role = findRole(place.questionnaire, fieldText(req.body, 'role'));
    if (!role) return showRole(req, res, place, null);
    await markProgress(database, place, { role: role.code });
    goTo(res, pathOf(place));
  });

  return router;
}

/** The role that the assessment lead put down, where the questionnaire has it. */
function suggestedRole({ questionnaire, suggestedRole }: Place): string | null {
  return findRole(questionnaire, suggestedRole ?? '')?.code ?? null;
}

function showRole(req: Request, res: Response, place: Place, chosen: string | null): void {
  const refused = req.method === 'POST';
  const first = place.questionnaire.roles[0]?.code;
  showPage(
    req,
    res,
    'assessment/role',
    {
      title: 'Your role',
      place,
      base: pathOf(place),
      chosen,
      suggested: !refused && !place.role && chosen,
      errors: refused ? [{ message: 'Choose the role you answer in', href: `#role-${first}` }] : [],
    },
    refused ? 422 : 200,
  );
}
