import { expect } from '@jest/globals';
import { heading, send } from '../support/pages.ts';
import type { Agent } from '../support/service.ts';
import { type Hall, pageOf, talliedIn } from './rooms.ts';

/** What is true of one device, as simply as it can be said. */
export interface Device {
  state: 'outside' | 'in' | 'left' | 'removed';
}

export interface ModelRound {
  readonly item: string;
  readonly number: number;
  /** What each of those who take part has voted; null until they do. */
  readonly ballots: Map<string, string | null>;
  /** Null until the reveal. */
  tally: unknown;
}

/** What is true of the room: all that the walk believes. */
export interface Model {
  readonly devices: Map<string, Device>;
  readonly rounds: ModelRound[];
  step: string | null;
  locked: boolean;
}

/** The room that is walked, and the browser of each device. */
export interface Walked {
  readonly hall: Hall;
  readonly browsers: ReadonlyMap<string, Agent>;
}

export function lastRound({ rounds }: Model, item: string | null): ModelRound | undefined {
  return rounds.findLast((round) => round.item === item);
}

export function isIn({ devices }: Model, name: string): boolean {
  return devices.get(name)?.state === 'in';
}

/** What a round makes of its votes at the reveal. */
export function tallied({ devices }: Model, { ballots }: ModelRound): unknown {
  const votes = [...ballots]
    .filter(([name, choice]) => choice !== null && devices.get(name)?.state !== 'removed')
    .map(([, choice]) => choice as string);
  if (votes.length < 4) return 'too-few';
  return Object.fromEntries(
    votes.map((choice) => [choice, votes.filter((vote) => vote === choice).length]),
  );
}

/** What the page of a device is called. */
function headingOf(model: Model, name: string): string {
  const { state } = model.devices.get(name) as Device;
  if (state === 'removed') return 'This device was removed';
  if (state === 'left') return 'Come back to the workshop';
  if (state === 'outside') return model.locked ? 'Nobody else can join now' : 'Join the workshop';
  const round = lastRound(model, model.step);
  if (model.step === null) return 'Look at the screen';
  if (!round) return 'The question now';
  if (round.tally !== null) return 'What the room chose';
  const choice = round.ballots.get(name);
  if (choice === undefined) return 'Wait for the next question';
  return choice === null ? 'Vote' : 'Your vote is in';
}

/** Compares what is stored, and the page of one device. */
export async function expectAsBelieved(
  { hall, browsers }: Walked,
  model: Model,
  name: string,
): Promise<void> {
  const page = await pageOf(hall, browsers.get(name) as Agent);
  expect([name, heading(page)]).toEqual([name, expect.stringContaining(headingOf(model, name))]);
  expect(await stored(hall)).toEqual(
    model.rounds.toSorted(byQuestion).map(({ item, number, ballots, tally }) => ({
      item,
      number,
      votes: [...ballots.values()].map(String).sort(),
      tally,
    })),
  );
}

function byQuestion(one: ModelRound, other: ModelRound): number {
  return one.item.localeCompare(other.item) || one.number - other.number;
}

async function stored({ database, id }: Hall): Promise<unknown> {
  const rounds = await database
    .selectFrom('round')
    .selectAll()
    .where('workshop_id', '=', id)
    .orderBy('item')
    .orderBy('number')
    .execute();
  const ballots = await database.selectFrom('ballot').selectAll().execute();
  return rounds.map((round) => ({
    item: round.item,
    number: round.number,
    votes: ballots
      .filter(({ round_id }) => round_id === round.id)
      .map(({ choice }) => String(choice))
      .sort(),
    tally: talliedIn(round),
  }));
}

/** Sends a form of a device, as it would without having looked at the page first. */
export function act({ hall, browsers }: Walked, name: string, path: string, fields: object = {}) {
  return send(browsers.get(name) as Agent, `${hall.address}/${path}`, { ...fields }).expect(303);
}

/** By which its page says it can be told from the others. */
export async function labelOf({ hall, browsers }: Walked, name: string): Promise<number> {
  const page = await pageOf(hall, browsers.get(name) as Agent);
  return Number(page.match(/device <strong>(\d{3})/)?.[1]);
}
