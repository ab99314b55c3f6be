import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { NamedScore } from '../../src/commands/score-text.ts';
import { codeOf } from '../../src/demonstration/organisations.ts';
import { findRole } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { SurveyEstimate } from '../../src/scoring/survey.ts';
import { demonstration, idOf } from '../support/demonstration.ts';
import { mainText, tableRows } from '../support/pages.ts';

const stage = demonstration();
const command = path.join(import.meta.dirname, '../../src/commands/score.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'reproduce-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Scored {
  readonly respondents: readonly NamedScore[];
  readonly survey: SurveyEstimate;
}

/** The submitted answers of a survey as the file that the command asks for. */
async function answersFile(assessment: string): Promise<string> {
  const questionnaire = loadQuestionnaire(latestVersion, 'trust');
  const rows = await stage.database
    .selectFrom('respondent')
    .innerJoin('answer', 'answer.respondent_id', 'respondent.id')
    .select(['respondent.id', 'respondent.role', 'answer.item', 'answer.answer'])
    .where('respondent.assessment_id', '=', assessment)
    .where('respondent.submitted_at', 'is not', null)
    .execute();
  const asked = (answer: string | null) =>
    answer === 'dont-know' || answer === 'not-applicable' ? answer.replace('-', '_') : answer;
  const lines = rows.map(({ id, role, item, answer }) =>
    [id, findRole(questionnaire, role ?? '')?.family, item, asked(answer)].join(','),
  );
  const file = path.join(folder, `${assessment}.csv`);
  writeFileSync(file, `${['respondent,family,question,answer', ...lines].join('\n')}\n`);
  return file;
}

function score(file: string): Scored {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, file, '--format', 'json'],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** The assessment of the newest released cycle, and who of the cast answered in it. */
async function lastAssessment(organisation: string, name: string) {
  return stage.database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .innerJoin('respondent', 'respondent.assessment_id', 'assessment.id')
    .select(['assessment.id', 'respondent.id as respondent'])
    .where('organisation_code', '=', organisation)
    .where('cycle.name', '=', 'Spring 2026')
    .where('respondent.person_id', '=', idOf(name))
    .executeTakeFirstOrThrow();
}

const decimals = (value: number | null, places: number) =>
  value === null ? null : Math.round(value * 10 ** places) / 10 ** places;

test.each([
  ['Saoirse Lindqvist', 'Wyverndale University Hospitals NHS Trust'],
  ['Tobias Amankwah-Reed', 'Thameswold Ambulance Service NHS Trust'],
])(
  'every number of the organisation of %s can be worked out again from its answers',
  async (name, organisation) => {
    const code = codeOf(organisation);
    const { id, respondent } = await lastAssessment(code, name);
    const { survey, respondents } = score(await answersFile(id));

    const browser = await stage.as(name);
    const page = (await browser.get(`/benchmarks/${code}`).expect(200)).text;
    const numbers = page.slice(page.indexOf('data-chart-rows') - 100);
    const own = tableRows(numbers.slice(numbers.indexOf('<table')))
      .slice(1)
      .map((row) => row[1]);
    expect(own).toEqual(
      [...survey.dimensions.map((each) => each.score), survey.overall.value].map((value) =>
        decimals(value, 1)?.toFixed(1),
      ),
    );
    expect(own).toHaveLength(9);

    const { text } = await browser.get(`/assessments/${id}/profile`).expect(200);
    const mine = respondents.find((each) => each.respondent === respondent);
    const scores = mine?.dimensions.map(({ score: each }) => decimals(each, 2));
    expect(
      tableRows(text)
        .slice(1)
        .map((row) => row[1]),
    ).toEqual(scores?.map((each) => (each === null ? 'Not scored' : String(each))));
    const { overall = null, secured } = mine ?? {};
    expect(mainText(text)).toContain(`Overall ${decimals(overall, 2) ?? 'Not scored'} The mean`);
    expect(mainText(text)).toContain(
      `Secured level ${secured?.level ?? `At most ${secured?.atMost}`} `,
    );
  },
);

test('every stored result of a released cycle is what scoring says today', async () => {
  const code = codeOf('Wyverndale University Hospitals NHS Trust');
  const { id } = await lastAssessment(code, 'Saoirse Lindqvist');
  const { content } = await stage.database
    .selectFrom('survey_results')
    .select('content')
    .where('assessment_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(JSON.parse(content)).toEqual(score(await answersFile(id)).survey);
});
