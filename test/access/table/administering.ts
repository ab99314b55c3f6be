import { may, type Rule } from '../rules.ts';

const appointing = may('appoint people');
const publishing = may('publish releases', null, { stage: 'released' });
const comparing = may('see the trusts of an ICB', ['icb-analyst']);

/** What administrators do for all organisations, and analysts for their board. */
export const administeringRoutes: Readonly<Record<string, Rule>> = {
  'GET /administration': may('administer cycles'),
  'GET /administration/appointments/:appointment/end': appointing,
  'GET /administration/audit': may('read the audit'),
  'GET /administration/audit.csv': may('read the audit'),
  'POST /administration/appointments': appointing,
  'POST /administration/appointments/:appointment/end': appointing,
  'POST /administration/invitations/:invitation/sendings': appointing,
  'POST /administration/invitations/:invitation/withdrawal': appointing,
  'GET /organisations/:code/appointments': appointing,
  'GET /organisations/:code/appointments/:appointment/end': appointing,
  'POST /organisations/:code/appointments': appointing,
  'POST /organisations/:code/appointments/:appointment/end': appointing,
  'POST /organisations/:code/invitations/:invitation/sendings': appointing,
  'POST /organisations/:code/invitations/:invitation/withdrawal': appointing,
  'GET /cycles/new': may('administer cycles'),
  'POST /cycles': may('administer cycles'),
  'GET /cycles/:cycle/release-date': publishing,
  'GET /cycles/:cycle/releases': publishing,
  'GET /cycles/:cycle/releases/:number': publishing,
  'GET /cycles/:cycle/releases/:number/discarding': publishing,
  'GET /cycles/:cycle/releases/:number/publication': publishing,
  'POST /cycles/:cycle/release-date': publishing,
  'POST /cycles/:cycle/releases': publishing,
  'POST /cycles/:cycle/releases/:number/discarding': publishing,
  'POST /cycles/:cycle/releases/:number/publication': publishing,
  'GET /icbs/:code': comparing,
  'GET /icbs/:code/scores.csv': comparing,
};
