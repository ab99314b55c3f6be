import { signedPosition } from '../../src/position/sign-off/signed-position.ts';
import type { Wording } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { personId } from './people.ts';

const signedAt = '2027-04-20T12:00:00.000Z';

/** A position that is signed off at level 3 throughout, and shared with the board. */
export async function insertSignOff(
  database: Database,
  assessmentId: string,
  wording: Wording,
): Promise<void> {
  const { dimensions } = loadQuestionnaire(latestVersion, wording);
  const score = { status: 'scored' as const, score: 3, answered: 5, applicable: 5 };
  const content = signedPosition.parse({
    on: signedAt.slice(0, 10),
    questions: {},
    owners: {},
    dimensions: dimensions.map(({ code }) => ({
      code,
      claimed: score,
      evidenced: score,
      score: 3,
      upper: 3,
      gates: [],
      confidence: null,
    })),
    overall: {
      overall: 3,
      scored: dimensions.length,
      applicable: dimensions.length,
      secured: { level: 3, atMost: null, heldBy: [] },
    },
    eligible: true,
  });
  await database
    .insertInto('sign_off')
    .values({
      id: newId(),
      assessment_id: assessmentId,
      signed_at: signedAt,
      signed_by: personId('signatory'),
      questionnaire_version: latestVersion,
      method_version: 1,
      content: JSON.stringify(content),
      shared_at: signedAt,
    })
    .execute();
}
