import { expect, test } from '@jest/globals';
import { makeExport } from '../../src/personal/make-export.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { baseOf, organisations, people, placeOf, stage } from '../support/cast.ts';
import { today } from '../support/service.ts';
import { columnsOf, insertRow, type Reference, references } from './rows.ts';

const world = stage();
const clock = () => today;
const email = 'alice@leaders.example';

/** Tables of which nothing is exported, and why not. */
const notOfPeople: Partial<Record<keyof Schema, string>> = {
  organisation: 'the register of organisations',
  icb_membership: 'the register of organisations',
  succession: 'the register of organisations',
  organisation_context: 'the register of organisations',
  cycle: 'the same for everybody',
  peer_catalogue: 'about organisations',
  assessment: 'about an organisation; named where somebody has a place in it',
  survey_results: 'of six people or more',
  survey_release: 'of six people or more',
  survey_comment: 'kept without saying whose it is; the note itself is among the answers',
  release_contribution: 'of an organisation',
  release_part: 'of organisations',
  join_code: 'of an assessment, for anybody',
  agenda_item: 'about questions',
  participant: 'a device, without saying whose it is; forgotten when the workshop ends',
  round: 'how many voted what',
  ballot: 'a device’s vote, without saying whose it is; forgotten when the workshop ends',
  rate_limit: 'counts of some minutes, under keys that say nothing to a reader',
  audit_chain: 'lengths and hashes of the audit',
  backup: 'files, not what is in them',
};

/** Tables whose rows are somebody's by other ways than a reference to the person. */
const byOtherWays: readonly (keyof Schema)[] = [
  ...(['person', 'answer', 'kept_form', 'invitation_link', 'message', 'audit'] as const),
];

const exported = async () => {
  const document = await makeExport(world.database, clock, people.alice);
  return JSON.stringify(document);
};

test('every table that can be about a person is exported, or there is a reason', async () => {
  const all = (await world.database.introspection.getTables()).map(({ name }) => name);
  const ofPeople = (await references(world.database)).filter(({ to }) => to === 'person');
  expect(ofPeople.length).toBeGreaterThan(15);
  const known = [...ofPeople.map(({ table }) => table), ...byOtherWays, ...keysOf(notOfPeople)];
  expect(all.filter((table) => !known.includes(table as keyof Schema))).toEqual([]);
  expect(ofPeople.filter(({ table }) => table in notOfPeople)).toEqual([]);
});

test('a row that refers to somebody, by whichever column, is in their export', async () => {
  const { database } = world;
  const ofPeople = (await references(database)).filter(({ to }) => to === 'person');
  for (const reference of ofPeople) {
    const before = await exported();
    await insertFor(reference);
    const after = await exported();
    expect([reference, after.length > before.length]).toEqual([reference, true]);
  }
});

test('a row that belongs to one of theirs, or to their address, is too', async () => {
  const { database } = world;
  const { respondentId } = await placeOf(world, 'alice', 'hill');
  const invitation = await insertRow(database, 'invitation', { email });
  const rows: [keyof Schema, Record<string, unknown>][] = [
    ['answer', { respondent_id: respondentId }],
    ['kept_form', { respondent_id: respondentId }],
    ['invitation_link', { invitation_id: invitation }],
    ['message', { address: email }],
    ['audit', { actor_id: people.alice }],
    ['audit', { subject: JSON.stringify({ person: people.alice }) }],
    ['audit', { before: JSON.stringify({ person: people.alice }) }],
    ['audit', { after: JSON.stringify({ person: people.alice }) }],
  ];
  for (const [table, given] of rows) {
    const before = await exported();
    await insertRow(database, table, given);
    expect([table, (await exported()).length > before.length]).toEqual([table, true]);
  }
});

test('every column of theirs is in it, or there is a reason', async () => {
  const { database } = world;
  /** The name in the export, of columns whose name there is not their own. */
  const elsewhere: Readonly<Record<string, string>> = {
    'appointment.organisation_code': 'organisation',
    'appointment.assessment_id': 'assessment',
    'invitation.organisation_code': 'organisation',
    'invitation.assessment_id': 'assessment',
    'respondent.assessment_id': 'assessment',
    'message.assessment_id': 'assessment',
  };
  const left = [
    'session.id_hash: a secret',
    'session.csrf_token: a secret',
    'sign_in_link.token_hash: a secret',
    'sign_in_attempt.state_hash: a secret',
    'sign_in_attempt.browser_hash: a secret',
    'sign_in_attempt.nonce: a secret',
    'sign_in_attempt.code_verifier: a secret',
    'invitation_link.token_hash: a secret',
    'invitation_link.invitation_id: the invitation holds its links',
    'invitation.scope: says the same as organisation and assessment',
    'respondent.id: says nothing to anybody but the service',
    'answer.respondent_id: the place holds its answers',
    'answer.save_id: says nothing to anybody but the service',
    'kept_form.respondent_id: the place holds its forms',
    'message.id: says nothing to anybody but the service',
    'message.address: theirs',
    'message.invitation_id: among the invitations',
    'message.return_to: a page of the service',
    'message.due_at: when it is tried next',
    'message.put_off_at: when it was tried last',
  ];
  const document = await makeExport(database, clock, people.alice);
  const names = {
    person: document.person,
    session: document.sessions[0],
    identity: document.identities[0],
    sign_in_link: document.signInLinks[0],
    sign_in_attempt: document.signInAttempts[0],
    appointment: document.appointments[0],
    invitation: document.invitations[0],
    invitation_link: document.invitations.flatMap(({ links }) => links)[0],
    respondent: document.places[0],
    answer: document.places.flatMap(({ answers }) => answers)[0],
    kept_form: document.places.flatMap(({ keptForms }) => keptForms)[0],
    message: document.messages[0],
  } as const;
  const missing: string[] = [];
  for (const [table, row] of Object.entries(names))
    for (const { name } of await columnsOf(database, table)) {
      const camel = name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
      const column = `${table}.${name}`;
      const there = name === 'person_id' || (elsewhere[column] ?? camel) in Object(row);
      if (!there && !left.some((line) => line.startsWith(`${column}:`))) missing.push(column);
    }
  expect(missing).toEqual([]);
});

test('nothing of anybody else is in it, and no secret', async () => {
  const { database } = world;
  const text = await exported();
  for (const [name, id] of Object.entries(people))
    if (name !== 'alice') expect([name, text.includes(id)]).toEqual([name, false]);
  const sessions = await database.selectFrom('session').selectAll().execute();
  expect(sessions.length).toBeGreaterThan(5);
  for (const { id_hash, csrf_token } of sessions) {
    expect(text).not.toContain(id_hash);
    expect(text).not.toContain(csrf_token);
  }
  expect(text).toContain(organisations.hill.code);
  expect(text).not.toContain(world.assessments.dale);
  expect(baseOf(world)).toContain(world.assessments.hill);
});

/** A row that refers to Alice by one column, and by no other. */
async function insertFor({ table, column }: Reference): Promise<void> {
  const { hill } = world.assessments;
  const columns = (await columnsOf(world.database, table)).map(({ name }) => name);
  const place = columns.includes('assessment_id') ? { assessment_id: hill } : {};
  const given = { ...place, [column]: people.alice, ...(table === 'action' && { item: null }) };
  const needed = (await references(world.database)).filter(
    (each) => each.table === table && each.to === 'person' && each.column !== column,
  );
  const others = Object.fromEntries(needed.map((each) => [each.column, people.bob]));
  if (table === 'respondent') {
    const cycle = await insertRow(world.database, 'cycle', {});
    const code = organisations.hill.code;
    const assessment = { cycle_id: cycle, organisation_code: code, id: newId() };
    await insertRow(world.database, 'assessment', assessment);
    Object.assign(given, { assessment_id: assessment.id });
  }
  await insertRow(world.database, table, { ...others, ...given });
}

function keysOf(record: Partial<Record<keyof Schema, string>>): (keyof Schema)[] {
  return Object.keys(record) as (keyof Schema)[];
}
