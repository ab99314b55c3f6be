import { beforeAll, describe, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/assessment/erase-person.ts';
import { enqueue } from '../../src/mail/store.ts';
import { nationalChain } from '../../src/people/audit.ts';
import { insertInvitationLink } from '../../src/people/invitation-store.ts';
import { invite } from '../../src/people/invite.ts';
import { findOrInsertPerson } from '../../src/people/person-store.ts';
import { replaceLinks } from '../../src/people/sign-in-link-store.ts';
import { findSession, insertSession } from '../../src/people/store.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { firstBroken, readChain } from '../support/audit-chain.ts';
import {
  buildWorld,
  everything,
  people,
  placeOf,
  save,
  setRespondent,
  type World,
} from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';

const clock = () => today;
const now = today.toISOString();
const email = 'dora@leaders.example';

onEachDatabase('erasing a person', (database) => {
  let world: World;
  let erased: Awaited<ReturnType<typeof erasePerson>>;
  let others: string;

  /** Everything that is of anybody else, and of nobody. */
  async function ofOthers(): Promise<string> {
    const tables: (keyof Schema)[] = [
      ...(['person', 'session', 'sign_in_link', 'appointment', 'invitation_link'] as const),
      ...(['message', 'survey_results', 'survey_release', 'assessment', 'organisation'] as const),
    ];
    const rows = (await dump(database(), tables)).split('\n');
    return rows.filter((row) => !row.includes(people.dora) && !row.includes(email)).join('\n');
  }

  /** Dora answers for Dale, whose survey closes, and for the board, whose survey does not. */
  beforeAll(async () => {
    world = await buildWorld(database());
    for (const where of ['dale', 'board'] as const) {
      const { respondentId, questionnaire } = await placeOf(world, 'dora', where);
      await save(database(), respondentId, everything(questionnaire));
      await setRespondent(database(), respondentId, { role: 'data-lead', submitted_at: now });
    }
    await database().updateTable('answer').set({ note: 'Hers', note_shared: 1 }).execute();
    const { dale, board, hill } = world.assessments;
    await closeSurvey(database(), clock, dale, null);
    for (const name of ['dora', 'bob'] as const) {
      const session = { id: name, personId: people[name], csrfToken: 'x', now };
      await insertSession(database(), session);
      const link = { token: name, personId: people[name], returnTo: null, now, expiresAt: now };
      await replaceLinks(database(), link);
      await database()
        .insertInto('appointment')
        .values({
          ...{ id: newId(), person_id: people[name], role: 'signatory' },
          ...{ organisation_code: 'RBB', appointed_at: now },
        })
        .execute();
    }
    const offer = { purpose: 'respondent', organisationCode: null, name: 'Dora' } as const;
    const [accepted = '', waiting = ''] = await invite(
      database(),
      [
        { ...offer, assessmentId: board, email },
        { ...offer, assessmentId: hill, email },
        { ...offer, assessmentId: hill, email: 'bob@leaders.example', name: 'Bob' },
      ],
      today,
    );
    const used = database().updateTable('invitation').where('id', '=', accepted);
    await used.set({ person_id: people.dora, accepted_at: now }).execute();
    const link = { invitationId: waiting, token: 'secret', now };
    await insertInvitationLink(database(), link);
    await enqueue(database(), [{ kind: 'sign-in', address: email }], now);
    others = await ofOthers();
    erased = await erasePerson(database(), clock, people.dora);
  });

  const rows = <T extends keyof Schema>(table: T) =>
    database().selectFrom(table).selectAll().execute() as Promise<Record<string, unknown>[]>;

  test('says how much there was', () => {
    expect(erased).toEqual({
      ...{ removed: 1, unlinked: 1, appointments: 1, invitations: 2, messages: 3 },
    });
  });

  test('leaves only that there was somebody, who can sign in no more', async () => {
    const person = (await rows('person')).find(({ id }) => id === people.dora);
    expect(person).toMatchObject({ name: 'Erased person', job_title: '', email: null });
    expect(person?.disabled_at).toBe(now);
    expect(await findSession(database(), 'dora')).toBeUndefined();
    expect(await findSession(database(), 'bob')).toBeDefined();
    for (const table of ['session', 'sign_in_link'] as const)
      expect((await rows(table)).map(({ person_id }) => person_id)).toEqual([people.bob]);
  });

  test('removes the answers of the open survey, and unlinks those of the closed one', async () => {
    const respondents = await rows('respondent');
    expect(respondents.filter(({ person_id }) => person_id === people.dora)).toEqual([]);
    expect(respondents.filter(({ person_id }) => person_id === null)).toMatchObject([
      { assessment_id: world.assessments.dale, role: 'data-lead' },
    ]);
    const answers = await rows('answer');
    expect(answers.length).toBeGreaterThan(30);
    expect(new Set(answers.map(({ note }) => note))).toEqual(new Set([null]));
  });

  test('leaves of her invitations only what they were for, and ends their links', async () => {
    const invitations = await rows('invitation');
    const hers = invitations.filter(({ email }) => email === null);
    expect(hers.map(({ scope }) => scope).sort()).toEqual(
      [world.assessments.board, world.assessments.hill].sort(),
    );
    for (const invitation of hers)
      expect(invitation).toMatchObject({ name: null, person_id: null, purpose: 'respondent' });
    expect(invitations.filter(({ email }) => email !== null)).toMatchObject([{ name: 'Bob' }]);
    expect(await rows('invitation_link')).toEqual([]);
  });

  test('ends her roles', async () => {
    const held = (await rows('appointment')).filter(({ person_id }) => person_id === people.dora);
    expect(held).toMatchObject([{ ended_at: now }]);
  });

  test('leaves everybody else and every result as they were', async () => {
    expect(await ofOthers()).toBe(others.replace(/invitation_link [^\n]*\n/, ''));
  });

  test('leaves her name and address nowhere', async () => {
    const tables = Object.keys(
      await database()
        .introspection.getTables()
        .then((all) => Object.fromEntries(all.map(({ name }) => [name, true]))),
    ) as (keyof Schema)[];
    expect(tables).toContain('message');
    expect((await dump(database(), tables)).toLowerCase()).not.toMatch(/dora|"hers"/);
  });

  test('stands in the audit, which stays whole', async () => {
    const national = await readChain(database(), nationalChain);
    expect(national.at(-1)).toMatchObject({
      ...{ act: 'erase-person', actorId: null, subject: { person: people.dora } },
    });
    for (const chain of [nationalChain, ...Object.values(world.assessments)])
      expect(firstBroken(await readChain(database(), chain))).toBeNull();
    const board = await readChain(database(), world.assessments.board);
    expect(board.map(({ act }) => act)).toEqual(['erase-respondent']);
  });

  describe('and then', () => {
    test('the address can be invited as if it were new', async () => {
      const { id } = await findOrInsertPerson(database(), { email, name: 'Another', now });
      expect(id).not.toBe(people.dora);
      await database().deleteFrom('person').where('id', '=', id).execute();
    });

    test('erasing again finds nothing to erase, and nobody is not found', async () => {
      expect(await erasePerson(database(), clock, people.dora)).toEqual({
        ...{ removed: 0, unlinked: 0, appointments: 0, invitations: 0, messages: 0 },
      });
      await expect(erasePerson(database(), clock, newId())).rejects.toMatchObject({
        kind: 'not-found',
      });
    });

    test('somebody without an address is erased too, and takes nobody along', async () => {
      await database()
        .updateTable('person')
        .set({ email: null })
        .where('id', '=', people.charlie)
        .execute();
      const { invitations, messages } = await erasePerson(database(), clock, people.charlie);
      expect([invitations, messages]).toEqual([0, 0]);
      expect((await rows('invitation')).filter(({ name }) => name === 'Bob')).toHaveLength(1);
    });
  });
});
