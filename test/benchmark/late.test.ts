import { beforeAll, describe, expect, test } from '@jest/globals';
import { prepareRelease } from '../../src/benchmark/release/prepare-release.ts';
import { type Released, releasedIn } from '../attack/people-sights.ts';
import { people, person } from '../support/cast.ts';
import { demonstration } from '../support/demonstration.ts';
import { today } from '../support/service.ts';
import { boardRowsOf } from './board-formats.ts';
import { type Everything, everythingIn, onScreen } from './everything.ts';
import { addSignOff, addSurvey } from './release/releasing.ts';

const world = demonstration();
let released: readonly Released[];
let cycle: string;
let before: Everything;

beforeAll(async () => {
  released = await releasedIn(world.database);
  cycle = (released[0] as Released).release.cycleId;
  before = await everythingIn(world, released);
  expect(before.size).toBeGreaterThan(400);
}, 180_000);

const analyst = 'Philippa Strandberg-Okoro';
const board = 'DI003';
const isOfBoard = (address: string) => address.startsWith(`${analyst} /icbs/${board}`);

/** Trusts of the board: without an assessment, with a survey alone, signed off alone, sharing. */
const [closing, signing, reopening, stopping] = ['DT010', 'DT008', 'DT012', 'DT049'] as const;

test('they are where this file takes them to be', () => {
  const { contributed, catalogue } = released[0] as Released;
  const basesOf = (code: string) =>
    contributed.filter((one) => one.organisation === code).map(({ basis }) => basis);
  expect(basesOf(closing)).toEqual([]);
  expect(basesOf(signing)).toEqual(['survey']);
  for (const code of [reopening, stopping]) expect(basesOf(code)).toContain('agreed');
  const members = catalogue.groups.find(({ code }) => code === `icb:${board}`)?.members;
  for (const code of [closing, signing, reopening, stopping]) expect(members).toContain(code);
});

describe('after a release', () => {
  test('one survey that closes late moves nothing but how many take part', async () => {
    await closeLate(closing);
    const after = await everythingIn(world, released, onScreen);
    expectTheSameBut(after, (address) => isOfBoard(address) || /\/print|\.xlsx/.test(address));
    const { was, is, others } = boardNow(after);
    expect(others).toEqual([]);
    expect(is.scores).toEqual(was.scores);
    expect(is.told).toEqual(was.told);
    const more = { 'Have opened an assessment': 1, 'Have closed it': 1 };
    expect(is.counts).toEqual(moved(was.counts, more));
    await expectNoOther();
  }, 180_000);

  test('three more changes hide what is no longer shared, and move nothing else', async () => {
    await world.database.insertInto('person').values(person(people.sam, 'Sam')).execute();
    const shared = await addSignOff(world.database, cycle, signing, 3.2, { at: timeOf(today) });
    expect(shared).toBeTruthy();
    expect(await reopen(reopening)).toEqual([false]);
    expect(await reopen(stopping)).toEqual([true]);
    const after = await everythingIn(world, released);
    expectTheSameBut(after, isOfBoard);
    const { was, is, others } = boardNow(after);
    expect(others).toEqual([]);
    expect(is.scores).toEqual(was.scores.filter(({ Code }) => Code !== stopping));
    expect(was.scores.length - is.scores.length).toBeGreaterThan(8);
    // One came, two went: one of them had shared, and so does the one that came.
    const more = {
      ...{ 'Have opened an assessment': 1, 'Have closed it': 1 },
      'Have signed off what they agreed': -1,
    };
    expect(is.counts).toEqual(moved(was.counts, more));
    expect(is.told.filter((sentence) => !was.told.includes(sentence))).toEqual([
      expect.stringMatching(/^Anything of the other \d+ trusts\./),
      '1 trust shares what was signed off or shared after this release was prepared. The next release will show it.',
    ]);
    await expectNoOther();
  }, 180_000);
});

async function closeLate(code: string): Promise<void> {
  await addSurvey(world.database, cycle, code, 5, 9);
  await world.database
    .updateTable('assessment')
    .set({ closed_at: timeOf(today) })
    .where('cycle_id', '=', cycle)
    .where('organisation_code', '=', code)
    .execute();
}

/** Reopens the position that stands; gives back whether it was shared. */
async function reopen(code: string): Promise<boolean[]> {
  const rows = await world.database
    .selectFrom('sign_off')
    .innerJoin('assessment', 'assessment.id', 'sign_off.assessment_id')
    .select(['sign_off.id', 'sign_off.shared_at'])
    .where('cycle_id', '=', cycle)
    .where('organisation_code', '=', code)
    .where('reopened_at', 'is', null)
    .execute();
  for (const { id } of rows)
    await world.database
      .updateTable('sign_off')
      .set({ reopened_at: timeOf(today) })
      .where('id', '=', id)
      .execute();
  return rows.map(({ shared_at }) => shared_at !== null);
}

function timeOf(date: Date): string {
  return date.toISOString();
}

async function expectNoOther(): Promise<void> {
  await expect(prepareRelease(world.database, () => today, cycle, null)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('Fewer than 5 organisations have changed'),
  });
  expect(world.service.logged).toEqual([]);
}

function expectTheSameBut(after: Everything, except: (address: string) => boolean): void {
  const others = (all: Everything) => [...all].filter(([address]) => !except(address));
  expect(others(after).length).toBeGreaterThan(400);
  expect(others(after)).toEqual(others(before));
}

/** The file of the board in the cycle: scores by name, what is counted, what is said in words. */
function boardNow(after: Everything) {
  const address = `${analyst} /icbs/${board}/scores.csv?cycle=${cycle}`;
  const read = (all: Everything) => {
    const rows = boardRowsOf(all.get(address) ?? '');
    return {
      scores: rows.filter(({ Part, Code }) => Part === 'Scores' && Code),
      counts: rows
        .filter(({ Part, Cycle }) => Part === 'Participation' && Cycle === rows[0]?.Cycle)
        .map(({ What, Value }) => [What, Number(Value)] as const),
      told: rows.flatMap(({ Part, Value = '' }) => (Part === 'Not shown' ? [Value] : [])),
    };
  };
  // Whatever else the analyst sees of the board is of other cycles.
  const others = [...after].filter(
    ([other, text]) =>
      isOfBoard(other) && !other.endsWith(`?cycle=${cycle}`) && before.get(other) !== text,
  );
  return { was: read(before), is: read(after), others: others.map(([other]) => other) };
}

function moved(
  counts: readonly (readonly [string | undefined, number])[],
  by: Readonly<Record<string, number>>,
) {
  return counts.map(([what = '', count]) => [what, count + (by[what] ?? 0)]);
}
