import { record } from '../people/audit-store.ts';
import { type Clock, timestamp } from '../shared/clock.ts';
import { type Database, transact } from '../shared/database.ts';
import { found } from '../shared/problems.ts';
import { findAssessment, insertAssessment } from './open-store.ts';

/** An assessment to open: whose it is, in which cycle, and when its survey closes by itself. */
export interface WantedSurvey {
  readonly organisationCode: string;
  readonly cycleId: string;
  /** Null for one without a survey, whose position is agreed without asking anybody beforehand. */
  readonly closesAt: string | null;
}

/**
 * Opens an organisation's assessment in a cycle, which has one of each organisation. One that is
 * there already stays as it is.
 * @param by the lead who opens it.
 * @returns its id, and whether this made it.
 */
export async function openSurvey(
  database: Database,
  clock: Clock,
  wanted: WantedSurvey,
  by: string,
): Promise<{ readonly assessmentId: string; readonly opened: boolean }> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    const assessmentId = await insertAssessment(transaction, { ...wanted, openedAt: now });
    if (!assessmentId)
      return { assessmentId: found(await findAssessment(transaction, wanted)), opened: false };
    await record(transaction, {
      chain: assessmentId,
      at: now,
      actorId: by,
      act: 'open-survey',
      subject: {
        assessment: assessmentId,
        ...(wanted.closesAt === null ? { without: 'survey' } : {}),
      },
      after: { cycle: wanted.cycleId, closesAt: wanted.closesAt },
    });
    return { assessmentId, opened: true };
  });
}
