import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { permit, personAsking } from '../people/access.ts';
import { latestVersion } from '../questionnaire/versions.ts';
import { type Clock, showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { readDate } from '../shared/dates.ts';
import { type FormError, fieldText, inOneLine } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { cycleName, type WantedCycle } from './cycle.ts';
import { openCycle } from './open-cycle.ts';
import { readReleaseDay } from './release-day.ts';
import { listCycles } from './store.ts';

const text = z.string().optional();
const form = z.strictObject({
  _csrf: text,
  name: text,
  'first-day': text,
  'first-month': text,
  'first-year': text,
  'last-day': text,
  'last-month': text,
  'last-year': text,
  'release-day': text,
  'release-month': text,
  'release-year': text,
});

/** Opening a cycle. */
export function cycleRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const administering = permit('administer cycles');

  router.get('/cycles/new', administering, (req, res) => showForm(req, res));

  router.post('/cycles', administering, async (req, res) => {
    if (!form.safeParse(req.body ?? {}).success)
      throw new Problem('invalid', 'Go back, and fill in the form again.');
    const { wanted, errors } = readWanted(req.body);
    if (!wanted) return showForm(req, res, errors);
    const problems = await openCycle(database, clock, wanted, personAsking(req).id);
    if (problems.length > 0) return showForm(req, res, problems);
    goTo(res, '/administration?done=opened');
  });

  async function showForm(
    req: Request,
    res: Response,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    showPage(
      req,
      res,
      'cycles/new',
      {
        title: 'Open a cycle',
        errors,
        version: latestVersion,
        cycles: await listCycles(database),
        showDate,
        typed: {
          name: inOneLine(fieldText(req.body, 'name')),
          first: readFirst(req.body).typed,
          last: readLast(req.body).typed,
          release: readReleaseDay(req.body).typed,
        },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}

const readFirst = (body: unknown) => readDate(body, 'first', 'The first day');
const readLast = (body: unknown) => readDate(body, 'last', 'The last day');

/** The cycle that a form asks for, or what is wrong with its fields. */
function readWanted(
  body: unknown,
): { wanted: WantedCycle; errors: null } | { wanted: null; errors: readonly FormError[] } {
  const name = cycleName.safeParse(fieldText(body, 'name'));
  const first = readFirst(body);
  const last = readLast(body);
  const release = readReleaseDay(body);
  if (name.success && first.date && last.date && !release.error) {
    const days = { firstDay: first.date, lastDay: last.date, releasesOn: release.date };
    return { wanted: { name: name.data, ...days }, errors: null };
  }
  const message = name.error?.issues[0]?.message;
  const nameErrors = message ? [{ message, href: '#name' }] : [];
  return {
    wanted: null,
    errors: [...nameErrors, ...[first, last, release].flatMap(({ error }) => error ?? [])],
  };
}
