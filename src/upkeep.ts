import { freezeDueCatalogues } from './benchmark/catalogue/freeze-catalogue.ts';
import { continueReleases, releaseDueCycles } from './benchmark/release/tend-releases.ts';
import type { Mailing } from './mail/mailing.ts';
import { forget, forgetEvery } from './report/retention.ts';
import { closeDueSurveys } from './results/close.ts';
import type { Clock } from './shared/clock.ts';
import type { Database } from './shared/database.ts';
import type { Task } from './shared/periodic.ts';
import { sendClosingNotices } from './survey/closing-notice.ts';
import { endOverdueWorkshops } from './workshop/presenter/end-overdue.ts';

const second = 1000;
const minute = 60 * second;

/**
 * What the service does by itself, beside answering requests. Where several processes serve
 * together, each task is one process's at a time: computing and releasing take long and would be
 * done several times over, and others would only meet in the same rows. None of them comes to
 * harm when two do it after all, as when one of them has lost its connection: each act takes its
 * row first, or finds by a unique key that somebody was quicker.
 */
export function upkeep(
  database: Database,
  clock: Clock,
  mailing: Pick<Mailing, 'deliver'>,
): readonly Task[] {
  return [
    // Everywhere, because every process sends what it was just asked for: each mail is claimed
    // before it is sent, so that they share the queue and no mail is sent twice.
    { name: 'mail', every: 5 * second, everywhere: true, run: () => mailing.deliver() },
    { name: 'closing surveys', every: minute, run: () => closeDueSurveys(database, clock) },
    { name: 'closing notices', every: minute, run: () => sendClosingNotices(database, clock) },
    { name: 'peer groups', every: minute, run: () => freezeDueCatalogues(database, clock) },
    { name: 'computing releases', every: 2 * second, run: () => continueReleases(database) },
    { name: 'releasing cycles', every: minute, run: () => releaseDueCycles(database, clock) },
    { name: 'ending workshops', every: minute, run: () => endOverdueWorkshops(database, clock) },
    { name: 'forgetting', every: forgetEvery, run: () => forget(database, clock()) },
  ];
}
