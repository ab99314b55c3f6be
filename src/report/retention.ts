import { forgottenBefore as formsBefore } from '../assessment/kept-form.ts';
import { forgetKeptForms } from '../assessment/kept-form-store.ts';
import { forgetOldMessages } from '../mail/store.ts';
import { forgetInvited } from '../people/invitation-retention-store.ts';
import { forgetExpiredAttempts } from '../people/oidc/attempt-store.ts';
import { forgetOldCounts } from '../people/rate-limit-store.ts';
import { forgottenBefore as sessionsBefore } from '../people/session.ts';
import { forgetExpiredLinks } from '../people/sign-in-link-store.ts';
import { deleteOldSessions } from '../people/store.ts';
import type { Database } from '../shared/database.ts';

const day = 24 * 60 * 60 * 1000;

/** How long messages that were sent or given up are kept, and names of invitations, in milliseconds. */
const [messagesLast, namesLast] = [30 * day, 30 * day];

/** Something that is forgotten by itself, after some time. */
export interface Retention {
  readonly what: string;
  /** From when its time is counted. */
  readonly since: string;
  /** What is older than this is forgotten. */
  readonly before: (now: Date) => string;
  readonly forget: (database: Database, before: string) => Promise<void>;
}

const atOnce = (now: Date) => now.toISOString();

/** What is kept for how long, wherever that is a matter of time alone: the one table. */
export const retentions: readonly Retention[] = [
  {
    what: 'Links to sign in',
    since: 'they stop working, ten minutes after they were made',
    before: atOnce,
    forget: forgetExpiredLinks,
  },
  {
    what: 'Sign-ins that were begun with another account and not finished',
    since: 'they stop working, ten minutes after they were begun',
    before: atOnce,
    forget: forgetExpiredAttempts,
  },
  {
    what: 'How often one account or network address tried something',
    since: 'the count begins again',
    before: atOnce,
    forget: forgetOldCounts,
  },
  {
    what: 'Sessions: in which browsers you were signed in',
    since: 'they were last used',
    before: sessionsBefore,
    forget: deleteOldSessions,
  },
  {
    what: 'What you typed and sent after your session had ended',
    since: 'you sent it',
    before: formsBefore,
    forget: forgetKeptForms,
  },
  {
    what: 'That a message was sent to your address',
    since: 'it was made',
    before: (now) => new Date(now.getTime() - messagesLast).toISOString(),
    forget: forgetOldMessages,
  },
  {
    what: 'Your name and address in an invitation that you did not accept',
    since: 'it could no longer be used, and the survey that it was for had closed',
    before: (now) => new Date(now.getTime() - namesLast).toISOString(),
    forget: forgetInvited,
  },
];

/** How often what is too old is forgotten, in milliseconds. */
export const forgetEvery = 60 * 60 * 1000;

/** Forgets everything whose time is over. */
export async function forget(database: Database, now: Date): Promise<void> {
  for (const { before, forget: forgetThese } of retentions)
    await forgetThese(database, before(now));
}

/** How long something is kept, as people say it: "30 days", or "an hour" where it goes at once. */
export function lastsInWords({ before }: Pick<Retention, 'before'>): string {
  const now = new Date(0);
  const days = (now.getTime() - Date.parse(before(now))) / day;
  return days === 0 ? 'At most an hour' : `${days} days`;
}
