import { may, type Rule } from '../rules.ts';

const reading = may('read public pages');
const signingIn = may('sign in');
const managing = may('manage own sessions');

/** What is open to everybody, and to everybody who is signed in. */
export const everybody: Readonly<Record<string, Rule>> = {
  'GET /': reading,
  'GET /.well-known/security.txt': reading,
  'GET /accessibility': reading,
  'GET /cookies': reading,
  'GET /privacy': reading,
  'GET /assets/:fingerprint/:name': reading,
  'GET /health/live': reading,
  'GET /method': reading,
  'GET /national-tables': reading,
  'GET /national-tables/:release': reading,
  'GET /national-tables/:release.csv': reading,
  'GET /national-tables/:release.json': reading,
  'GET /national-tables/schema.json': reading,
  'GET /organisations': reading,
  'GET /organisations/:code': reading,
  'GET /outbox': reading,
  'GET /peer-groups': reading,
  'GET /questionnaire': reading,
  'GET /questionnaire/:version/:wording': reading,
  'GET /questionnaire/:version/:wording/paper': reading,
  'GET /sign-in': signingIn,
  // Whether there is such a link is said by nothing but using it.
  'GET /sign-in-links/:token': may('sign in', null, { random: 'allowed' }),
  'GET /sign-in/sent': signingIn,
  'POST /sessions': signingIn,
  'POST /sign-in-links': signingIn,
  'POST /sign-in-links/:token': may('sign in', null, { random: 'allowed' }),
  'POST /sessions/end': may('sign out'),
  'GET /sessions': managing,
  'GET /sessions/confirmed': managing,
  'POST /sessions/:session/end': may('manage own sessions', []),
  'POST /sessions/confirmation': managing,
  'POST /sessions/others/end': managing,
  // The world has no issuer: there are tests with one in test/people.
  'GET /sign-in/:issuer/callback': may('sign in', []),
  'POST /sign-in/:issuer': may('sign in', []),
  'GET /invitations/:token': may('accept an invitation'),
  'POST /invitations/:token': may('accept an invitation'),
  'GET /join': may('join with a code'),
  'GET /join/:code': may('join with a code'),
  'GET /join/sent': may('join with a code'),
  'POST /join': may('join with a code'),
  'POST /join/:code': may('join with a code'),
  'GET /vote': may('vote in a workshop'),
  'GET /vote/:code': may('vote in a workshop'),
  // For devices that are in the room, whoever holds them.
  'GET /vote/:code/changes': may('vote in a workshop', []),
  'POST /vote': may('vote in a workshop'),
  'POST /vote/:code/departure': may('vote in a workshop'),
  'POST /vote/:code/participation': may('vote in a workshop'),
  'POST /vote/:code/votes': may('vote in a workshop'),
};
