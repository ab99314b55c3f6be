import { type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import { permit } from '../people/access.ts';
import { emailAddress } from '../people/email-address.ts';
import { ownName } from '../people/invitation-name.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { type FormError, fieldText } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import type { Survey } from '../survey/survey.ts';
import { join, surveyOfCode } from './join.ts';
import { isCode, typedCode } from './join-code.ts';
import { joinLimits } from './join-limits.ts';

const codeForm = z.strictObject({ _csrf: z.string().optional(), code: typedCode });
const joinForm = z.strictObject({
  _csrf: z.string().optional(),
  address: emailAddress,
  name: ownName,
});

/** Having oneself invited at a meeting, with the code that is shown there. */
export function joinRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mailing: Pick<Mailing, 'soon'>;
}): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const joining = permit('join with a code');
  const { posts, wrongCodes } = joinLimits(parts.log);

  router.get('/join', joining, (req, res) => showCodeForm(req, res));

  router.post('/join', joining, (req, res) => {
    const { data } = codeForm.safeParse(req.body ?? {});
    if (!data) return showCodeForm(req, res, true);
    goTo(res, `/join/${data.code}`);
  });

  router.get('/join/sent', joining, (req, res) =>
    showPage(req, res, 'invitations/join-sent', { title: 'Check your email' }),
  );

  router.get('/join/:code', joining, wrongCodes, async (req, res) => {
    const survey = await asked(req);
    if (!survey) return showEnded(req, res);
    showForm(req, res, survey);
  });

  router.post('/join/:code', joining, wrongCodes, posts, async (req, res) => {
    const survey = await asked(req);
    if (!survey) return showEnded(req, res);
    const { data, error } = joinForm.safeParse(req.body ?? {});
    if (!data) return showForm(req, res, survey, errorsIn(error));
    const by = req.person?.id ?? null;
    const person = { email: data.address, name: data.name };
    if (!(await join(database, clock, String(req.params.code), person, by)))
      return showEnded(req, res);
    mailing.soon();
    goTo(res, '/join/sent');
  });

  async function asked(req: Request): Promise<Survey | undefined> {
    const code = String(req.params.code);
    return isCode(code) ? surveyOfCode(database, code, clock()) : undefined;
  }

  return router;
}

function errorsIn({ issues }: z.ZodError): readonly FormError[] {
  const errors = ['address', 'name'].flatMap((field) => {
    const issue = issues.find(({ path }) => path[0] === field);
    return issue ? [{ message: issue.message, href: `#${field}` }] : [];
  });
  if (errors.length === 0) throw new Problem('invalid', 'Go back to the page and try again.');
  return errors;
}

function showCodeForm(req: Request, res: Response, refused = false): void {
  showPage(
    req,
    res,
    'invitations/join',
    {
      title: 'Join with a code',
      errors: refused
        ? [{ message: 'Enter the code as it is shown: 8 letters and numbers', href: '#code' }]
        : [],
      code: fieldText(req.body, 'code'),
    },
    refused ? 422 : 200,
  );
}

function showForm(
  req: Request,
  res: Response,
  survey: Survey,
  errors: readonly FormError[] = [],
): void {
  const refused = errors.length > 0;
  const typed = (field: string, otherwise?: string | null) =>
    refused ? fieldText(req.body, field) : (otherwise ?? '');
  showPage(
    req,
    res,
    'invitations/join-form',
    {
      title: 'Join the survey',
      errors,
      survey,
      action: req.path,
      typed: {
        address: typed('address', req.person?.email),
        name: typed('name', req.person?.name),
      },
    },
    refused ? 422 : 200,
  );
}

/** One answer to every code that nobody can join with, whatever the reason. */
function showEnded(req: Request, res: Response): void {
  showPage(req, res, 'invitations/join-ended', { title: 'This code cannot be used' }, 404);
}
