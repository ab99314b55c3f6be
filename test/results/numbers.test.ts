import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { codeOf, fictionalOrganisations } from '../../src/demonstration/organisations.ts';
import { insertAppointment } from '../../src/people/appointment-store.ts';
import { familyName, findRole } from '../../src/questionnaire/lookup.ts';
import type { Questionnaire } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { SurveyEstimate } from '../../src/scoring/survey.ts';
import { demonstration, idOf } from '../support/demonstration.ts';
import { mainText } from '../support/pages.ts';
import { today } from '../support/service.ts';
import { captionAfter, questionOn, tablesAfter } from './shown-results.ts';

// Starts a real process for each organisation.
jest.setTimeout(60_000);

const stage = demonstration();
const folder = mkdtempSync(path.join(tmpdir(), 'results-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `npm run score` says about the submitted answers of an assessment. */
async function scored(assessment: string, questionnaire: Questionnaire): Promise<SurveyEstimate> {
  const rows = await stage.database
    .selectFrom('respondent')
    .innerJoin('answer', 'answer.respondent_id', 'respondent.id')
    .select(['respondent.id', 'respondent.role', 'answer.item', 'answer.answer'])
    .where('respondent.assessment_id', '=', assessment)
    .where('respondent.submitted_at', 'is not', null)
    .execute();
  const lines = rows.map(({ id, role, item, answer }) => {
    const family = findRole(questionnaire, role ?? '')?.family;
    const given = ['dont-know', 'not-applicable'].includes(`${answer}`)
      ? answer?.replace('-', '_')
      : answer;
    return [id, family, item, given].join(',');
  });
  const file = path.join(folder, `${assessment}.csv`);
  writeFileSync(file, `${['respondent,family,question,answer', ...lines].join('\n')}\n`);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['src/commands/score.ts', file, '--wording', questionnaire.wording, '--format', 'json'],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout).survey;
}

/** An organisation's results of a cycle, as its lead sees them. */
async function pageOf(code: string, cycle: string) {
  const { id } = await stage.database
    .selectFrom('assessment')
    .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
    .select('assessment.id')
    .where('assessment.organisation_code', '=', code)
    .where('cycle.name', '=', cycle)
    .executeTakeFirstOrThrow();
  const lead = { personId: idOf('Adaeze Thornbury'), role: 'assessment-lead' as const };
  await insertAppointment(
    stage.database,
    { ...lead, organisationCode: code, assessmentId: null },
    today.toISOString(),
  );
  const adaeze = await stage.as('Adaeze Thornbury');
  return { id, html: (await adaeze.get(`/surveys/${id}/results`).expect(200)).text };
}

const round = (value: number) => (Math.round(value * 1e6) / 1e5).toFixed(6);
/** To one decimal, halves upwards, after six decimals have taken the noise off. */
const one = (value: number) => (Math.round(Number(round(value))) / 10).toFixed(1);
const ten = (share: number) => Math.round(Number((share * 10).toFixed(5))) * 10;

/** A level as the page says it is the one that was scored; gives back whether it is exact. */
function expectLevel(words: string, value: number | null, se: number | null): boolean {
  const [, bound, level = '', error] =
    words.match(/^(above |below )?([1-5]\.\d)(?:, give or take (\d\.\d))?$/) ?? [];
  if (level === '') {
    expect(words).toMatch(/^Not (shown|scored): /);
    return false;
  }
  if (bound === 'above ') expect(value).toBeGreaterThan(Number(level));
  else if (bound === 'below ') expect(value).toBeLessThan(Number(level));
  else expect(level).toBe(one(value ?? Number.NaN));
  if (error) expect(error).toBe(Math.max(0.1, Number(one(se ?? 0))).toFixed(1));
  return !bound;
}

const agreements = { strong: 'Strong', moderate: 'Moderate', weak: 'Weak', split: 'Split' };
const owners = {
  nobody: 'Nobody',
  contested: 'Contested',
  shared: 'Shared between roles',
  'one-owner': 'One owner',
};

describe.each([
  ['Wyverndale University Hospitals NHS Trust', 'Spring 2026'],
  ['Wyverndale University Hospitals NHS Trust', 'Autumn 2025'],
  ['Thameswold Ambulance Service NHS Trust', 'Spring 2026'],
  ['The Farwater Digital Care NHS Trust', 'Spring 2026'],
  ['NHS Wyverndale Integrated Care Board', 'Spring 2026'],
])('the results page of %s in %s', (name, cycle) => {
  test('says what npm run score says about the same answers', async () => {
    const code = codeOf(name);
    const kind = fictionalOrganisations.find((each) => each.code === code)?.kind ?? 'trust';
    const questionnaire = loadQuestionnaire(latestVersion, kind);
    const { id, html } = await pageOf(code, cycle);
    const survey = await scored(id, questionnaire);
    const text = mainText(html);
    expect(text).toContain(`What ${survey.respondents} leaders of ${name} said`);

    const [profile] = tablesAfter(html, 'The profile');
    let exact = 0;
    for (const [at, { score, se }] of survey.dimensions.entries())
      if (expectLevel(profile?.rows[at]?.[1] ?? '', score, se)) exact += 1;
    expect(exact).toBeGreaterThan(4);

    const overall = text.match(/Overall (.*?) Secured level (?:At most )?(\S+)/) ?? [];
    expectLevel(overall[1] ?? '', survey.overall.value, survey.overall.se);
    if (/^\d/.test(overall[2] ?? ''))
      expect(Number(overall[2])).toBe(survey.secured.level ?? survey.secured.atMost);

    let levels = 0;
    for (const question of survey.questions) {
      const row = questionOn(html, question.code);
      if (expectLevel(row.Together ?? '', question.estimate, question.se)) {
        expect(row.Agreement).toBe(agreements[question.agreement.label ?? 'split']);
        levels += 1;
      }
      for (const [, level, percent] of (row['How answers spread'] ?? '').matchAll(
        /(\d) [A-Z][a-z]+ (\d+)%/g,
      )) {
        const share = question.distribution.find((each) => String(each.level) === level)?.share;
        expect([question.code, level, percent]).toEqual([
          question.code,
          level,
          String(ten(share ?? Number.NaN)),
        ]);
      }
      const known = (row['Do not know'] ?? '').match(/about (\d+)%/)?.[1];
      if (known) expect(Number(known)).toBe(ten(question.dontKnowShare ?? Number.NaN));
      if (row['Do not know']?.endsWith('if any')) expect(ten(question.dontKnowShare ?? 1)).toBe(0);
    }
    expect(levels).toBeGreaterThan(20);

    for (const [title, words = ''] of tablesAfter(html, 'Groups of roles see it differently')[0]
      ?.rows ?? []) {
      const asked = questionnaire.dimensions.flatMap(({ questions }) => questions);
      const { code: of } = asked.find((question) => question.title === title) ?? {};
      const gaps = survey.questions.find((question) => question.code === of)?.gaps ?? [];
      const said = gaps.filter(({ families: [higher, lower] }) =>
        words.includes(
          `${familyName(questionnaire, higher)} leaders put it higher than ${familyName(questionnaire, lower).toLowerCase()} leaders`,
        ),
      );
      expect(said.length).toBeGreaterThan(0);
      expect(words.match(/put it higher/g)).toHaveLength(said.length);
    }

    const [map] = tablesAfter(html, 'What nobody owns');
    const shares = map?.head.includes('Answer given most');
    for (const { code: capability, name: what } of questionnaire.ownership.capabilities) {
      const row = map?.rows.find(([first]) => first === what) ?? [];
      const of = survey.ownership.capabilities.find((each) => each.code === capability);
      if (row[1]?.startsWith('Not')) continue;
      const owner = findRole(questionnaire, of?.owner ?? '')?.name ?? '';
      expect(row[1]).toContain(`${owners[of?.status ?? 'shared']} ${owner}`.trim());
      const share = (shares ? row[2] : '')?.match(/about (\d+)%/)?.[1];
      const most = Math.max(of?.roles[0]?.share ?? 0, of?.shared ?? 0, of?.nobody ?? 0);
      if (share) expect(Number(share)).toBe(ten(most));
    }
    const clarity = text.match(/Clarity index (\d+)%/)?.[1];
    if (clarity)
      expect(Number(clarity)).toBe(Math.round((survey.ownership.clarity ?? Number.NaN) * 100));
    expect(captionAfter(html, 'The profile')).toMatch(/^Leaders put .*\.$/);
  });
});
