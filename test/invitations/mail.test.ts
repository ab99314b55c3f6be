import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Mail } from '../../src/mail/message.ts';
import { buildWorld, people, type Staged } from '../support/cast.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { mainText, send, tableRows } from '../support/pages.ts';
import { startService, today } from '../support/service.ts';
import { invitationsOf, linkTo, pageOf, press, sendList } from './inviting.ts';

const minute = 60_000;
const inMinutes = (minutes: number) => new Date(today.getTime() + minutes * minute).toISOString();

let opened: TestDatabase;
let world: Staged;
/** What the mail server answers with; null while it works. */
let trouble: object | null = null;

beforeAll(async () => {
  opened = await sqliteDatabase();
  const service = startService(opened.database, Object.values(people), {
    transport: (outbox) => ({
      send: async (mail: Mail) => {
        if (trouble) throw Object.assign(new Error(`${mail.to} was not taken`), trouble);
        await outbox.send(mail);
      },
    }),
  });
  const browsers = {} as Staged['browsers'];
  world = { ...(await buildWorld(opened.database)), service, browsers };
});

afterAll(async () => {
  world.service.server.close();
  await opened.remove();
});

beforeEach(async () => {
  world.service.setTime(today.toISOString());
  for (const table of ['message', 'invitation_link', 'invitation'] as const)
    await world.database.deleteFrom(table).execute();
});

/** Lena, signed in at the time that the clock shows. */
const lena = () => world.service.as(people.lena);
const base = () => invitationsOf(world);
const states = async () => {
  const { text } = await (await lena()).get(base()).expect(200);
  return tableRows(text)
    .slice(1)
    .map((cells) => cells[3]);
};
const deliver = async (minutes = 0) => {
  world.service.setTime(inMinutes(minutes));
  await world.service.deliverMail();
  return states();
};

describe('an invitation', () => {
  test('outlives the mail server: it waits, is tried again, is shown, and then arrives', async () => {
    trouble = { code: 'ECONNECTION' };
    expect((await sendList(await lena(), base(), 'ann@hill.example')).status).toBe(303);
    expect(await deliver()).toEqual(['Trying again']);
    const { text } = await (await lena()).get(
      await pageOf(await lena(), base(), 'ann@hill.example'),
    );
    expect(mainText(text)).toContain('We go on trying by ourselves.');
    for (const minutes of [1, 10, 60, 24 * 60, 3 * 24 * 60])
      expect(await deliver(minutes)).toEqual(['Trying again']);
    expect(world.service.mail.sent).toEqual([]);

    trouble = null;
    expect(await deliver(4 * 24 * 60)).toEqual(['Sent']);
    expect(world.service.mail.sent).toHaveLength(1);
    const { headers } = await send(
      world.service.visitor(),
      linkTo(world.service, 'ann@hill.example'),
      { address: 'ann@hill.example', name: 'Ann' },
    );
    expect(headers.location).toBe(`/assessments/${world.assessments.hill}/notice`);
  });

  test('that was sent late lasts 30 days from then', async () => {
    trouble = { code: 'ECONNECTION' };
    await sendList(await lena(), base(), 'ann@hill.example');
    await deliver(29 * 24 * 60);
    trouble = null;
    await deliver(40 * 24 * 60);
    const { text } = world.service.mail.sent.at(-1) as Mail;
    expect(text).toContain('until 31 January 2027');
    world.service.setTime(inMinutes(69 * 24 * 60));
    const link = linkTo(world.service, 'ann@hill.example');
    await world.service.visitor().get(link).expect(200);
    world.service.setTime(inMinutes(70 * 24 * 60));
    await world.service.visitor().get(link).expect(404);
  });

  test('that is refused for good is shown, and can be sent again', async () => {
    trouble = { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 };
    await sendList(await lena(), base(), 'ann@hill.example');
    expect(await deliver()).toEqual(['Could not be delivered']);
    const page = await pageOf(await lena(), base(), 'ann@hill.example');
    expect(mainText((await (await lena()).get(page)).text)).toContain('Check the address.');
    trouble = null;
    await press(await lena(), `${page}/sendings`);
    expect(await deliver()).toEqual(['Sent']);
  });

  test('that was withdrawn while it waited is never sent', async () => {
    trouble = { code: 'ECONNECTION' };
    const before = world.service.mail.sent.length;
    await sendList(await lena(), base(), 'ann@hill.example');
    await deliver();
    await press(
      await lena(),
      `${await pageOf(await lena(), base(), 'ann@hill.example')}/withdrawal`,
    );
    trouble = null;
    expect(await deliver(60)).toEqual(['Withdrawn']);
    expect(world.service.mail.sent).toHaveLength(before);
  });

  test('whose sending was forgotten after its time says so', async () => {
    await sendList(await lena(), base(), 'ann@hill.example');
    await deliver();
    await world.database.deleteFrom('message').execute();
    expect(await states()).toEqual(['Sent long ago']);
    const page = await pageOf(await lena(), base(), 'ann@hill.example');
    expect(mainText((await (await lena()).get(page)).text)).toContain('more than 30 days ago');
  });
});

test('waiting is shown before the first attempt', async () => {
  await sendList(await lena(), base(), 'ann@hill.example');
  await world.service.deliverMail();
  await world.database
    .updateTable('message')
    .set({ sent_at: null, attempts: 0, due_at: inMinutes(60) })
    .execute();
  expect(await states()).toEqual(['Waiting to be sent']);
});

test('the log has no address and no link', () => {
  expect(world.service.logged.length).toBeGreaterThan(0);
  expect(world.service.logged.join()).not.toMatch(/ann|hill\.example|\/invitations\//);
});
