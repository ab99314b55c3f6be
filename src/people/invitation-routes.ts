import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { type FormError, fieldText } from '../shared/forms.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { accept, type TakeUps } from './accept.ts';
import { permit } from './access.ts';
import { type Invitation, isOpen, masked, purposeWords } from './invitation.ts';
import { ownName } from './invitation-name.ts';
import { countRefusal, findInvitationByToken } from './invitation-store.ts';
import { findByEmail } from './person-store.ts';
import type { Sessions } from './sessions.ts';
import { requestLink } from './sign-in-link-request.ts';

const form = z.strictObject({
  _csrf: z.string().optional(),
  address: z.string().trim().toLowerCase().default(''),
  name: z.string().default(''),
});

/**
 * Accepting an invitation. The link alone is not enough: whoever opens it says the address it was
 * sent to, so that one passed on to somebody else does not make them the person invited. And it
 * signs in only whom it makes known here: to somebody with earlier answers or roles it would be a
 * link to all of them that lasts for a month, so they are sent one that lasts ten minutes.
 */
export function invitationRoutes(
  parts: {
    readonly database: Database;
    readonly clock: Clock;
    readonly mailing: Pick<Mailing, 'soon'>;
  },
  sessions: Sessions,
  takeUps: TakeUps,
): Router {
  const { database, clock, mailing } = parts;
  const router = Router();
  const accepting = permit('accept an invitation');

  router.get('/invitations/:token', accepting, neverKept, async (req, res) => {
    const invitation = await asked(req);
    if (!invitation) return showDead(req, res);
    await show(req, res, invitation);
  });

  router.post('/invitations/:token', accepting, neverKept, async (req, res) => {
    const invitation = await asked(req);
    if (!invitation) return showDead(req, res);
    const { data } = form.safeParse(req.body ?? {});
    if (!data) throw new Problem('invalid', 'Open the link in your message again.');
    const theirs = isTheirs(req, invitation);
    const right = theirs || data.address === invitation.email;
    if (!right && data.address !== '') await countRefusal(database, String(req.params.token));
    const name = (await isNew(invitation)) ? ownName.safeParse(data.name) : undefined;
    const errors = [
      ...(right ? [] : [wrongAddress(data.address)]),
      ...(name?.error ? [{ message: messageOf(name.error), href: '#name' }] : []),
    ];
    if (errors.length > 0) return show(req, res, invitation, errors);
    const takeUp = takeUps[invitation.purpose];
    const accepted = await accept(database, clock, invitation, name?.data ?? '', takeUp);
    if (!accepted) return showDead(req, res);
    if (theirs || accepted.isNew) {
      const { way, confirmedAt } = (theirs && req.session) || { way: 'link' };
      await sessions.begin(req, res, accepted.personId, way ?? 'link', confirmedAt);
      return goTo(res, accepted.next);
    }
    await requestLink(database, clock, data.address, accepted.next);
    mailing.soon();
    goTo(res, '/sign-in/sent');
  });

  async function asked(req: Request): Promise<Invitation | undefined> {
    const token = String(req.params.token);
    const invitation = /^[\w-]{43}$/.test(token) && (await findInvitationByToken(database, token));
    return invitation && isOpen(invitation, clock()) ? invitation : undefined;
  }

  async function isNew({ email }: Invitation): Promise<boolean> {
    return email !== null && !(await findByEmail(database, email));
  }

  async function show(
    req: Request,
    res: Response,
    invitation: Invitation,
    errors: readonly FormError[] = [],
  ): Promise<void> {
    const { organisation, purpose, email, name } = invitation;
    const posted = req.method === 'POST';
    showPage(
      req,
      res,
      'people/invitation',
      {
        title: 'Your invitation',
        errors,
        organisation: organisation?.name ?? null,
        purpose: purposeWords[purpose],
        address: masked(email ?? ''),
        asksAddress: !isTheirs(req, invitation),
        asksName: await isNew(invitation),
        typed: {
          address: fieldText(req.body, 'address'),
          name: posted ? fieldText(req.body, 'name') : (name ?? ''),
        },
        action: req.path,
      },
      errors.length > 0 ? 422 : 200,
    );
  }

  return router;
}

/** Whether whoever asks has shown before that the address is theirs. */
function isTheirs(req: Request, { email }: Invitation): boolean {
  return req.person !== undefined && req.person.email === email;
}

function wrongAddress(address: string): FormError {
  const message =
    address === ''
      ? 'Enter your work email address'
      : 'This invitation was sent to another address. Ask whoever invited you for one of your own';
  return { message, href: '#address' };
}

function messageOf({ issues }: z.ZodError): string {
  return issues[0]?.message ?? 'Type it again';
}

const neverKept: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};

/** One answer to every link that opens nothing, whatever the reason. */
function showDead(req: Request, res: Response): void {
  showPage(req, res, 'people/invitation-ended', { title: 'This invitation cannot be used' }, 404);
}
