import { fewest } from '../../disclosure/survey-rules.ts';
import { type Family, families } from '../../questionnaire/questionnaire.ts';
import { method } from '../../scoring/method.ts';
import type { Database } from '../../shared/database.ts';
import { countInWords } from '../../survey/participation.ts';
import { showCounts } from '../../survey/shown-counts.ts';
import { isPresent, type Participant } from './participant.ts';
import { listParticipants } from './participant-store.ts';

export interface Attendance {
  /** How many devices are in the room; of a workshop that has ended, were when it did. */
  readonly devices: number;
  /** How many ever joined, without those that were removed. */
  readonly joined: number;
  /** How many of those are of each role family, in words: "Fewer than six", "7", "Not shown". */
  readonly families: readonly { readonly family: Family; readonly words: string }[];
}

/** Who took part in a workshop. Nothing in it is about a single device. */
export async function attendanceOf(database: Database, workshopId: string): Promise<Attendance> {
  return countAttendance(await listParticipants(database, workshopId));
}

/**
 * Counts who took part so that, whoever knows how many there were in all, no number below six of
 * any role family, or of several together, can be worked out.
 */
export function countAttendance(devices: readonly Participant[]): Attendance {
  const joined = devices.filter(({ removedAt }) => removedAt === null);
  const groups = families.map((family) => ({
    count: joined.filter((device) => device.family === family).length,
    most: joined.length,
  }));
  const shown = showCounts(groups, [], fewest(method));
  return {
    devices: devices.filter(isPresent).length,
    joined: joined.length,
    families: families.map((family, at) => ({
      family,
      words: countInWords(shown.groups[at] ?? 'hidden', joined.length),
    })),
  };
}
