import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { permit, personAsking } from '../people/access.ts';
import { type Clock, showDate, showTime, timestamp } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { type FormError, fieldText } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found, Problem } from '../shared/problems.ts';
import { ledSurveyAsked } from '../survey/access.ts';
import { isRunning, pathOf, type Survey } from '../survey/survey.ts';
import { inGroups, mostHours, mostPlaces, usualHours, usualPlaces } from './join-code.ts';
import { endJoinCode, openJoinCode } from './join-code-opening.ts';
import { findRunningCode } from './join-code-store.ts';

const button = z.strictObject({ _csrf: z.string().optional() });
const form = button.extend({
  places: wholeNumber(mostPlaces, `How many can join must be a number from 1 to ${mostPlaces}`),
  hours: wholeNumber(mostHours, `How long it lasts must be a number from 1 to ${mostHours}`),
});

function wholeNumber(most: number, error: string) {
  return z
    .string({ error })
    .trim()
    .regex(/^\d{1,3}$/, { error })
    .transform(Number)
    .refine((number) => number >= 1 && number <= most, { error });
}

/** A code for everybody at a meeting, as the assessment lead makes and ends it. */
export function joinCodeRoutes(database: Database, clock: Clock, baseUrl: string): Router {
  const router = Router();
  const leading = permit('lead a survey');

  router.get('/surveys/:assessment/join-codes', leading, async (req, res) => {
    await show(req, res, await ledSurveyAsked(database, req));
  });

  router.post('/surveys/:assessment/join-codes', leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const { data, error } = form.safeParse(req.body ?? {});
    if (!data) return show(req, res, survey, errorsIn(error));
    await openJoinCode(database, clock, survey, data, personAsking(req).id);
    goTo(res, `${pathOf(survey)}/join-codes`);
  });

  router.post('/surveys/:assessment/join-codes/:code/end', leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const code = found(id.safeParse(req.params.code).data);
    if (!button.safeParse(req.body ?? {}).success) throw invalid();
    await endJoinCode(database, clock, survey, code, personAsking(req).id);
    goTo(res, `${pathOf(survey)}/join-codes?done=ended`);
  });

  async function show(
    req: Request,
    res: Response,
    survey: Survey,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    const refused = errors.length > 0;
    const code = await findRunningCode(database, survey.assessmentId, timestamp(clock));
    showPage(
      req,
      res,
      'invitations/join-codes',
      {
        title: 'Let a meeting join',
        errors,
        survey,
        base: pathOf(survey),
        running: isRunning(survey, clock()),
        done: req.query.done === 'ended' ? 'The code has ended.' : undefined,
        address: `${baseUrl}/join`,
        code: code && {
          id: code.id,
          shown: inGroups(code.code),
          until: `${showTime(code.expiresAt)} on ${showDate(code.expiresAt)}`,
          places: code.places,
          left: code.places - code.taken,
        },
        typed: {
          places: refused ? fieldText(req.body, 'places') : String(usualPlaces),
          hours: refused ? fieldText(req.body, 'hours') : String(usualHours),
        },
      },
      refused ? 422 : 200,
    );
  }

  return router;
}

function errorsIn({ issues }: z.ZodError): readonly FormError[] {
  const errors = ['places', 'hours'].flatMap((field) => {
    const issue = issues.find(({ path }) => path[0] === field);
    return issue ? [{ message: issue.message, href: `#${field}` }] : [];
  });
  if (errors.length === 0) throw invalid();
  return errors;
}

function invalid(): Problem {
  return new Problem('invalid', 'Go back to the page and try again.');
}
