import type { Database } from '../../shared/database.ts';
import type { Survey } from '../../survey/survey.ts';
import type { holdPosition } from '../agreement-store.ts';
import { findStandingSignOff } from '../sign-off/sign-off-store.ts';

/** Whether a position may be changed at this moment, for pages; an act holds the position. */
export async function changeable(
  database: Database,
  { assessmentId, closedAt }: Survey,
): ReturnType<typeof holdPosition> {
  if (!closedAt) return 'too-early';
  return (await findStandingSignOff(database, assessmentId)) ? 'signed-off' : 'open';
}
