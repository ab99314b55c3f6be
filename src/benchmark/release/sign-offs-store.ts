import type { Kind } from '../../organisations/organisation.ts';
import { type SignedPosition, signedPosition } from '../../position/sign-off/signed-position.ts';
import type { Database } from '../../shared/database.ts';
import { inPages } from '../../shared/in-pages.ts';

/** A position of a cycle that is signed off and was not reopened. */
export interface SignOffOfCycle {
  readonly id: string;
  readonly assessmentId: string;
  readonly organisation: {
    readonly code: string;
    readonly kind: Kind;
    readonly trustType: string | null;
  };
  readonly signedAt: string;
  readonly questionnaireVersion: number;
  readonly methodVersion: number;
  readonly sharedAt: string | null;
  readonly content: SignedPosition;
}

const page = 50;

/**
 * Every position of a cycle that stands and was signed off by then, in the order of organisation
 * codes, a few at a time.
 * @param by the last instant that counts.
 */
export async function* signOffsOfCycle(
  database: Database,
  cycleId: string,
  by: string,
): AsyncGenerator<SignOffOfCycle> {
  const pages = inPages(
    page,
    (after) =>
      database
        .selectFrom('sign_off')
        .innerJoin('assessment', 'assessment.id', 'sign_off.assessment_id')
        .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
        .selectAll('sign_off')
        .select(['organisation.code', 'organisation.kind', 'organisation.trust_type'])
        .where('assessment.cycle_id', 'in', [cycleId])
        .where('sign_off.reopened_at', 'is', null)
        .where('sign_off.signed_at', '<=', by)
        .where('assessment.organisation_code', '>', after)
        .orderBy('assessment.organisation_code')
        .limit(page)
        .execute(),
    ({ code }) => code,
  );
  for await (const rows of pages)
    for (const row of rows) {
      yield {
        id: row.id,
        assessmentId: row.assessment_id,
        organisation: {
          code: row.code,
          kind: row.kind,
          trustType: row.trust_type,
        },
        signedAt: row.signed_at,
        questionnaireVersion: row.questionnaire_version,
        methodVersion: row.method_version,
        sharedAt: row.shared_at,
        content: signedPosition.parse(JSON.parse(row.content)),
      };
    }
}
