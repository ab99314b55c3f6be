import type { Composer, MessageKind } from '../../mail/message.ts';
import { enqueue } from '../../mail/store.ts';
import { listAppointments } from '../../people/appointment-store.ts';
import { findByEmail } from '../../people/person-store.ts';
import type { Database } from '../../shared/database.ts';
import type { Survey } from '../../survey/survey.ts';
import { positionPath, type Standing } from '../standing.ts';
import { findStanding } from '../standing-store.ts';
import { findOpenRequest, listRequests } from './request-store.ts';
import { findStandingSignOff } from './sign-off-store.ts';

/** Those who hold a role of an organisation and can sign in. */
export async function holdersOf(
  database: Database,
  { organisation }: Pick<Survey, 'organisation'>,
  role: 'assessment-lead' | 'signatory',
) {
  const where = { organisationCode: organisation.code, assessmentId: null };
  const appointments = await listAppointments(database, where);
  return appointments
    .filter((each) => each.role === role && !each.person.disabled)
    .map(({ person }) => person);
}

/** Puts a mail in the queue for each of these people who has an address. */
export async function enqueueFor(
  transaction: Database,
  kind: MessageKind,
  { assessmentId }: Pick<Survey, 'assessmentId'>,
  people: readonly { readonly email: string | null }[],
  now: string,
): Promise<void> {
  const mails = people.flatMap(({ email }) =>
    email === null ? [] : [{ kind, address: email, assessmentId }],
  );
  await enqueue(transaction, mails, now);
}

/** Writes to a signatory that a position waits for them. Null where it does not, or no longer. */
export function signOffAskedComposer(baseUrl: string): Composer {
  return composer(async (database, { survey, signs }) => {
    const request = await findOpenRequest(database, survey.assessmentId);
    if (!signs || !request) return null;
    const { organisation, cycle } = survey;
    return {
      subject: `The position of ${organisation.name} waits for you to sign it off`,
      text: `The assessment lead of ${organisation.name} asks you to sign off what was agreed in ${cycle.name}. Everything that you would sign is on one page:

${baseUrl}${positionPath(survey)}/sign-off

Sign in with your address to read it. You can sign it off, or send it back and say why.
`,
    };
  });
}

/** Writes to a lead that the position was sent back. Null where it was asked for again since. */
export function positionReturnedComposer(baseUrl: string): Composer {
  return composer(async (database, { survey, leads }) => {
    const [latest] = await listRequests(database, survey.assessmentId);
    if (!leads || latest?.ended?.outcome !== 'returned') return null;
    const { organisation, cycle } = survey;
    return {
      subject: `The position of ${organisation.name} was sent back`,
      text: `The position of ${organisation.name} in ${cycle.name} was sent back without being signed off. Why is written here:

${baseUrl}${positionPath(survey)}

Sign in with your address to read it. You can change the position and ask again.
`,
    };
  });
}

/** Writes to a lead that the position is signed off. Null where it was reopened since. */
export function signedOffComposer(baseUrl: string): Composer {
  return composer(async (database, { survey, leads }) => {
    if (!leads || !(await findStandingSignOff(database, survey.assessmentId))) return null;
    const { organisation, cycle } = survey;
    return {
      subject: `The position of ${organisation.name} is signed off`,
      text: `The position of ${organisation.name} in ${cycle.name} is signed off, and can no longer be changed:

${baseUrl}${positionPath(survey)}

Sign in with your address to see it.
`,
    };
  });
}

type Words = { readonly subject: string; readonly text: string };

/** Writes only to somebody who can sign in and is something to the position. */
function composer(
  write: (database: Database, standing: Standing) => Promise<Words | null>,
): Composer {
  return async (database, { address, assessmentId }) => {
    const person = await findByEmail(database, address);
    if (!person || person.disabledAt || !assessmentId) return null;
    const standing = await findStanding(database, person, assessmentId);
    return standing ? write(database, standing) : null;
  };
}
