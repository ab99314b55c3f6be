import { afterAll, beforeAll } from '@jest/globals';
import type { Database } from '../../../src/shared/database.ts';
import { person } from '../../support/cast.ts';
import { sqliteDatabase } from '../../support/databases.ts';
import { type Agent, type Service, startService } from '../../support/service.ts';
import {
  appoint,
  insertCycle,
  insertOrganisations,
  type Name,
  named,
  open,
  people,
  release,
  type Scores,
  signOff,
  type Trust,
} from './board-rows.ts';

export interface Boards {
  readonly database: Database;
  readonly service: Service;
  readonly browsers: Readonly<Record<Name, Agent>>;
  /** The ids of the cycles: released, and open. */
  readonly spring: string;
  readonly autumn: string;
  /** The sign-offs of spring. */
  readonly signOffs: Readonly<Partial<Record<Trust, string>>>;
}

/** Those that share with their boards in spring, as their signatories decided. */
const sharing: readonly (readonly [Trust, Scores, string[]])[] = [
  ['RA1', [2.1, 2.4], ['M01', 'M02']],
  ['RA2', [3.4, 2.4], ['M01']],
  ['RA3', [2.8, null], ['M01', 'M03']],
  ['RM1', [3.5], []],
  ['RX1', [1.2], ['M03']],
];

/** Two boards in one closed cycle, released or not, and an open one; readable once tests run. */
export function boards({ released = true } = {}): Boards {
  const staged = {} as { -readonly [K in keyof Boards]: Boards[K] };
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const opened = await sqliteDatabase();
    remove = opened.remove;
    const service = startService(opened.database, Object.values(people));
    Object.assign(staged, await build(opened.database, released), { service });
    const browsers = {} as Record<Name, Agent>;
    for (const [name, id] of Object.entries(people)) browsers[name as Name] = await service.as(id);
    staged.browsers = browsers;
  });
  afterAll(async () => {
    await staged.service.close();
    await remove();
  });
  return staged;
}

export async function build(database: Database, released: boolean) {
  await insertOrganisations(database);
  await database
    .insertInto('person')
    .values(Object.entries(people).map(([name, id]) => person(id, name)))
    .execute();
  await appoint(database, 'anna', 'icb-analyst', 'QAA');
  await appoint(database, 'bert', 'icb-analyst', 'QBB');
  await appoint(database, 'lena', 'assessment-lead', 'RA1');
  await appoint(database, 'nora', 'national-administrator', null);
  const { id: spring } = await insertCycle(database, 'Spring 2026', '2026-03-01', '2026-06-30');
  const { id: autumn } = await insertCycle(database, 'Autumn 2026', '2026-10-01', '2027-01-31');
  const signOffs: Partial<Record<Trust, string>> = {};
  for (const [code] of sharing) signOffs[code] = await signOff(database, spring, code, true);
  await signOff(database, spring, 'RA4', false);
  await open(database, spring, 'RA5', null);
  await open(database, autumn, 'RA1', null);
  if (!released) return { database, spring, autumn, signOffs };
  await release(database, spring, {
    'icb:QAA': sharing.map(([code, scores, unowned]) =>
      named(code, scores, { unowned, signOff: signOffs[code] as string }),
    ),
    'icb:QBB': [named('RX1', [1.2], { unowned: ['M03'], signOff: signOffs.RX1 as string })],
  });
  return { database, spring, autumn, signOffs };
}

/** The page of a board as its text in HTML. */
export async function pageOf(
  { browsers }: Boards,
  name: Name = 'anna',
  address = '/icbs/QAA',
): Promise<string> {
  return (await browsers[name].get(address).expect(200)).text;
}
