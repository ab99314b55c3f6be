import { may, type Rule } from '../rules.ts';

const leading = may('lead a survey', ['assessment-lead']);
const closed = may('lead a survey', ['assessment-lead'], { stage: 'released' });

/** What an assessment lead does with a survey. */
export const leadingRoutes: Readonly<Record<string, Rule>> = {
  'GET /organisations/:code/assessments/new': leading,
  'POST /organisations/:code/assessments': leading,
  'GET /organisations/:code/roles': leading,
  'GET /surveys/:assessment': leading,
  'GET /surveys/:assessment/closing-date': leading,
  'GET /surveys/:assessment/closure': leading,
  'GET /surveys/:assessment/facilitator': leading,
  'GET /surveys/:assessment/history': leading,
  'GET /surveys/:assessment/invitations': leading,
  'GET /surveys/:assessment/invitations/:invitation': leading,
  'GET /surveys/:assessment/invitations/check': leading,
  'GET /surveys/:assessment/invitations/new': leading,
  'GET /surveys/:assessment/join-codes': leading,
  'POST /surveys/:assessment/closing-date': leading,
  'POST /surveys/:assessment/closure': leading,
  'POST /surveys/:assessment/facilitator': leading,
  'POST /surveys/:assessment/facilitator/appointments/:appointment/end': leading,
  'POST /surveys/:assessment/facilitator/invitations/:invitation/withdrawal': leading,
  'POST /surveys/:assessment/invitations': leading,
  'POST /surveys/:assessment/invitations/:invitation/role': leading,
  'POST /surveys/:assessment/invitations/:invitation/sendings': leading,
  'POST /surveys/:assessment/invitations/:invitation/withdrawal': leading,
  'POST /surveys/:assessment/invitations/check': leading,
  'POST /surveys/:assessment/join-codes': leading,
  'POST /surveys/:assessment/join-codes/:code/end': leading,
  'POST /surveys/:assessment/reminders': leading,
  'POST /surveys/:assessment/sharing': closed,
};
