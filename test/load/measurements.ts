import type { Asked } from './counting-main.ts';
import { journeys } from './journey.ts';
import { connections, type Round } from './load.ts';
import type { Progress, Visitor } from './people.ts';
import type { ServerProcess } from './server-process.ts';
import { baseOf, peersPath, questionPath, reading, savePath, saving, type Visit } from './steps.ts';

/** A kind of load on one server, and what has been measured of it so far. */
export interface Measurement {
  readonly name: string;
  readonly server: ServerProcess;
  /** What each connection of a round does. */
  readonly visit: () => Visit;
  readonly rounds: Round[];
  asked?: Asked;
}

/** The servers under load: the service as it is, with SQLite in NORMAL mode, and plain ones. */
export interface Servers {
  readonly full: ServerProcess;
  readonly normal: ServerProcess;
  readonly L: ServerProcess;
  readonly W: ServerProcess;
}

export type Measurements = ReturnType<typeof measurements>;

/**
 * How many people of each kind the load takes. A round may end in the middle of a save, so that
 * nobody knows the stored version: each round saves as people who have saved nothing.
 */
export function peopleWanted(rounds: number, seconds: number): Record<Progress, number> {
  return {
    invited: Math.ceil(200 * seconds),
    ready: connections * (rounds + 1) + 1,
    'half-way': connections,
    submitted: connections,
  };
}

/** @param plain whose page the plain question page is. */
export function measurements(
  { full, normal, L, W }: Servers,
  visitors: readonly Visitor[],
  plain: Visitor,
) {
  const people = (progress: Progress) =>
    turns(visitors.filter((visitor) => visitor.progress === progress));
  const reads = (next: () => Visitor, pathOf: (visitor: Visitor) => string) => () => {
    const visitor = next();
    return reading(visitor, pathOf(visitor));
  };
  const saves = (next: () => Visitor, pathOf = savePath) => {
    return () => {
      const visitor = next();
      return saving(visitor, pathOf(visitor));
    };
  };
  const answering = people('half-way');
  const invited = people('invited');
  return {
    question: measured('question page', full, reads(answering, questionPath)),
    L: measured('L: plain question page', L, () => reading(plain, questionPath(plain))),
    full: measured('save, durable (FULL)', full, saves(people('ready'))),
    normal: measured('save, NORMAL', normal, saves(people('ready'))),
    W: measured(
      'W: plain durable save',
      W,
      saves(people('ready'), ({ respondentId }) => `/respondents/${respondentId}`),
    ),
    profile: measured(
      'profile',
      full,
      reads(people('submitted'), (visitor) => `${baseOf(visitor)}/profile`),
    ),
    peers: measured(
      'peers page',
      full,
      reads(answering, () => peersPath),
    ),
    journey: measured('whole journey', full, () => journeys(invited)),
  };
}

function measured(name: string, server: ServerProcess, visit: () => Visit): Measurement {
  return { name, server, visit, rounds: [] };
}

/** People in turn; when all have had theirs, it begins anew. */
function turns(people: readonly Visitor[]): () => Visitor {
  let next = 0;
  return () => people[next++ % people.length] as Visitor;
}
