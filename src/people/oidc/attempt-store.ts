import type { Database } from '../../shared/database.ts';
import { hashed } from '../session.ts';
import type { Attempt, AttemptSecrets } from './attempt.ts';

/** Keeps a new attempt, under the hashes of what it is known by. */
export async function insertAttempt(
  database: Database,
  attempt: Attempt,
  { state, browser }: AttemptSecrets,
  expiresAt: string,
): Promise<void> {
  await database
    .insertInto('sign_in_attempt')
    .values({
      state_hash: hashed(state),
      browser_hash: hashed(browser),
      issuer: attempt.issuer,
      nonce: attempt.nonce,
      code_verifier: attempt.codeVerifier,
      return_to: attempt.returnTo,
      person_id: attempt.personId,
      expires_at: expiresAt,
    })
    .execute();
}

/**
 * Uses an attempt up, in one statement, so that of two who come back with it one goes on; undefined
 * for one that was used, has expired, or was begun in another browser, which uses it up as well.
 */
export async function takeAttempt(
  database: Database,
  { state, browser }: AttemptSecrets,
  now: string,
): Promise<Attempt | undefined> {
  const row = await database
    .deleteFrom('sign_in_attempt')
    .where('state_hash', '=', hashed(state))
    .returningAll()
    .executeTakeFirst();
  if (!row || row.expires_at <= now || row.browser_hash !== hashed(browser)) return undefined;
  return {
    issuer: row.issuer,
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    returnTo: row.return_to,
    personId: row.person_id,
  };
}

/** Forgets the attempts that have expired. */
export async function forgetExpiredAttempts(database: Database, now: string): Promise<void> {
  await database.deleteFrom('sign_in_attempt').where('expires_at', '<=', now).execute();
}
