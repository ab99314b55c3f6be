import { type Clock, timestamp } from '../../shared/clock.ts';
import { type Database, transact } from '../../shared/database.ts';
import { Problem } from '../../shared/problems.ts';
import { accept, type TakeUps } from '../accept.ts';
import { nationalChain } from '../audit.ts';
import { holdChain, record } from '../audit-store.ts';
import { ownName } from '../invitation-name.ts';
import type { Person } from '../person.ts';
import { findByEmail } from '../person-store.ts';
import { isSameIssuer, type Stranger } from './claims.ts';
import { findByIdentity, insertIdentity, issuersOf } from './identity-store.ts';
import { openInvitationsTo } from './invited-store.ts';

/** Why somebody whom an issuer vouches for is not signed in. */
export type Unknown = 'not-invited' | 'other-account' | 'disabled';

export interface Recognised {
  readonly personId: string;
  /** Where what they were invited to begins; null where they were known before. */
  readonly next: string | null;
}

/**
 * Who somebody is that an issuer vouches for: the person with this identity. An address that the
 * issuer has verified makes the match once, with a person who has no identity of that issuer, or
 * with the invitations that wait for it, which are accepted then; from there on only the identity
 * counts, so that an address given to somebody else takes nobody over.
 * @param issuer the id of the issuer in the settings.
 */
export async function recognise(
  database: Database,
  clock: Clock,
  issuer: string,
  stranger: Stranger,
  takeUps: TakeUps,
): Promise<Recognised | Unknown> {
  const known = await findByIdentity(database, stranger);
  if (known) return known.disabledAt ? 'disabled' : { personId: known.id, next: null };
  const { email } = stranger;
  if (email === null) return 'not-invited';
  const person = await findByEmail(database, email);
  if (person?.disabledAt) return 'disabled';
  const next = person ? null : await acceptAll(database, clock, email, stranger.name, takeUps);
  const personId = person?.id ?? (await findByEmail(database, email))?.id;
  if (personId === undefined) return 'not-invited';
  return (await addIdentity(database, clock, issuer, stranger, personId))
    ? { personId, next }
    : 'other-account';
}

/**
 * Whether somebody whom an issuer vouches for is this person, who is signed in: by their identity,
 * or once by their address.
 */
export async function isThem(
  database: Database,
  clock: Clock,
  issuer: string,
  stranger: Stranger,
  person: Pick<Person, 'id' | 'email'>,
): Promise<boolean> {
  const known = await findByIdentity(database, stranger);
  if (known) return known.id === person.id;
  if (stranger.email === null || stranger.email !== person.email) return false;
  return addIdentity(database, clock, issuer, stranger, person.id);
}

/**
 * Has somebody known by this identity from now on; false, and nothing is changed, where the issuer
 * knows the person by another account.
 */
async function addIdentity(
  database: Database,
  clock: Clock,
  issuer: string,
  stranger: Stranger,
  personId: string,
): Promise<boolean> {
  const now = timestamp(clock);
  return transact(database, async (transaction) => {
    // First, since it keeps everybody waiting who comes with another account at the same time.
    await holdChain(transaction, nationalChain);
    const issuers = await issuersOf(transaction, personId);
    if (issuers.some((other) => isSameIssuer(other, stranger.issuer)))
      return (await findByIdentity(transaction, stranger))?.id === personId;
    await insertIdentity(transaction, stranger, personId, now);
    await record(transaction, {
      chain: nationalChain,
      at: now,
      actorId: personId,
      act: 'add-identity',
      subject: { person: personId, issuer },
    });
    return true;
  });
}

/**
 * Accepts what waits for somebody who is new here.
 * @returns where it begins; null where that is nothing, or several things.
 */
async function acceptAll(
  database: Database,
  clock: Clock,
  email: string,
  given: string | null,
  takeUps: TakeUps,
): Promise<string | null> {
  const begun: string[] = [];
  for (const invitation of await openInvitationsTo(database, email, timestamp(clock))) {
    const name = ownName.safeParse(given).data ?? invitation.name ?? email;
    const takeUp = takeUps[invitation.purpose];
    try {
      const accepted = await accept(database, clock, invitation, name, takeUp);
      if (accepted) begun.push(accepted.next);
    } catch (error) {
      // A survey that has closed keeps nobody from what else they were invited to.
      if (!(error instanceof Problem)) throw error;
    }
  }
  return begun.length === 1 ? (begun[0] ?? null) : null;
}
