import { forgottenBefore } from './assessment/kept-form.ts';
import { forgetKeptForms } from './assessment/kept-form-store.ts';
import { freezeDueCatalogues } from './benchmark/catalogue/freeze-catalogue.ts';
import { continueReleases, releaseDueCycles } from './benchmark/release/tend-releases.ts';
import type { Mailing } from './mail/mailing.ts';
import { forgetOldMessages } from './mail/store.ts';
import { forgetExpiredLinks } from './people/sign-in-link-store.ts';
import { closeDueSurveys } from './results/close.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './shared/database.ts';
import type { Task } from './shared/periodic.ts';
import { sendClosingNotices } from './survey/closing-notice.ts';
import { endOverdueWorkshops } from './workshop/presenter/end-overdue.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long messages that were sent or given up are kept, in milliseconds. */
const messagesLast = 30 * day;

/** What the service does by itself, beside answering requests. */
export function upkeep(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'deliver'>,
): readonly Task[] {
  return [
    { name: 'mail', every: 5 * second, run: () => mailing.deliver() },
    { name: 'closing surveys', every: minute, run: () => closeDueSurveys(database, clock) },
    { name: 'closing notices', every: minute, run: () => sendClosingNotices(database, clock) },
    { name: 'peer groups', every: minute, run: () => freezeDueCatalogues(database, clock) },
    { name: 'computing releases', every: 2 * second, run: () => continueReleases(database) },
    { name: 'releasing cycles', every: minute, run: () => releaseDueCycles(database, clock) },
    { name: 'ending workshops', every: minute, run: () => endOverdueWorkshops(database, clock) },
    { name: 'forgetting', every: hour, run: () => forget(database, clock()) },
  ];
}

async function forget(database: Database, now: Date): Promise<void> {
  await forgetOldMessages(database, new Date(now.getTime() - messagesLast).toISOString());
  await forgetExpiredLinks(database, now.toISOString());
  await forgetKeptForms(database, forgottenBefore(now));
}
