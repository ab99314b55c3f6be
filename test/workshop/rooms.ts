import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import { newCode } from '../../src/invitations/join-code.ts';
import type { Family } from '../../src/questionnaire/questionnaire.ts';
import type { Database } from '../../src/shared/database.ts';
import type { Staged } from '../support/cast.ts';
import { dump, expectCalm, open, send, tokenOf } from '../support/pages.ts';
import { type Agent, field, type Service } from '../support/service.ts';
import { insertWorkshop } from '../support/workshops.ts';

/** An open workshop of Hill, as those in the room and who runs it reach it. */
export interface Hall {
  readonly service: Service;
  readonly database: Database;
  readonly id: string;
  readonly code: string;
  /** Where people vote. */
  readonly address: string;
  readonly facilitator: Agent;
  /** What a form of the facilitator sends back. */
  readonly token: string;
}

let numbers = 0;

/** Another workshop of Hill, on this step. */
export async function openHall(
  { database, service, browsers, assessments }: Staged,
  step: string | null = 'A1',
): Promise<Hall> {
  const code = newCode(6);
  numbers += 1;
  const id = await insertWorkshop(database, assessments.hill, { code, number: numbers, step });
  const facilitator = browsers.fay;
  const token = await tokenOf(facilitator);
  return { service, database, id, code, address: `/vote/${code}`, facilitator, token };
}

/** A device that has joined. */
export async function join(hall: Hall, family: Family = 'executive'): Promise<Agent> {
  const device = hall.service.visitor();
  await open(device, hall.address);
  await send(device, `${hall.address}/participation`, { family }).expect(303);
  return device;
}

export async function joinMany(hall: Hall, count: number): Promise<readonly Agent[]> {
  const devices: Agent[] = [];
  for (let i = 0; i < count; i += 1) devices.push(await join(hall));
  return devices;
}

export function post(hall: Hall, path: string, fields: Record<string, string> = {}) {
  const form = { _csrf: hall.token, ...fields };
  return send(hall.facilitator, `/workshops/${hall.id}${path}`, form);
}

export function openRound(hall: Hall, number = 1, item = 'A1') {
  return post(hall, '/rounds', { item, number: String(number) });
}

/** The latest round of a question, as it is stored. */
export async function roundIn({ database, id }: Hall, item = 'A1') {
  return database
    .selectFrom('round')
    .selectAll()
    .where('workshop_id', '=', id)
    .where('item', '=', item)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
}

export async function reveal(hall: Hall, item = 'A1') {
  return post(hall, `/rounds/${(await roundIn(hall, item)).id}/reveal`);
}

export async function move({ database, id }: Hall, step: string | null): Promise<void> {
  await database.updateTable('workshop').set({ step }).where('id', '=', id).execute();
}

/** What a device's page says. */
export async function pageOf(hall: Hall, device: Agent): Promise<string> {
  return (await device.get(hall.address).expect(200)).text;
}

/** Votes with the form that is on the device's page. */
export async function vote(hall: Hall, device: Agent, choice: string): Promise<Response> {
  const round = field(await pageOf(hall, device), 'round');
  expect(round).not.toBe('');
  return send(device, `${hall.address}/votes`, { round, choice });
}

/** How many stored votes there are for what, in the latest round of a question. */
export async function votesIn(hall: Hall, item = 'A1'): Promise<Record<string, number>> {
  const { id } = await roundIn(hall, item);
  const rows = await hall.database
    .selectFrom('ballot')
    .select('choice')
    .where('round_id', '=', id)
    .execute();
  const counts: Record<string, number> = {};
  for (const { choice } of rows) counts[`${choice}`] = (counts[`${choice}`] ?? 0) + 1;
  return counts;
}

export async function revisionsOf({ database, id }: Hall) {
  return database
    .selectFrom('workshop')
    .select(['room_revision', 'votes_revision'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** The tally of a round, without what nobody chose; as it is stored where it is no tally. */
export function talliedIn({ tally }: { readonly tally: string | null }): unknown {
  const stored = tally === null ? null : JSON.parse(tally);
  if (!Array.isArray(stored)) return stored;
  return Object.fromEntries(
    stored.filter(({ votes }) => votes > 0).map(({ choice, votes }) => [choice, votes]),
  );
}

const tables = ['workshop', 'participant', 'round', 'ballot', 'audit'] as const;

/** Everything that is stored of rooms. */
export function dumpRooms(database: Database): Promise<string> {
  return dump(database, tables);
}

/** Does something that must be answered with this status, and looks that nothing was changed. */
export async function refused(
  { database, service }: Pick<Hall, 'database' | 'service'>,
  status: number,
  act: () => PromiseLike<Response>,
): Promise<Response> {
  const before = await dumpRooms(database);
  const response = await act();
  expect(response.status).toBe(status);
  expectCalm(service, response);
  expect(await dumpRooms(database)).toBe(before);
  return response;
}
