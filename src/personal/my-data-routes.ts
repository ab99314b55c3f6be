import { type Request, type Response, Router } from 'express';
import { isOnlyAdministrator } from '../people/able-administrators.ts';
import { permit, personAsking } from '../people/access.ts';
import type { Sessions } from '../people/sessions.ts';
import type { Clock } from '../shared/clock.ts';
import { dateOf } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { FormError } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { listLedAlone } from './access-store.ts';
import { eraseOwnData } from './erase-own-data.ts';
import { readErasure } from './erasure-form.ts';
import { documentSchema } from './export-document.ts';
import { makeExport } from './make-export.ts';
import { listPlacesOf } from './place-store.ts';

/** What is kept about the person asking: to read, to take away, and to have erased. */
export function myDataRoutes(
  parts: { readonly database: Database; readonly clock: Clock },
  sessions: Pick<Sessions, 'end'>,
): Router {
  const { database, clock } = parts;
  const router = Router();
  const own = permit('see own profile');
  const everybody = permit('read public pages');
  const schema = documentSchema();

  router.get('/my-data', own, async (req, res) => {
    const kept = await makeExport(database, clock, personAsking(req).id);
    showPage(req, res, 'personal/my-data', { title: 'Your data', kept });
  });

  router.get('/my-data/export.json', own, async (req, res) => {
    const kept = await makeExport(database, clock, personAsking(req).id);
    const name = `my-data-${dateOf(clock())}.json`;
    res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    res.setHeader('Cache-Control', 'no-store');
    res.type('application/json').send(`${JSON.stringify(kept, null, 2)}\n`);
  });

  router.get('/my-data/schema.json', everybody, (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.json(schema);
  });

  router.get('/my-data/erasure', own, (req, res) => showErasure(req, res));

  router.post('/my-data/erasure', own, async (req, res) => {
    const errors = readErasure(req.body);
    if (errors.length > 0) return showErasure(req, res, errors);
    if (!(await eraseOwnData(database, clock, personAsking(req).id)))
      throw new Problem(
        'conflict',
        'You are the last national administrator, and nobody else could appoint another. Appoint one first. Nothing was erased.',
      );
    await sessions.end(req, res);
    goTo(res, '/my-data/erased');
  });

  router.get('/my-data/erased', everybody, (req, res) =>
    showPage(req, res, 'personal/erased', { title: 'Everything about you is erased' }),
  );

  /** What erasing would mean for this person; with errors where the form was refused. */
  async function showErasure(
    req: Request,
    res: Response,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    const { id } = personAsking(req);
    const places = await listPlacesOf(database, id);
    showPage(
      req,
      res,
      'personal/erasure',
      {
        title: 'Erase everything about you',
        errors,
        running: places.filter(({ closedAt }) => closedAt === null),
        closed: places.filter(({ closedAt }) => closedAt !== null),
        ledAlone: await listLedAlone(database, id),
        last: await isOnlyAdministrator(database, id),
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}
