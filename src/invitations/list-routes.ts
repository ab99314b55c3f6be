import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import { permit, personAsking } from '../people/access.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { FormError } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { textIn, type Upload } from '../shared/upload.ts';
import { ledSurveyAsked } from '../survey/access.ts';
import { pathOf, type Survey } from '../survey/survey.ts';
import { refuseWhenOver } from './act.ts';
import { inviteLeaders } from './invite-leaders.ts';
import { listField, readList, tidied } from './list.ts';
import { invitedAddresses } from './store.ts';
import { uploadField, uploadPath } from './upload.ts';

const form = z.strictObject({
  _csrf: z.string().optional(),
  [listField]: z.string().default(''),
  // What a browser sends that was given no file and has no other way to say so.
  [uploadField]: z.literal('').optional(),
  change: z.literal('yes').optional(),
});

/** Inviting leaders by a list: typed or in a file, checked as a whole, then sent as a whole. */
export function invitationListRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();
  const leading = permit('lead a survey');

  router.get('/surveys/:assessment/invitations/new', leading, async (req, res) => {
    showForm(req, res, await runningSurveyAsked(req), '');
  });

  // Where somebody comes back to who had to sign in when they sent the list.
  router.get(uploadPath, leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    goTo(res, `${pathOf(survey)}/invitations/new`);
  });

  router.post(uploadPath, leading, async (req, res) => {
    const survey = await runningSurveyAsked(req);
    const { text, error, change } = sentList(req);
    if (error || change) return showForm(req, res, survey, text, error ? [error] : []);
    const invited = await invitedAddresses(database, survey.assessmentId);
    const { people, errors } = readList(text, survey.questionnaire, invited);
    if (errors.length > 0) return showForm(req, res, survey, text, errors);
    showPage(req, res, 'invitations/invite-check', {
      title: 'Check who is invited',
      survey,
      base: pathOf(survey),
      listField,
      text,
      people: people.map(({ email, name, role }) => ({ email, name, role: role?.name ?? null })),
    });
  });

  router.post('/surveys/:assessment/invitations', leading, async (req, res) => {
    const survey = await runningSurveyAsked(req);
    const { text } = sentList(req);
    const { people, errors } = readList(text, survey.questionnaire, new Set());
    if (errors.length > 0) return showForm(req, res, survey, text, errors);
    const by = personAsking(req).id;
    const already = await inviteLeaders(database, clock, survey, people, by);
    if (already.size > 0 && already.size < people.length)
      return showForm(req, res, survey, text, readList(text, survey.questionnaire, already).errors);
    mailing.soon();
    // All of them is the same list once more: a button pressed twice, or a page gone back to.
    goTo(res, `${pathOf(survey)}/invitations?done=${already.size > 0 ? 'already' : 'invited'}`);
  });

  async function runningSurveyAsked(req: Request): Promise<Survey> {
    const survey = await ledSurveyAsked(database, req);
    refuseWhenOver(survey, clock());
    return survey;
  }

  return router;
}

interface SentList {
  readonly text: string;
  readonly error?: FormError;
  /** Whether to show the list again, to change it. */
  readonly change: boolean;
}

function sentList(req: Request): SentList {
  const { data } = form.safeParse(req.body ?? {});
  if (!data) throw new Problem('invalid', 'Go back to the list and try again.');
  const typed = tidied(data[listField]);
  const change = data.change === 'yes';
  if (!req.upload) return { text: typed, change };
  const wrong = (message: string) => ({
    text: typed,
    error: { message, href: `#${uploadField}` },
    change,
  });
  if (typed !== '') return wrong('Enter addresses or choose a file, not both');
  if (req.upload.tooLarge) return wrong('The file must be 200 KB or smaller');
  if (isWorkbook(req.upload))
    return wrong('The file must be CSV. In a spreadsheet, save it as CSV');
  return { text: tidied(textIn(req.upload)), change };
}

/** Whether a file begins as the workbooks of spreadsheet programs do, new or old. */
function isWorkbook({ bytes }: Upload): boolean {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return start === '504b0304' || start === 'd0cf11e0';
}

function showForm(
  req: Request,
  res: Response,
  survey: Survey,
  text: string,
  errors: readonly FormError[] = [],
): void {
  const { roleFamilies, roles } = survey.questionnaire;
  showPage(
    req,
    res,
    'invitations/invite',
    {
      title: 'Invite leaders',
      errors,
      survey,
      base: pathOf(survey),
      listField,
      uploadField,
      text,
      families: roleFamilies.map((family) => ({
        name: family.name,
        roles: roles.filter((role) => role.family === family.code).map(({ name }) => name),
      })),
    },
    errors.length > 0 ? 422 : 200,
  );
}
