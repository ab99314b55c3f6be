import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Mailing } from '../mail/mailing.ts';
import { sendingStates } from '../mail/store.ts';
import { permit, personAsking } from '../people/access.ts';
import { listInvitations } from '../people/invitation-store.ts';
import { findRole } from '../questionnaire/lookup.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { goTo, showPage } from '../shared/page.ts';
import { Problem } from '../shared/problems.ts';
import { ledSurveyAsked } from '../survey/access.ts';
import { isRunning, pathOf, type Survey } from '../survey/survey.ts';
import { ledInvitationAsked } from './access.ts';
import type { LiveInvitation } from './act.ts';
import { correctInvitedRole } from './correction.ts';
import { invitationListRoutes } from './list-routes.ts';
import { sendInvitationAgain } from './sending.ts';
import { stateOf } from './state.ts';
import { withdrawInvitation } from './withdrawal.ts';

const button = z.strictObject({ _csrf: z.string().optional() });
const correction = button.extend({ role: z.string() });

/**
 * Who is invited to answer, and what the assessment lead can do about each. Nothing here may
 * differ between somebody who has used the invitation, or answered, and somebody who has not.
 */
export function leaderInvitationRoutes(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'soon'>,
): Router {
  const router = Router();
  const leading = permit('lead a survey');
  const one = '/surveys/:assessment/invitations/:invitation';

  router.get('/surveys/:assessment/invitations', leading, async (req, res) => {
    const survey = await ledSurveyAsked(database, req);
    const invitations = await listInvitations(database, survey.assessmentId, ['respondent']);
    const states = await sendingStates(
      database,
      invitations.map(({ id }) => id),
    );
    showPage(req, res, 'invitations/list', {
      title: 'Invitations',
      survey,
      base: pathOf(survey),
      running: isRunning(survey, clock()),
      done: listDone.get(String(req.query.done)),
      count: invitations.filter(({ withdrawnAt }) => !withdrawnAt).length,
      invitations: invitations.flatMap(({ id, email, name, role, withdrawnAt }) =>
        email === null
          ? []
          : [
              {
                href: `${pathOf(survey)}/invitations/${id}`,
                email,
                name,
                role: roleName(survey, role),
                state: stateOf({ withdrawnAt }, states.get(id)),
              },
            ],
      ),
    });
  });

  router.use(invitationListRoutes(database, clock, mailing));

  router.get(one, leading, async (req, res) => {
    const { survey, invitation } = await ledInvitationAsked(database, req);
    await show(req, res, survey, invitation);
  });

  router.post(`${one}/sendings`, leading, async (req, res) => {
    const { survey, invitation } = await ledInvitationAsked(database, req);
    pressed(button, req);
    await sendInvitationAgain(database, clock, survey, invitation.id, personAsking(req).id);
    mailing.soon();
    goTo(res, pageOf(survey, invitation, 'sent'));
  });

  router.post(`${one}/withdrawal`, leading, async (req, res) => {
    const { survey, invitation } = await ledInvitationAsked(database, req);
    pressed(button, req);
    await withdrawInvitation(database, clock, survey, invitation.id, personAsking(req).id);
    goTo(res, pageOf(survey, invitation, 'withdrawn'));
  });

  router.post(`${one}/role`, leading, async (req, res) => {
    const { survey, invitation } = await ledInvitationAsked(database, req);
    const { role } = pressed(correction, req);
    if (role !== '' && !findRole(survey.questionnaire, role))
      return show(req, res, survey, invitation, true);
    const by = personAsking(req).id;
    await correctInvitedRole(database, clock, survey, invitation.id, role || null, by);
    goTo(res, pageOf(survey, invitation, 'corrected'));
  });

  async function show(
    req: Request,
    res: Response,
    survey: Survey,
    invitation: LiveInvitation,
    refused = false,
  ): Promise<void> {
    const states = await sendingStates(database, [invitation.id]);
    showPage(
      req,
      res,
      'invitations/invitation',
      {
        title: 'Invitation',
        errors: refused ? [{ message: 'Choose a role from the list', href: '#role' }] : [],
        survey,
        base: pathOf(survey),
        path: pageOf(survey, invitation),
        running: isRunning(survey, clock()),
        done: invitationDone.get(String(req.query.done)),
        invitation,
        role: roleName(survey, invitation.role),
        state: stateOf(invitation, states.get(invitation.id)),
      },
      refused ? 422 : 200,
    );
  }

  return router;
}

const listDone = new Map([
  ['invited', 'The invitations are on their way.'],
  ['already', 'Everybody on that list is invited. Nobody was sent a second invitation.'],
]);

const invitationDone = new Map([
  // In the same words when it was held back: the join page counts too, which only they can use.
  ['sent', 'The invitation is sent again, at most three times in a quarter of an hour.'],
  ['withdrawn', 'The invitation is withdrawn.'],
  ['corrected', 'The role is corrected.'],
]);

/** What a form sends whose fields nobody types into. */
function pressed<T>(form: z.ZodType<T>, req: Request): T {
  const { data } = form.safeParse(req.body ?? {});
  if (!data) throw new Problem('invalid', 'Go back to the page of the invitation and try again.');
  return data;
}

function pageOf(survey: Survey, { id }: LiveInvitation, done?: string): string {
  return `${pathOf(survey)}/invitations/${id}${done ? `?done=${done}` : ''}`;
}

function roleName({ questionnaire }: Survey, role: string | null): string | null {
  return role && (findRole(questionnaire, role)?.name ?? null);
}
