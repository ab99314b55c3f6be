import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Comparison } from '../../src/benchmark/comparison.ts';
import { publishRelease } from '../../src/benchmark/publish.ts';
import { findOwnOrganisation, insertRelease } from '../../src/benchmark/store.ts';
import { type DisclosedSurvey, disclosedSurvey } from '../../src/disclosure/survey.ts';
import { closeSurvey } from '../../src/results/close.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { buildWorld, insertCycle, people, type World } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { answerAs, crowd, insertTrust } from '../support/surveys.ts';

const clock = () => today;
let database: Database;
let world: World;
let cycles = 0;

/** Nine acute trusts with a size and a level each; RA1 to RA9. */
const plan: readonly (readonly [size: number, level: number])[] = [
  ...[[8, 3] as const, [8, 2] as const, [9, 4] as const, [8, 3] as const, [7, 2] as const],
  ...[[6, 3] as const, [5, 5] as const, [4, 5] as const, [8, 4] as const],
];

/** A cycle in which these trusts take part and are closed; what each is shown once released. */
async function released(
  sizes: typeof plan,
  answering: typeof crowd = crowd,
): Promise<Map<string, Comparison>> {
  const cycle = await insertCycle(database, `Cycle ${++cycles}`);
  for (const [at, [size, level]] of sizes.entries()) {
    const code = `RA${at + 1}`;
    const there = await database
      .selectFrom('organisation')
      .select('code')
      .where('code', '=', code)
      .executeTakeFirst();
    const id = there ? newId() : await insertTrust(database, cycle, code);
    if (there)
      await database
        .insertInto('assessment')
        .values({ id, cycle_id: cycle, organisation_code: code, opened_at: today.toISOString() })
        .execute();
    await answerAs(database, id, answering(size, level));
    await closeSurvey(database, clock, id, null);
  }
  await publishRelease(database, clock, cycle);
  return rowsOf(cycle);
}

async function rowsOf(cycle: string): Promise<Map<string, Comparison>> {
  const rows = await database
    .selectFrom('release_comparison')
    .innerJoin('release', 'release.id', 'release_comparison.release_id')
    .select(['organisation_code', 'content'])
    .where('cycle_id', '=', cycle)
    .orderBy('organisation_code')
    .execute();
  return new Map(rows.map((row) => [row.organisation_code, JSON.parse(row.content)]));
}

/** What the surveys of a trust show of it, in all cycles so far. */
async function surveysOf(code: string): Promise<DisclosedSurvey[]> {
  const surveys = await database
    .selectFrom('survey_release')
    .innerJoin('assessment', 'assessment.id', 'survey_release.assessment_id')
    .select('survey_release.content')
    .where('organisation_code', 'in', [code])
    .execute();
  return surveys.map(({ content }) => disclosedSurvey.parse(JSON.parse(content)));
}

/** Its dimensions and overall in the words of a release. */
function ownOf({ dimensions, overall }: DisclosedSurvey) {
  return [...dimensions.map(({ estimate }) => estimate), overall].map((estimate) => {
    if (!estimate.shown) return { shown: false, why: estimate.why };
    const { value } = estimate;
    return value.kind === 'exact'
      ? { shown: true, value: { kind: 'exact', estimate: value.value, se: value.se } }
      : { shown: true, value: { kind: value.kind, limit: value.value } };
  });
}

onEachDatabase('publishing a release', (opened) => {
  let rows: Map<string, Comparison>;

  beforeAll(async () => {
    database = opened();
    cycles = 0;
    world = await buildWorld(database);
    rows = await released(plan);
  });

  beforeEach(() => {
    database = opened();
  });

  test('keeps a row for each organisation whose survey is closed', () => {
    expect([...rows.keys()]).toEqual(plan.map((_, at) => `RA${at + 1}`));
    for (const { measures } of rows.values())
      expect(measures.map(({ code }) => code)).toEqual([...'ABCDEFGH', 'overall']);
  });

  test('compares with those who are eligible: seven of nine, so six others', () => {
    for (const [code, { group, measures }] of rows) {
      expect(group).toEqual({ name: 'acute trusts', insteadOf: null });
      const tooFew = ['RA7', 'RA8'].includes(code);
      for (const { own, peers } of measures) {
        expect([code, own.shown]).toEqual([code, !tooFew]);
        if (own.shown && own.value.kind === 'exact')
          expect(peers).toMatchObject({ shown: true, value: { peers: 6 } });
        else expect(peers).toEqual({ shown: false, why: 'too-few-people' });
      }
    }
    expect(JSON.stringify(rows.get('RA8'))).not.toMatch(/"(n|value|estimate|mean)"/);
  });

  test('what those below eligibility say changes nobody else’s row', async () => {
    const other = await released(
      plan.map(([n, level], at) => [n, at === 6 || at === 7 ? 1 : level]),
    );
    const without = await released(plan.filter(([n]) => n >= 6).map(([n, level]) => [n, level]));
    for (const code of rows.keys()) expect(other.get(code)).toEqual(rows.get(code));
    expect(without.get('RA1')).toEqual(rows.get('RA1'));
  });

  test('what one eligible organisation says changes the others’ rows, and not its own people’s', async () => {
    const other = await released(plan.map(([n, level], at) => [n, at === 0 ? 4 : level]));
    expect(other.get('RA2')).not.toEqual(rows.get('RA2'));
    expect(other.get('RA2')?.measures.map(({ own }) => own)).toEqual(
      rows.get('RA2')?.measures.map(({ own }) => own),
    );
  });

  test('nothing in a row names anybody else', () => {
    for (const [code, content] of rows)
      for (const other of rows.keys())
        if (other !== code) expect(JSON.stringify(content)).not.toContain(other);
  });

  test('shows of an organisation itself what its own survey shows, digit for digit', async () => {
    // RA1 is near the top. In RA2 nobody differs from their own family: its error comes from the
    // others, and only to be compared.
    const sizes = plan.map(([n, level], at) => [at === 1 ? 12 : n, at === 0 ? 5 : level] as const);
    const near = await released(sizes, (size, level) =>
      crowd(size, level).map((person, at) => {
        const base = at % 4 < 2 ? 4 : 2;
        const answer = (code: string) => String(code.startsWith('A') ? base + 1 : base);
        return size === 12 ? { ...person, answer } : person;
      }),
    );
    const own = near.get('RA2')?.measures.map((measure) => measure.own);
    expect(own?.at(0)).toMatchObject({ value: { estimate: 4, se: 0.1 } });
    expect(own?.at(-1)).toMatchObject({ value: { estimate: 3.1 } });
    const kinds = new Set<string>();
    for (const [code, { measures }] of [...rows, ...near]) {
      const surveys = await surveysOf(code);
      const own = measures.map(({ own: { shown, ...rest } }) => ({ shown, ...rest }));
      expect(surveys.map(ownOf)).toContainEqual(own);
      for (const { own } of measures) kinds.add(own.shown ? own.value.kind : own.why);
      expect(JSON.stringify(own)).not.toMatch(/\d\.\d\d/);
    }
    expect(kinds).toEqual(new Set(['exact', 'above', 'too-few-people']));
  });

  test('falls back to all trusts where the type has too few, and shows nothing where all have', async () => {
    const few = await released(plan.slice(0, 5));
    expect(few.get('RA1')?.group).toEqual({
      name: 'trusts of every type',
      insteadOf: 'acute trusts',
    });
    for (const { peers } of few.get('RA1')?.measures ?? [])
      expect(peers).toEqual({ shown: false, why: 'too-few-organisations' });
  });

  test('a second time is a conflict and changes nothing', async () => {
    const tables = ['release', 'release_comparison'] as const;
    const { cycle_id: cycle } = await database
      .selectFrom('release')
      .select('cycle_id')
      .executeTakeFirstOrThrow();
    const before = await dump(database, tables);
    await expect(publishRelease(database, clock, cycle)).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect(await dump(database, tables)).toBe(before);
    const [one, ...none] = await Promise.allSettled([
      publishRelease(database, clock, world.cycle),
      publishRelease(database, clock, world.cycle),
    ]).then((all) => all.filter(({ status }) => status === 'fulfilled'));
    expect([one?.status, none]).toEqual(['fulfilled', []]);
  });

  test('is seen by who had a place in that cycle, once it is shared', async () => {
    const asked = (name: 'alice' | 'charlie', code: string) =>
      findOwnOrganisation(database, { id: people[name] }, code);
    const content = rows.get('RA1') as Comparison;
    const cycle = await insertCycle(database, 'Shared');
    const release = { id: newId(), cycleId: cycle, methodVersion: 1 };
    const comparisons = [{ organisation: 'RAA', content }];
    const publishedAt = '2027-01-01T00:00:00.000Z';
    expect(await insertRelease(database, { ...release, publishedAt, comparisons })).toBe(true);
    expect(
      await insertRelease(database, { ...release, id: newId(), publishedAt, comparisons }),
    ).toBe(false);
    expect(await asked('alice', 'RAA')).toMatchObject({ released: null });
    const shared = { opened_at: publishedAt, shared_at: publishedAt };
    const assessment = newId();
    await database
      .insertInto('assessment')
      .values({ id: assessment, cycle_id: cycle, organisation_code: 'RAA', ...shared })
      .execute();
    expect(await asked('alice', 'RAA')).toMatchObject({ released: null });
    await database
      .insertInto('respondent')
      .values({ id: newId(), assessment_id: assessment, person_id: people.alice })
      .execute();
    expect(await asked('alice', 'RAA')).toEqual({
      organisation: { code: 'RAA', name: 'Hill NHS Trust', kind: 'trust' },
      released: { cycle: 'Shared', questionnaireVersion: 1, publishedAt, comparison: content },
    });
    expect(await asked('charlie', 'RAA')).toBeUndefined();
    expect(await asked('alice', 'ZZZ')).toBeUndefined();
  });
});
