import { beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { readChain } from '../support/audit-chain.ts';
import { people, stage } from '../support/cast.ts';
import { heading, mainText, send, tokenOf } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { act, addressesOf, england, hill, inviteTo, linkTo, refusedAct } from './appointing.ts';

const staged = stage();
const list = `${hill}/appointments`;

const page = async (address: string) => (await staged.browsers.nora.get(address).expect(200)).text;
const endOf = async (email: string, address = list) =>
  addressesOf(await page(address), email).end ?? '';
const lastLine = async () => (await readChain(staged.database, 'england')).at(-1);
const appointmentOf = (person: string) =>
  staged.database
    .selectFrom('appointment')
    .selectAll()
    .where('person_id', '=', person)
    .executeTakeFirstOrThrow();

beforeEach(async () => {
  const { lena, leo, fay, sam, nora } = people;
  const { database } = staged;
  await database
    .deleteFrom('appointment')
    .where('person_id', 'not in', [lena, leo, fay, sam, nora])
    .execute();
  await database.updateTable('appointment').set({ ended_at: null }).execute();
});

describe('ending an appointment', () => {
  test('is asked for once more first, with who it is', async () => {
    const end = await endOf('lena@leaders.example');
    const text = await page(end);
    expect(heading(text)).toBe('Hill NHS Trust End an appointment');
    expect(mainText(text)).toMatch(/lena@leaders.example Role Assessment lead Since 22 November/);
    expect((await appointmentOf(people.lena)).ended_at).toBeNull();
  });

  test('takes the role away with the next request of whoever held it', async () => {
    const { lena } = staged.browsers;
    expect(mainText((await lena.get('/assessments').expect(200)).text)).toContain('You lead');
    const { status, headers } = await act(staged, await endOf('lena@leaders.example'));
    expect([status, headers.location]).toEqual([303, `${list}?done=ended`]);
    expect(mainText((await lena.get('/assessments').expect(200)).text)).not.toContain('You lead');
    const text = await page(headers.location as string);
    expect(mainText(text)).toContain('The appointment has ended');
    expect(text).not.toContain('lena@leaders.example');
  });

  test('may leave an organisation without anybody', async () => {
    const dale = '/organisations/RBB/appointments';
    const { status } = await act(staged, await endOf('leo@leaders.example', dale));
    expect(status).toBe(303);
    expect(mainText(await page(dale))).toContain('Nobody is appointed at present.');
  });

  test('leaves one line in the audit, and twice no second one', async () => {
    const end = await endOf('sam@leaders.example');
    await act(staged, end);
    const line = await lastLine();
    expect(line).toMatchObject({
      at: today.toISOString(),
      actorId: people.nora,
      act: 'end-appointment',
      subject: { appointment: (await appointmentOf(people.sam)).id },
    });
    expect((await act(staged, end)).status).toBe(303);
    await staged.browsers.nora.get(end).expect(303).expect('Location', `${list}?done=ended`);
    expect(await lastLine()).toEqual(line);
  });

  test('can be undone by appointing them again', async () => {
    await act(staged, await endOf('lena@leaders.example'));
    const fields = { email: 'lena@leaders.example' };
    expect((await inviteTo(staged, hill, fields)).status).toBe(303);
    const { lena } = staged.browsers;
    const link = linkTo(staged, 'lena@leaders.example');
    await send(lena, link, { _csrf: await tokenOf(lena) }).expect(303);
    expect(mainText((await lena.get('/assessments').expect(200)).text)).toContain('You lead');
    await act(staged, await endOf('lena@leaders.example'));
  });

  test('finds an appointment under its own office alone', async () => {
    const { id } = await appointmentOf(people.lena);
    const facilitating = await appointmentOf(people.fay);
    const addresses = [
      `${england}/appointments/${id}/end`,
      `/organisations/RBB/appointments/${id}/end`,
      `${hill}/appointments/${facilitating.id}/end`,
      ...[newId(), 'x', '%00'].map((other) => `${hill}/appointments/${other}/end`),
    ];
    for (const address of addresses) {
      await staged.browsers.nora.get(address).expect(404);
      await refusedAct(staged, 404, () => act(staged, address));
    }
  });

  test('is for administrators alone', async () => {
    const end = await endOf('sam@leaders.example');
    const { lena } = staged.browsers;
    await lena.get(end).expect(403);
    const _csrf = await tokenOf(lena);
    await refusedAct(staged, 403, () => send(lena, end, { _csrf }));
    await staged.service.visitor().get(end).expect(303);
    await refusedAct(staged, 401, () => send(staged.service.visitor(), end, {}));
  });
});

describe('the last national administrator', () => {
  test('is ended by nobody, and told why', async () => {
    const end = await endOf('nora@leaders.example', england);
    const text = await page(end);
    expect(mainText(text)).toContain('You are the last national administrator');
    expect(text).not.toContain('End the appointment</button>');
    const refused = await refusedAct(staged, 422, () => act(staged, end));
    expect(mainText(refused)).toContain('Appoint another national administrator first');
  });

  test('is still the last beside somebody who is disabled, or who was only invited', async () => {
    const end = await endOf('nora@leaders.example', england);
    await inviteTo(staged, england, { email: 'ines@england.example' });
    await appoint(people.bob, today.toISOString());
    await refusedAct(staged, 422, () => act(staged, end));
    const { database } = staged;
    await database.updateTable('person').set({ disabled_at: null }).execute();
    expect((await act(staged, end)).status).toBe(303);
  });

  test('may go once there is another one, and loses the page at once', async () => {
    const end = await endOf('nora@leaders.example', england);
    await appoint(people.alice);
    expect(mainText(await page(end))).toContain('You lose the role at once');
    const { status, headers } = await act(staged, end);
    expect([status, headers.location]).toEqual([303, '/assessments']);
    await staged.browsers.nora.get(england).expect(403);
    await staged.browsers.alice.get(england).expect(200);
  });

  test('cannot be two who end each other at once', async () => {
    await appoint(people.alice);
    const { nora, alice } = staged.browsers;
    const ends = [await endOf('alice@leaders.example', england)];
    ends.push(await endOf('nora@leaders.example', england));
    const tokens = [await tokenOf(nora), await tokenOf(alice)];
    const answers = await Promise.all([
      send(nora, ends[0] as string, { _csrf: tokens[0] as string }),
      send(alice, ends[1] as string, { _csrf: tokens[1] as string }),
    ]);
    // The other one is told that they are the last, or have lost the role before they are asked.
    const statuses = answers.map(({ status }) => status).sort();
    expect([
      [303, 403],
      [303, 422],
    ]).toContainEqual(statuses);
  });

  async function appoint(person_id: string, disabled_at: string | null = null): Promise<void> {
    const { database } = staged;
    await database
      .insertInto('appointment')
      .values({
        id: newId(),
        person_id,
        role: 'national-administrator',
        appointed_at: today.toISOString(),
      })
      .execute();
    await database.updateTable('person').set({ disabled_at }).where('id', '=', person_id).execute();
  }
});
