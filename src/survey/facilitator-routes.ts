import { type Request, type Response, Router } from 'express';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { type FormError, fieldText, inOneLine, onlyFields } from '../shared/forms.ts';
import { id } from '../shared/ids.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found, Problem } from '../shared/problems.ts';
import { ledSurveyAsked } from './access.ts';
import { facilitatorForm, facilitatorsOf } from './facilitator.ts';
import { endFacilitator, withdrawFacilitator } from './facilitator-end.ts';
import { nameFacilitator } from './facilitator-name.ts';
import { pathOf, type Survey } from './survey.ts';

const doneWords = {
  named: 'The invitation is on its way',
  withdrawn: 'The invitation is withdrawn: its link opens nothing any more',
  ended: 'They can no longer see the results of this survey as its facilitator',
} as const;

const alreadyWords = {
  leads:
    'Whoever leads the assessment cannot facilitate its workshop: people write comments for the facilitator that the lead does not see',
  appointed: 'Whoever has this address facilitates this workshop already',
  invited: 'This address is invited already. To send a new invitation, withdraw that one first',
} as const;

/** Naming who facilitates the workshop of a survey, and ending it. */
export function facilitatorRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();
  const leading = permit('lead a survey');
  const path = '/surveys/:assessment/facilitator';

  router.get(path, leading, async (req, res) => {
    await show(req, res, await ledSurveyAsked(database, req));
  });

  router.post(path, leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const { data, error } = facilitatorForm.safeParse(req.body ?? {});
    if (!data) return show(req, res, survey, errorsOf(error.issues));
    const already = await nameFacilitator(database, clock, survey, data, personAsking(req).id);
    if (already)
      return show(req, res, survey, [{ message: alreadyWords[already], href: '#email' }]);
    mailing.soon();
    goBack(res, survey, 'named');
  });

  router.post(
    `${path}/invitations/:invitation/withdrawal`,
    leading,
    onlyFields(),
    async (req, res) => {
      const survey = await ledSurveyAsked(database, req);
      const invitation = found(id.safeParse(req.params.invitation).data);
      await withdrawFacilitator(database, clock, survey, invitation, personAsking(req).id);
      goBack(res, survey, 'withdrawn');
    },
  );

  router.post(`${path}/appointments/:appointment/end`, leading, onlyFields(), async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const appointment = found(id.safeParse(req.params.appointment).data);
    await endFacilitator(database, clock, survey, appointment, personAsking(req).id);
    goBack(res, survey, 'ended');
  });

  async function show(
    req: Request,
    res: Response,
    survey: Survey,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    showPage(
      req,
      res,
      'survey/facilitator',
      {
        title: 'Facilitator',
        errors,
        done: doneOf(req, doneWords),
        survey,
        base: pathOf(survey),
        ...(await facilitatorsOf(database, survey, clock())),
        typed: {
          email: inOneLine(fieldText(req.body, 'email')),
          name: inOneLine(fieldText(req.body, 'name')),
        },
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}

function goBack(res: Response, survey: Survey, done: keyof typeof doneWords): void {
  goTo(res, `${pathOf(survey)}/facilitator?done=${done}`);
}

/** The first message of each field. */
function errorsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): readonly FormError[] {
  const errors = ['email', 'name'].flatMap((field) => {
    const issue = issues.find(({ path }) => path[0] === field);
    return issue ? [{ message: issue.message, href: `#${field}` }] : [];
  });
  if (errors.length === 0) throw new Problem('invalid', 'Go back, and fill in the form again.');
  return errors;
}
