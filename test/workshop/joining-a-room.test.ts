import { expect, test } from '@jest/globals';
import { stage } from '../support/cast.ts';
import { errorsOn, heading, mainText, send } from '../support/pages.ts';
import { startService } from '../support/service.ts';
import {
  join,
  joinMany,
  openHall,
  openRound,
  pageOf,
  post,
  roundIn,
  vote,
  votesIn,
} from './rooms.ts';

const world = stage();

test('a code is taken in any case and with spaces, and anything else is asked for again', async () => {
  const browser = world.service.visitor();
  const typed = await send(browser, '/vote', { code: ' acd efh ' }).expect(303);
  expect(typed.headers.location).toBe('/vote/ACDEFH');
  const refused = await send(browser, '/vote', { code: 'ACD' }).expect(422);
  expect(errorsOn(refused.text)).toEqual([
    ['Enter the code as it is shown: 6 letters and numbers', '#code'],
  ]);
  expect(refused.text).toContain('value="ACD"');
});

test('who opens the address reads the rules, chooses a group and is in, without an account', async () => {
  const hall = await openHall(world, null);
  const device = hall.service.visitor();
  const page = mainText(await pageOf(hall, device));
  expect(page).toContain('Hill NHS Trust');
  expect(page).toContain('You vote without a name.');
  const empty = await send(device, `${hall.address}/participation`, {}).expect(422);
  expect(errorsOn(empty.text)).toEqual([['Choose the group that you belong to', '#family']]);
  const sent = await send(device, `${hall.address}/participation`, { family: 'digital' });
  expect([sent.status, sent.headers.location]).toEqual([303, hall.address]);
  const { text, headers } = await device.get(hall.address);
  expect(headers['cache-control']).toBe('no-store');
  expect(heading(text)).toBe('Look at the screen');
  expect(mainText(text)).toMatch(/You are device \d{3} at Hill NHS Trust/);
});

test('a form that is sent twice makes one device', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await send(device, `${hall.address}/participation`, { family: 'executive' }).expect(303);
  const rows = await hall.database
    .selectFrom('participant')
    .selectAll()
    .where('workshop_id', '=', hall.id)
    .execute();
  expect(rows).toHaveLength(1);
});

test('the secret of a device is stored hashed, and its cookie cannot be read by scripts', async () => {
  const hall = await openHall(world);
  const { headers } = await hall.service.visitor().get(hall.address);
  const cookie = String(headers['set-cookie']);
  expect(cookie).toMatch(/^device=[\w-]{43}; Max-Age=86400; Path=\/;.* HttpOnly; SameSite=Lax$/);
  await join(hall);
  const { device_hash } = await hall.database
    .selectFrom('participant')
    .selectAll()
    .where('workshop_id', '=', hall.id)
    .executeTakeFirstOrThrow();
  expect(device_hash).toMatch(/^[\w-]{43}$/);
  expect(cookie).not.toContain(device_hash);
});

test('a browser without cookies is told why it cannot join', async () => {
  const hall = await openHall(world);
  const form = { family: 'executive' };
  const { text } = await send(hall.service.visitor(), `${hall.address}/participation`, form).expect(
    422,
  );
  expect(errorsOn(text)[0]?.[0]).toContain('does not keep cookies');
});

test('who leaves keeps the vote, comes back on the same device, and can change it', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall).expect(303);
  await vote(hall, device, '2');
  await send(device, `${hall.address}/departure`, {}).expect(303);
  expect(heading(await pageOf(hall, device))).toContain('Come back to the workshop');
  expect(await votesIn(hall)).toEqual({ 2: 1 });
  await post(hall, '/joining', { locked: 'yes' }).expect(303);
  await send(device, `${hall.address}/participation`, { family: 'executive' }).expect(303);
  expect(mainText(await pageOf(hall, device))).toContain('You chose 2 Installed');
  await vote(hall, device, '3');
  expect(await votesIn(hall)).toEqual({ 3: 1 });
});

test('who has left cannot vote', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await openRound(hall);
  const { id: round } = await roundIn(hall);
  await send(device, `${hall.address}/departure`, {});
  await send(device, `${hall.address}/votes`, { round, choice: '2' }).expect(303);
  expect(await votesIn(hall)).toEqual({ null: 1 });
});

test('nobody new joins when joining is locked, and who is in stays', async () => {
  const hall = await openHall(world);
  const inside = await join(hall);
  await post(hall, '/joining', { locked: 'yes' }).expect(303);
  const outside = hall.service.visitor();
  expect(heading(await pageOf(hall, outside))).toContain('Nobody else can join now');
  await send(outside, `${hall.address}/participation`, { family: 'executive' }).expect(303);
  expect(heading(await pageOf(hall, outside))).toContain('Nobody else can join now');
  expect(mainText(await pageOf(hall, inside))).toContain('You are device');
  await post(hall, '/joining', { locked: 'no' }).expect(303);
  expect(heading(await pageOf(hall, outside))).toContain('Join the workshop');
  await post(hall, '/joining', { locked: 'perhaps' }).expect(422);
});

test('every device has a number of its own', async () => {
  const hall = await openHall(world);
  await joinMany(hall, 20);
  const labels = await hall.database
    .selectFrom('participant')
    .select('label')
    .where('workshop_id', '=', hall.id)
    .execute();
  expect(new Set(labels.map(({ label }) => label)).size).toBe(20);
});

test('unknown, unopened and ended workshops are answered alike', async () => {
  const hall = await openHall(world);
  const device = await join(hall);
  await hall.database
    .updateTable('workshop')
    .set({ ended_at: '2026-11-22T11:00:00.000Z' })
    .where('id', '=', hall.id)
    .execute();
  const ended = await device.get(hall.address).expect(404);
  const never = await openHall(world);
  await hall.database
    .updateTable('workshop')
    .set({ opened_at: null })
    .where('id', '=', never.id)
    .execute();
  const unopened = await device.get(never.address).expect(404);
  const unknown = await device.get('/vote/ACDEFH').expect(404);
  const none = await device.get('/vote/nonsense').expect(404);
  expect(new Set([ended, unopened, unknown, none].map(({ text }) => text)).size).toBe(1);
  const sent = await send(device, `${hall.address}/votes`, {}).expect(404);
  expect(heading(sent.text)).toBe('This code cannot be used');
});

test('over TLS the cookie of a device is for this host alone', async () => {
  const hall = await openHall(world);
  const service = startService(world.database, [], {
    env: { BASE_URL: 'https://maturity.example' },
  });
  const { headers } = await service.visitor().get(hall.address).expect(200);
  expect(String(headers['set-cookie'])).toMatch(/^__Host-device=[^;]*;.* Path=\/;.* Secure;/);
  service.server.close();
  await service.live.stop();
});

test('who tries code after code has to wait, and who is in the room does not', async () => {
  const hall = await openHall(world);
  const service = startService(world.database);
  const inside = await join({ ...hall, service });
  const guess = async () => (await service.visitor().get('/vote/XXXXXX')).status;
  let guesses = 0;
  while (guesses < 700 && (await guess()) === 404) guesses += 1;
  expect(guesses).toBe(600);
  await service.visitor().get(hall.address).expect(429);
  await inside.get(hall.address).expect(200);
  service.server.close();
  await service.live.stop();
});
