import { describe, expect, test } from '@jest/globals';
import { erasePerson } from '../../src/assessment/erase-person.ts';
import { nationalChain } from '../../src/people/audit.ts';
import { eraseOwnData } from '../../src/personal/erase-own-data.ts';
import { makeExport } from '../../src/personal/make-export.ts';
import { newId } from '../../src/shared/ids.ts';
import { readChain } from '../support/audit-chain.ts';
import { buildWorld, type Name, people, placeOf, save, stage } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump, errorsOn, heading, mainText, open, refused, send } from '../support/pages.ts';
import { today } from '../support/service.ts';

const world = stage();
const erasure = '/my-data/erasure';
const england = { role: 'national-administrator', organisation_code: null } as const;
const appointed = (name: Name) => ({
  ...{ id: newId(), person_id: people[name], assessment_id: null },
  ...{ ...england, appointed_at: today.toISOString() },
});
const nameOf = async (name: Name) => {
  const row = await world.database
    .selectFrom('person')
    .select('name')
    .where('id', '=', people[name])
    .executeTakeFirstOrThrow();
  return row.name;
};

describe('erasing oneself', () => {
  test('is explained first: surveys, roles and what stays', async () => {
    const { text } = await world.browsers.lena.get(erasure).expect(200);
    expect(mainText(text)).toMatch(/only assessment lead of these organisations.*Hill NHS Trust/);
    expect(mainText(text)).not.toMatch(/Surveys without results yet|Dale/);
    const { text: page } = await world.browsers.alice.get(erasure).expect(200);
    expect(mainText(page)).toMatch(/Surveys without results yet.*Hill NHS Trust, Autumn 2026/);
    expect(mainText(page)).not.toContain('only assessment lead');
  });

  test('does not warn a lead beside whom there is another', async () => {
    const lead = { role: 'assessment-lead', organisation_code: 'RAA' } as const;
    const other = { ...appointed('bob'), ...lead };
    await world.database.insertInto('appointment').values(other).execute();
    const { text } = await world.browsers.lena.get(erasure).expect(200);
    expect(mainText(text)).not.toContain('only assessment lead');
    await world.database.deleteFrom('appointment').where('id', '=', other.id).execute();
  });

  test.each<[string, Record<string, string | string[]>]>([
    ['a box that is not ticked', {}],
    ['another word', { understood: 'no' }],
    ['the box ticked twice', { understood: ['yes', 'yes'] }],
  ])('is refused for %s, on the same page', async (_what, fields) => {
    const { alice } = world.browsers;
    const { _csrf = '' } = await open(alice, erasure);
    const { text } = await refused(world, 422, () => send(alice, erasure, { _csrf, ...fields }));
    expect(heading(text)).toBe('Erase everything about you');
    expect(errorsOn(text)).toEqual([
      ['Tick the box if you want everything about you to be erased', '#understood'],
    ]);
    expect(await nameOf('alice')).toBe('alice');
  });

  test('is refused with a field that the form does not have, and without its token', async () => {
    const { alice } = world.browsers;
    const form = { ...(await open(alice, erasure)), understood: 'yes' };
    await refused(world, 422, () => send(alice, erasure, { ...form, person: people.bob }));
    await refused(world, 403, () => send(alice, erasure, { ...form, _csrf: 'x' }));
    expect([await nameOf('alice'), await nameOf('bob')]).toEqual(['alice', 'bob']);
  });

  test('is refused to the last national administrator, until there is another', async () => {
    const { nora } = world.browsers;
    const { text } = await nora.get(erasure).expect(200);
    expect(mainText(text)).toContain('last national administrator');
    expect(text).not.toContain('name="understood"');
    const form = { ...(await open(nora, '/my-data')), understood: 'yes' };
    const { _csrf = '' } = await open(nora, '/cycles/new');
    const everything = await dump(world.database, ['person', 'appointment', 'session', 'audit']);
    await refused(world, 409, () => send(nora, erasure, { ...form, _csrf }));
    expect(await dump(world.database, ['person', 'appointment', 'session', 'audit'])).toBe(
      everything,
    );

    await world.database.insertInto('appointment').values(appointed('sam')).execute();
    await send(nora, erasure, { ...form, _csrf }).expect(303);
    expect(await nameOf('nora')).toBe('Erased person');
  });

  test('ends every session at once, and leaves nobody else changed', async () => {
    const { respondentId } = await placeOf(world, 'alice', 'hill');
    await save(world.database, respondentId, [['A1', '3']]);
    const { alice } = world.browsers;
    const phone = await world.service.as(people.alice);
    await phone.get('/assessments').expect(200);
    const form = { ...(await open(alice, erasure)), understood: 'yes' };
    const { headers } = await send(alice, erasure, form).expect(303);
    expect(headers.location).toBe('/my-data/erased');
    expect(String(headers['set-cookie'])).toMatch(/session=;/);
    const { text } = await alice.get('/my-data/erased').expect(200);
    expect(heading(text)).toBe('Everything about you is erased');
    expect(text).not.toContain('/sessions/end');

    for (const browser of [alice, phone]) await browser.get('/my-data').expect(303);
    expect(await nameOf('alice')).toBe('Erased person');
    expect(await nameOf('bob')).toBe('bob');
    const answers = await world.database.selectFrom('answer').selectAll().execute();
    expect(answers).toEqual([]);
    const last = (await readChain(world.database, nationalChain)).at(-1);
    expect(last).toMatchObject({ act: 'erase-person', actorId: null });
    await send(alice, erasure, form).expect(401);
    expect(world.service.logged).toEqual([]);
  });
});

onEachDatabase('erasing', (database) => {
  test('of two administrators who erase themselves at once, one stays', async () => {
    await buildWorld(database());
    await database().insertInto('appointment').values(appointed('sam')).execute();
    const done = await Promise.all(
      (['nora', 'sam'] as const).map((name) => eraseOwnData(database(), () => today, people[name])),
    );
    expect(done.sort()).toEqual([false, true]);
    const left = await database()
      .selectFrom('appointment')
      .select('person_id')
      .where('role', '=', england.role)
      .where('ended_at', 'is', null)
      .execute();
    expect(left).toHaveLength(1);
  });

  test('takes away how somebody signs in elsewhere', async () => {
    const { bob: person_id } = people;
    const at = today.toISOString();
    const issuer = { issuer: 'https://issuer.example', person_id };
    await database()
      .insertInto('identity')
      .values({ ...issuer, subject: 'bob', added_at: at })
      .execute();
    const hashes = { state_hash: 'a', browser_hash: 'b', nonce: 'c', code_verifier: 'd' };
    await database()
      .insertInto('sign_in_attempt')
      .values({ ...issuer, ...hashes, expires_at: at })
      .execute();
    const { identities, signInAttempts } = await makeExport(database(), () => today, person_id);
    expect([identities, signInAttempts]).toMatchObject([[{ subject: 'bob' }], [{ expiresAt: at }]]);
    await erasePerson(database(), () => today, person_id);
    expect(await dump(database(), ['identity', 'sign_in_attempt'])).toBe('');
  });
});
