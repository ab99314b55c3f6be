import { record } from '../../people/audit-store.ts';
import { method } from '../../scoring/method.ts';
import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import type { Survey } from '../../survey/survey.ts';
import { currentAgreements, holdPosition } from '../agreement-store.ts';
import { scorePosition } from '../position.ts';
import { refuseUnless } from '../record-agreement.ts';
import { icbsAbove } from './icb-above.ts';
import { endRequest, findOpenRequest } from './request-store.ts';
import { doerWords, type SignOff, type SignOffRequest } from './sign-off.ts';
import { enqueueFor, holdersOf } from './sign-off-message.ts';
import { findStandingSignOff, insertSignOff } from './sign-off-store.ts';
import { fingerprintOf, freeze } from './signed-position.ts';

/** What somebody signs: the position that they read, and whether their board may see its scores. */
export interface Signing {
  readonly fingerprint: string;
  readonly share: boolean;
}

/** The position is no longer the one that was read. */
export class PositionChanged extends Problem {
  constructor() {
    super('conflict', 'The position has changed since you opened this page. Nothing is signed.');
  }
}

/**
 * Signs off a position: freezes it as it is, with its scores, and tells the leads. Signed by the
 * same person already, just like that, it changes nothing.
 * @param by the signatory.
 * @throws PositionChanged where it is not what was read; Problem "conflict" before the survey has
 * closed, after somebody signed it off and where nobody asks for it, "not-allowed" for who asked,
 * "invalid" for sharing without a board to share with.
 */
export async function signPosition(
  database: Database,
  clock: Clock,
  survey: Survey,
  { fingerprint, share }: Signing,
  by: string,
): Promise<void> {
  const { assessmentId, questionnaire } = survey;
  const now = clock();
  const at = timestamp(() => now);
  if (share && (await icbsAbove(database, survey, now)).length === 0) throw nobodyToShareWith();
  await transact(database, async (transaction) => {
    const state = await holdPosition(transaction, assessmentId);
    if (state === 'signed-off') {
      const standing = await findStandingSignOff(transaction, assessmentId);
      if (standing && isTheSame(standing, { fingerprint, share }, by)) return;
      throw signedAlready(standing);
    }
    refuseUnless(state);
    const request = await findOpenRequest(transaction, assessmentId);
    if (!request) throw notAsked();
    refuseAsker(request, by);

    const agreements = await currentAgreements(transaction, assessmentId);
    const scored = scorePosition(survey, agreements, now);
    const content = freeze({ survey, agreements, scored }, now);
    if (fingerprintOf(content) !== fingerprint) throw new PositionChanged();
    // Sending it back does not hold the position.
    if (!(await endRequest(transaction, request.id, { at, by, outcome: 'signed' })))
      throw notAsked();
    const signOff = await insertSignOff(transaction, assessmentId, {
      signedAt: at,
      signedBy: by,
      questionnaireVersion: questionnaire.version,
      methodVersion: method.version,
      content,
      shared: share,
    });
    const subject = { assessment: assessmentId, signOff };
    const line = { chain: assessmentId, at, actorId: by, subject };
    await record(transaction, {
      ...line,
      act: 'sign-off',
      before: { request: 'open', signed: false },
      after: { request: 'signed', signed: true },
    });
    if (share)
      await record(transaction, {
        ...line,
        act: 'share-with-icb',
        before: { shared: false },
        after: { shared: true },
      });
    const leads = await holdersOf(transaction, survey, 'assessment-lead');
    await enqueueFor(transaction, 'signed-off', survey, leads, at);
  });
}

/** @throws Problem "not-allowed" for who asked: a second person has to look at it. */
export function refuseAsker({ askedBy }: SignOffRequest, by: string): void {
  if (askedBy.id === by)
    throw new Problem(
      'not-allowed',
      'You asked for this position to be signed off yourself. Somebody else has to sign it.',
    );
}

export function notAsked(): Problem {
  return new Problem(
    'conflict',
    'Nobody asks for this position to be signed off any more. The assessment lead may have taken the request back.',
  );
}

export function nobodyToShareWith(): Problem {
  return new Problem(
    'invalid',
    'There is no integrated care board to share this with. Go back and keep it private.',
  );
}

function isTheSame(standing: SignOff, { fingerprint, share }: Signing, by: string): boolean {
  return (
    standing.signedBy.id === by &&
    (standing.sharedAt !== null) === share &&
    fingerprintOf(standing.content) === fingerprint
  );
}

function signedAlready(standing: SignOff | undefined): Problem {
  const who = standing ? doerWords(standing.signedBy) : 'somebody';
  return new Problem('conflict', `This position has been signed off already, by ${who}.`);
}
