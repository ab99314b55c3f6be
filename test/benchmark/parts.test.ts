import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Register } from '../../src/organisations/organisation.ts';
import { newId } from '../../src/shared/ids.ts';
import { attackAll } from '../attack/attack-release.ts';
import { releasedIn, sightsOfPerson } from '../attack/people-sights.ts';
import { Random } from '../attack/random.ts';
import { realRegister } from '../attack/random-attack.ts';
import { randomChoices, randomRelease } from '../attack/random-release.ts';
import { knownOf, nationalRows, ownRanges, peerRows } from '../attack/reading.ts';
import type { Row } from '../attack/sight.ts';
import { markPublished, readParts, storeRelease } from '../attack/stored-release.ts';
import { person } from '../support/cast.ts';
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts';
import { type Agent, type Service, startService } from '../support/service.ts';
import { benchmarksOf, expectTheSame } from './formats.ts';
import { expectTheSameTables } from './national-formats.ts';

let opened: TestDatabase;
let register: Register;
let service: Service;

/** Of one organisation each, and of two at once. */
const [one, other, both] = [newId(), newId(), newId()];

beforeAll(async () => {
  opened = await sqliteDatabase();
  register = await realRegister(opened.database);
  await opened.database
    .insertInto('person')
    .values([person(one, 'One'), person(other, 'Other'), person(both, 'Both')])
    .execute();
  service = startService(opened.database, [one, other, both]);
});
afterAll(async () => {
  await service.close();
  await opened.remove();
});

/** Names that break pages, files or both. */
const hostile = [
  '=HYPERLINK("http://example.org";"NHS")',
  '+1, "<b>trust</b>" & others',
  '@SUM(A1:A9) </td></tr></table>',
  "-2 'Peers'; &lt;script&gt;",
];

async function appoint(personId: string, organisation: string): Promise<void> {
  await opened.database
    .insertInto('appointment')
    .values({
      ...{ id: newId(), person_id: personId, role: 'assessment-lead' },
      ...{ organisation_code: organisation, appointed_at: '2026-09-01T09:00:00.000Z' },
    })
    .execute();
}

test.each([3, 9])(
  'what is fetched of release %i is what is stored of it, and no more to who holds two roles',
  async (seed) => {
    const { database } = opened;
    const random = new Random(seed);
    const release = randomRelease(random, register, randomChoices(random));
    const { basis, catalogue, contributed } = release;
    const stored = await storeRelease(database, release);
    await markPublished(database, stored);
    const trusts = contributed.filter(
      ({ content }) => content.kind === 'trust' && content.eligible,
    );
    const [a, b] = random.some(trusts, 2).map(({ organisation }) => organisation) as [
      string,
      string,
    ];
    await database.deleteFrom('appointment').execute();
    for (const [who, code] of [
      [one, a],
      [other, b],
      [both, a],
      [both, b],
    ] as const)
      await appoint(who, code);
    for (const [at, code] of [a, b].entries())
      await database
        .updateTable('organisation')
        .set({ name: hostile[(seed + at) % hostile.length] as string })
        .where('code', '=', code)
        .execute();
    const released = (await releasedIn(database)).filter(({ release: { id } }) => id === stored.id);
    const { national, organisations } = await readParts(database, stored.id, [a, b]);
    const known = knownOf({ basis, kind: 'trust' }, catalogue, contributed);
    const rowsOf = (code: string) =>
      peerRows(
        known,
        code,
        organisations.get(code) ?? { bases: [] },
        ownRanges(known, code, contributed),
      );
    const fetchedBy = async (agent: Agent, who: string) => {
      const sights = await sightsOfPerson(who, agent, released);
      return sights.filter(({ who: about }) => about.endsWith(`, ${basis}, trusts`));
    };
    const all = nationalRows(known, national);
    for (const [id, code] of [
      [one, a],
      [other, b],
    ] as const) {
      const agent = await service.as(id);
      const [sight] = await fetchedBy(agent, code);
      expect(inOrder(sight?.rows ?? [])).toEqual(inOrder([...all, ...rowsOf(code)]));
      for await (const seen of benchmarksOf(agent, released)) await expectTheSame(agent, seen);
    }
    await expectTheSameTables(service.visitor(), `/national-tables/${stored.id}`);

    const sights = await fetchedBy(await service.as(both), 'who holds both');
    const most = inOrder([...all, ...rowsOf(a), ...rowsOf(b)]);
    for (const row of inOrder(sights[0]?.rows ?? [])) expect(most).toContain(row);
    const { determined, isolated, viewers } = attackAll(sights);
    expect([viewers, determined, isolated]).toEqual([1, [], []]);
    expect(service.logged).toEqual([]);
  },
  180_000,
);

function inOrder(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
