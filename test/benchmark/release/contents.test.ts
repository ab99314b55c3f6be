import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Comparison, comparison } from '../../../src/benchmark/beside/comparison.ts';
import { disclosedSurvey } from '../../../src/disclosure/survey.ts';
import { closeSurvey } from '../../../src/results/close.ts';
import type { Database } from '../../../src/shared/database.ts';
import { buildWorld } from '../../support/cast.ts';
import { onEachDatabase } from '../../support/databases.ts';
import { answerAs, crowd } from '../../support/surveys.ts';
import { addSignOff, addSurvey, closedCycle, published, type Trusts } from './releasing.ts';

/** Nine acute trusts; in RT7 and RT8 too few people answer to be compared. */
const levels: Trusts = {
  ...{ RT1: 3, RT2: 2, RT3: 4, RT4: 3, RT5: 2, RT6: 3, RT7: 4, RT8: 4, RT9: 4 },
};
const few = ['RT7', 'RT8'];

onEachDatabase('a release keeps for each organisation', (opened) => {
  let database: Database;
  let first: Map<string, Comparison>;

  async function released(trusts: Trusts, small = few): Promise<Map<string, Comparison>> {
    const cycle = await closedCycle(database, {}, { registered: Object.keys(levels) });
    for (const [code, level] of Object.entries(trusts))
      await addSurvey(database, cycle, code, level, small.includes(code) ? 5 : 8);
    return comparisonsOf(await published(database, cycle));
  }

  beforeAll(async () => {
    database = opened();
    await buildWorld(database);
    first = await released(levels);
  });

  beforeEach(() => {
    database = opened();
  });

  const survey = (all: Map<string, Comparison>, code: string) => all.get(code)?.bases[0];

  test('whose survey is closed every dimension and the overall, in its own order', () => {
    expect([...first.keys()]).toEqual(Object.keys(levels));
    for (const { bases } of first.values()) {
      expect(bases.map(({ basis }) => basis)).toEqual(['survey']);
      expect(bases[0]?.own.map(({ code }) => code)).toEqual([...'ABCDEFGH', 'overall']);
    }
  });

  test('how it compares with those who are eligible: seven of nine, so six others', () => {
    for (const code of Object.keys(levels)) {
      const mine = survey(first, code);
      const acute = mine?.groups.find((group) => group.code === 'type:acute');
      const own = new Map(mine?.own.map((measure) => [measure.code, measure.own]));
      for (const { code: measure, peers } of acute?.measures ?? []) {
        const { shown } = own.get(measure) ?? {};
        expect([code, shown]).toEqual([code, !few.includes(code)]);
        if (shown) expect(peers).toMatchObject({ shown: true, value: { peers: 6 } });
        else expect(peers).toEqual({ shown: false, why: 'too-few-people' });
      }
      expect(acute?.measures).toHaveLength(9);
    }
    expect(JSON.stringify(first.get('RT8'))).not.toMatch(/"(n|value|estimate|mean)"/);
  });

  test('nothing that those below eligibility could change', async () => {
    const other = await released({ ...levels, RT7: 1, RT8: 1 });
    const { RT7: _, RT8: __, ...those } = levels;
    const without = await released(those);
    for (const code of Object.keys(levels)) expect(other.get(code)).toEqual(first.get(code));
    expect(without.get('RT1')).toEqual(first.get('RT1'));
  });

  test('what an eligible one says, and to itself only what it says itself', async () => {
    const other = await released({ ...levels, RT1: 4 });
    expect(other.get('RT2')).not.toEqual(first.get('RT2'));
    expect(survey(other, 'RT2')?.own).toEqual(survey(first, 'RT2')?.own);
  });

  test('nobody else’s name or code', () => {
    for (const [code, content] of first)
      for (const other of first.keys())
        if (other !== code) expect(JSON.stringify(content)).not.toContain(other);
  });

  test('of itself what its own survey shows, digit for digit', async () => {
    const rows = await database
      .selectFrom('survey_release')
      .innerJoin('assessment', 'assessment.id', 'survey_release.assessment_id')
      .select(['organisation_code', 'survey_release.content'])
      .where('organisation_code', 'in', Object.keys(levels))
      .orderBy('survey_release.assessment_id')
      .execute();
    for (const code of Object.keys(levels)) {
      const row = rows.find(({ organisation_code }) => organisation_code === code);
      const { dimensions, overall } = disclosedSurvey.parse(JSON.parse(row?.content ?? ''));
      const shown = [...dimensions.map(({ estimate }) => estimate), overall].map((estimate) => {
        if (!estimate.shown) return { shown: false, why: estimate.why };
        const { value } = estimate;
        return value.kind === 'exact'
          ? { shown: true, value: { kind: 'exact', estimate: value.value, se: value.se } }
          : { shown: true, value: { kind: value.kind, limit: value.value } };
      });
      expect(survey(first, code)?.own.map(({ own }) => own)).toEqual(shown);
      expect(JSON.stringify(shown)).not.toMatch(/\d\.\d\d/);
    }
  });

  test('no peers where five or fewer take part in all of England', async () => {
    const five = await released({ RT1: 3, RT2: 2, RT3: 4, RT4: 3, RT5: 2 });
    for (const group of survey(five, 'RT1')?.groups ?? [])
      for (const { peers } of group.measures)
        expect(peers).toEqual({ shown: false, why: 'too-few-organisations' });
  });

  test('no peers where it is so near an end that it sees only a bound of itself', async () => {
    const near = await released({ ...levels, RT1: 5 });
    const mine = survey(near, 'RT1');
    const bounds = mine?.own.filter(({ own }) => own.shown && own.value.kind !== 'exact') ?? [];
    expect(bounds.length).toBeGreaterThan(0);
    for (const { code } of bounds)
      for (const group of mine?.groups ?? [])
        expect(group.measures.find((measure) => measure.code === code)?.peers).toEqual({
          shown: false,
          why: 'only-a-bound',
        });
  });

  test('both bases apart, and the agreed one with those who signed off alone', async () => {
    const cycle = await closedCycle(database, levels);
    for (const code of ['RT1', 'RT2', 'RT3', 'RT4', 'RT5', 'RT6', 'RT7'])
      await addSignOff(database, cycle, code, 2.5 + Number(code.at(-1)) / 10, {
        eligible: code !== 'RT7',
      });
    const both = comparisonsOf(await published(database, cycle));
    const [onSurvey, agreed] = both.get('RT1')?.bases ?? [];
    expect(both.get('RT9')?.bases.map(({ basis }) => basis)).toEqual(['survey']);
    expect([onSurvey?.basis, agreed?.basis]).toEqual(['survey', 'agreed']);
    expect(agreed?.own.at(-1)?.own).toEqual({
      shown: true,
      value: { kind: 'exact', estimate: 2.6, se: null },
    });
    const england = agreed?.groups.find((group) => group.code === 'kind:trust');
    expect(england?.measures[0]?.peers).toMatchObject({ shown: true, value: { peers: 5 } });
    const ineligible = both.get('RT7')?.bases[1]?.groups[0]?.measures[0]?.peers;
    expect(ineligible).toEqual({ shown: false, why: 'not-scored' });
  });

  test('an error from the others where its own people do not differ, to be compared by', async () => {
    const cycle = await closedCycle(database, levels);
    await database
      .deleteFrom('survey_results')
      .where('assessment_id', 'in', (all) =>
        all.selectFrom('assessment').select('id').where('cycle_id', '=', cycle),
      )
      .execute();
    await database
      .deleteFrom('survey_release')
      .where('assessment_id', 'in', (all) =>
        all.selectFrom('assessment').select('id').where('cycle_id', '=', cycle),
      )
      .execute();
    const assessments = await database
      .updateTable('assessment')
      .set({ closed_at: null })
      .where('cycle_id', '=', cycle)
      .returning(['id', 'organisation_code as code'])
      .execute();
    for (const { id, code } of assessments) {
      const alike = crowd(8, 3).map((one, at) => ({
        ...one,
        answer: () => (at % 4 < 2 ? '4' : '2'),
      }));
      await answerAs(database, id, code === 'RT2' ? alike : crowd(8, levels[code] ?? 3));
      await closeSurvey(database, () => new Date('2027-03-31T23:00:00.000Z'), id, null);
    }
    await published(database, cycle);
    const errors = await database
      .selectFrom('release_contribution')
      .innerJoin('release', 'release.id', 'release_contribution.release_id')
      .select('content')
      .where('cycle_id', '=', cycle)
      .where('organisation_code', '=', 'RT2')
      .execute();
    for (const { se, own } of JSON.parse(errors[0]?.content ?? '').measures) {
      expect(se).toBeGreaterThan(0);
      expect(own).toMatchObject({ shown: true, value: { kind: 'exact', se: null } });
    }
  });
});

function comparisonsOf(parts: Map<string, string>): Map<string, Comparison> {
  return new Map(
    [...parts]
      .filter(([part]) => part.startsWith('organisation:'))
      .map(([part, text]) => [
        part.slice('organisation:'.length),
        comparison.parse(JSON.parse(text)),
      ]),
  );
}
