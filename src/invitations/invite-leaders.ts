import { record } from '../people/audit-store.ts';
import { invite } from '../people/invite.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Survey } from '../survey/survey.ts';
import { whileRunning } from './act.ts';
import type { Invitee } from './list.ts';
import { invitedAddresses } from './store.ts';

/**
 * Invites everybody on a list to answer, or nobody.
 * @param by the id of the assessment lead.
 * @returns the addresses that are invited already, for which nobody was invited; none otherwise.
 * @throws Problem "too-late" when the survey is over.
 */
export async function inviteLeaders(
  database: Database,
  clock: Clock,
  survey: Survey,
  people: readonly Invitee[],
  by: string,
): Promise<ReadonlySet<string>> {
  return whileRunning(database, clock, survey, async (transaction, now) => {
    const invited = await invitedAddresses(transaction, survey.assessmentId);
    const already = people.map(({ email }) => email).filter((email) => invited.has(email));
    if (already.length > 0) return new Set(already);
    const offers = people.map(({ email, name, role }) => ({
      purpose: 'respondent' as const,
      organisationCode: survey.organisation.code,
      assessmentId: survey.assessmentId,
      email,
      name,
      role: role?.code ?? null,
      family: role?.family ?? null,
    }));
    await invite(transaction, offers, now);
    await record(transaction, {
      chain: survey.assessmentId,
      at: now.toISOString(),
      actorId: by,
      act: 'invite',
      subject: { count: people.length },
    });
    return new Set();
  });
}
