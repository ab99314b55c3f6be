import type { InvitationTable } from '../../src/shared/access-tables.ts';
import { newId } from '../../src/shared/ids.ts';
import { organisations, type Stage, type Where } from './people.ts';
import { at, insertPerson, type World } from './world.ts';

/** What addresses name, by where in the pattern of a route it stands. */
export type Things = Readonly<Record<string, string>>;

const later = '2027-12-01T00:00:00.000Z';

/** Gives an organisation one of everything, and says the ids. */
export async function insertThings(world: World, where: Where, stage: Stage): Promise<Things> {
  const { database } = world;
  const code = organisations[where];
  const assessment = world.assessments[where][stage];
  const holder = await insertPerson(database, `holder of roles in ${where}`);
  const common = { person_id: holder, appointed_at: at, ended_at: null };
  const [lead, facilitator, joinCode, action] = [newId(), newId(), newId(), newId()];
  await database
    .insertInto('appointment')
    .values([
      {
        ...common,
        id: lead,
        role: 'assessment-lead',
        organisation_code: code,
        assessment_id: null,
      },
      {
        ...common,
        id: facilitator,
        role: 'facilitator',
        organisation_code: null,
        assessment_id: assessment,
      },
    ])
    .execute();
  const letters = `${'ACDEFHJ'.charAt(Object.keys(organisations).indexOf(where))}${stage === 'open' ? 'D' : 'E'}KK`;
  await database
    .insertInto('join_code')
    .values({
      id: joinCode,
      assessment_id: assessment,
      code: `${letters}HHHH`,
      places: 20,
      created_at: at,
      expires_at: later,
    })
    .execute();
  await database
    .insertInto('action')
    .values({
      id: action,
      assessment_id: assessment,
      title: 'Appoint somebody',
      owner: 'Chief executive',
      due_on: '2027-12-31',
      item: null,
      statement: null,
      status: 'not-started',
      version: 1,
      workshop_id: null,
      created_at: at,
      created_by: holder,
      changed_at: at,
    })
    .execute();
  const signOff = await database
    .selectFrom('sign_off')
    .select('id')
    .where('assessment_id', '=', assessment)
    .executeTakeFirst();
  const ofSurvey = { organisation_code: code, assessment_id: assessment, scope: assessment };
  const ofCode = { organisation_code: code, assessment_id: null, scope: code };
  return {
    '/organisations/:code': code,
    '/icbs/:code': code,
    '/benchmarks/:organisation': code,
    '/vote/:code': `${letters}HH`,
    '/join/:code': `${letters}HHHH`,
    '/surveys/:assessment/join-codes/:code': joinCode,
    '/surveys/:assessment/facilitator/appointments/:appointment': facilitator,
    '/organisations/:code/appointments/:appointment': lead,
    '/surveys/:assessment/invitations/:invitation': await invitation(world, {
      ...ofSurvey,
      purpose: 'respondent',
    }),
    '/surveys/:assessment/facilitator/invitations/:invitation': await invitation(world, {
      ...ofSurvey,
      purpose: 'facilitator',
    }),
    '/organisations/:code/invitations/:invitation': await invitation(world, {
      ...ofCode,
      purpose: 'signatory',
      email: `${stage}@leaders.example`,
    }),
    ':assessment': assessment,
    ':action': action,
    ':signOff': signOff?.id ?? newId(),
    ...(await insertRoom(world, assessment, `${letters}HH`, holder)),
  };
}

async function invitation(
  { database }: World,
  values: Pick<InvitationTable, 'purpose' | 'scope' | 'organisation_code' | 'assessment_id'> & {
    readonly email?: string;
  },
): Promise<string> {
  const id = newId();
  await database
    .insertInto('invitation')
    .values({
      id,
      email: 'invited@leaders.example',
      name: 'Somebody',
      role: values.purpose === 'respondent' ? 'data-lead' : null,
      created_at: at,
      expires_at: later,
      ...values,
    })
    .execute();
  return id;
}

/** An opened workshop with a question on the screen, a device and a round. */
async function insertRoom(
  { database }: World,
  assessment_id: string,
  code: string,
  created_by: string,
): Promise<Things> {
  const [workshop, round, participant] = [newId(), newId(), newId()];
  await database
    .insertInto('workshop')
    .values({
      id: workshop,
      assessment_id,
      number: 1,
      code,
      pace: 'usual',
      minutes: 120,
      created_at: at,
      created_by,
      opened_at: at,
      step: 'A1',
    })
    .execute();
  await database
    .insertInto('agenda_item')
    .values(
      ['A1', 'A2', 'C1', 'M01'].map((item, position) => ({
        workshop_id: workshop,
        item,
        position,
        reasons: '["chosen"]',
        together: position > 1 ? (1 as const) : (0 as const),
      })),
    )
    .execute();
  await database
    .insertInto('participant')
    .values({
      id: participant,
      workshop_id: workshop,
      device_hash: `hash of ${participant}`,
      label: 1,
      family: 'digital',
    })
    .execute();
  await database
    .insertInto('round')
    .values({ id: round, workshop_id: workshop, item: 'A1', number: 1, opened_at: at })
    .execute();
  await database
    .insertInto('ballot')
    .values({ round_id: round, participant_id: participant, choice: null })
    .execute();
  return { ':workshop': workshop, ':round': round, ':participant': participant };
}
