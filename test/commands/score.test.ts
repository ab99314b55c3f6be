import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';

// Each test starts real processes.
jest.setTimeout(60_000);

const command = fileURLToPath(new URL('../../src/commands/score.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'score-'));
afterAll(() => rmSync(folder, { recursive: true }));

function score(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

let files = 0;
function file(extension: string, content: string | Buffer): string {
  const path = join(folder, `answers-${++files}.${extension}`);
  writeFileSync(path, content);
  return path;
}

const csv = (...lines: string[]) =>
  file('csv', `${['respondent,family,question,answer', ...lines].join('\n')}\n`);

/** What stderr says about a file, without the name of the file in front of every problem. */
function problems(path: string, ...args: string[]): string[] {
  const { status, stdout, stderr } = score(path, ...args);
  expect(stdout).toBe('');
  expect(status).toBe(2);
  return stderr
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(`${path}: `, ''));
}

const trust = loadQuestionnaire(latestVersion, 'trust');
const codes = questionsOf(trust).map(({ code }) => code);
const mayNotApply = questionsOf(trust).find((question) => question.notApplicable !== null);

/** Everybody answers every question with their own level. */
const people = [
  ['Ann', 'executive', 4],
  ['Ben', 'executive', 2],
  ['Cat', 'clinical', 3],
] as const;
const rows = people.flatMap(([respondent, family, level]) => [
  ...codes.map((question) => ({ respondent, family, question, answer: String(level) })),
  { respondent, family, question: 'M01', answer: 'chief-operating-officer' },
]);
const lines = rows.map((row) => Object.values(row).join(','));

describe('scoring a file of answers', () => {
  test('gives each respondent and the survey as JSON, to six decimals', () => {
    const { status, stdout, stderr } = score(csv(...lines), '--format', 'json');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const result = JSON.parse(stdout);
    expect(Object.keys(result)).toEqual(['questionnaire', 'pooledSd', 'respondents', 'survey']);
    expect(result.questionnaire).toEqual({ version: latestVersion, wording: 'trust' });
    expect(result.pooledSd).toBeNull();
    expect(result.respondents).toMatchObject([
      { respondent: 'Ann', family: 'executive', overall: 4, secured: { level: 4 } },
      { respondent: 'Ben', family: 'executive', overall: 2, secured: { level: 2 } },
      { respondent: 'Cat', family: 'clinical', overall: 3, secured: { level: 3 } },
    ]);
    expect(result.respondents[0].dimensions[0]).toMatchObject({
      code: 'A',
      status: 'scored',
      score: 4,
    });
    // Three equal weights; s² = 2 / (3 − 2); √2 · √(1/3) = 0.816497.
    expect(result.survey).toMatchObject({
      basis: 'survey',
      n: 3,
      families: 2,
      eligible: false,
      overall: { value: 3, se: 0.816497 },
      secured: { level: 3, atMost: null },
    });
    expect(result.survey.questions[0]).toMatchObject({ code: 'A1', estimate: 3, se: 0.816497 });
    expect(result.survey.ownership.capabilities[0]).toMatchObject({
      code: 'M01',
      status: 'one-owner',
      owner: 'chief-operating-officer',
    });
  });

  test('reads JSON rows, with numbers or text as answers, by extension or by content', () => {
    const json = JSON.stringify(
      rows.map((row) => ({ ...row, answer: Number(row.answer) || row.answer })),
    );
    const fromCsv = score(csv(...lines), '--format', 'json');
    expect(score(file('json', json), '--format', 'json')).toEqual(fromCsv);
    expect(score(file('txt', `\n${json}`), '--format', 'json')).toEqual(fromCsv);
  });

  test('reads what a spreadsheet writes: byte order mark, CRLF, quotes, columns in another order', () => {
    const text = rows
      .map((row) => `"${row.answer}", ${row.question},"${row.respondent}",${row.family}\r\n\r\n`)
      .join('');
    const path = file('csv', `\uFEFFanswer,question,respondent,family\r\n${text}`);
    const { stdout } = score(path, '--format', 'json');
    expect(stdout).toBe(score(csv(...lines), '--format', 'json').stdout);
  });

  test('prints tables to read by default', () => {
    const { status, stdout } = score(csv(...lines));
    expect(status).toBe(0);
    expect(stdout).toContain('not for publication');
    expect(stdout).toMatch(/^Respondent +Family +A +B +.* +Overall +Secured +Held by$/m);
    expect(stdout).toMatch(/^Ann +executive +4\.00 +4\.00 .* +4\.00 +4 +A B/m);
    expect(stdout).toContain('Overall: 3.00, standard error 0.82');
    expect(stdout).toMatch(/^Secured level: 3 \(Adopted\), held by A B/m);
    expect(stdout).toMatch(/^A1 +.* +3\.00 +0\.82 +3 +- +0\.50 +0 %$/m);
    expect(stdout).toMatch(/^M01 +.* +one-owner +3 +chief-operating-officer 100 %$/m);
    expect(stdout).toMatch(/^PERSPECTIVE GAPS\nNone$/m);
    expect(stdout).not.toMatch(/NaN|undefined|null|[^\n] \n/);
  });

  test('lists the gaps between families and marks blind spots', () => {
    const { stdout } = score(
      csv(
        'Ann,digital,A1,4',
        'Ben,executive,A1,2',
        'Ann,digital,A2,1',
        'Ben,executive,A2,dont_know',
      ),
    );
    expect(stdout).toMatch(/^A1 +Digital +Executive +2\.00 +1\.00$/m);
    expect(stdout).toMatch(/^A2 .* 1\.00 .* 50 % +blind spot$/m);
    expect(stdout.match(/blind spot/g)).toHaveLength(1);
  });

  test('does not mind a reader who has seen enough', () => {
    const path = csv(...lines);
    const { stderr } = spawnSync(`"${process.execPath}" "${command}" "${path}" | head -n 1`, {
      encoding: 'utf8',
      shell: true,
    });
    expect(stderr).toBe('');
  });

  test("keeps don't know and not applicable out of the scores, and says at most", () => {
    const path = csv(
      ...codes.filter((code) => code.startsWith('A')).map((code) => `Ann,digital,${code},2`),
      `Ann,digital,B1,dont_know`,
      `Ann,digital,${mayNotApply?.code},not_applicable`,
      'Ann,digital,M02,dont_know',
      'Ann,digital,M03,nobody',
    );
    const { respondents, survey } = JSON.parse(score(path, '--format', 'json').stdout);
    expect(respondents[0]).toMatchObject({
      overall: null,
      scored: 1,
      secured: { level: null, atMost: 2, heldBy: ['A'] },
    });
    expect(survey.questions.find(({ code }: { code: string }) => code === 'B1')).toMatchObject({
      estimate: null,
      dontKnowShare: 1,
      blindSpot: true,
    });
    const statuses = survey.ownership.capabilities.map(({ status }: { status: unknown }) => status);
    expect(statuses.slice(0, 4)).toEqual([null, null, 'nobody', null]);
    expect(score(path).stdout).toContain('Secured level: at most 2 (Installed), held by A\n');
  });

  test('takes a pooled SD for errors that the respondents cannot show', () => {
    const one = csv('Ann,digital,A1,2');
    const estimateOf = (...args: string[]) =>
      JSON.parse(score(one, '--format', 'json', ...args).stdout).survey.questions[0];
    expect(estimateOf()).toMatchObject({ estimate: 2, se: null });
    expect(estimateOf('--pooled-sd', '0.75')).toMatchObject({ estimate: 2, se: 0.75 });
  });

  test('uses the wording asked for: a question of the other wording is not asked', () => {
    const asked = questionsOf(loadQuestionnaire(latestVersion, 'icb')).map(({ code }) => code);
    const only = codes.find((code) => !asked.includes(code));
    const path = csv(`Ann,digital,A1,2`, `Ann,digital,${only},2`);
    expect(score(path).status).toBe(0);
    expect(problems(path, '--wording', 'icb')).toEqual([
      `line 3: "${only}" is not asked in version ${latestVersion}, icb wording`,
    ]);
  });

  test('explains itself', () => {
    const { status, stdout } = score('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--pooled-sd NUMBER');
  });
});

describe('a file with mistakes', () => {
  test('has all of them named at once, with their lines, and gives no output', () => {
    const path = csv(
      'Ann,executive,A1,4',
      'Ann,executive,Z9,4',
      'Ann,executive,A2,7',
      'Ann,executive,A3,',
      'Ann,executive,A4,not_applicable',
      '',
      'Ann,nurse,B1,3',
      'Ann,digital,B2,3',
      'Ann,executive,A1,5',
      ',executive,A1,3',
      'Ann,executive,M01,wizard',
      'Ann,executive,"B3,4',
      'Ann,executive,B4',
      `Ann,executive,${mayNotApply?.code},maybe`,
      'Ann,executive,,3',
      'Ann,executive,M02,3',
      'Ann,executive,M01,nobody',
    );
    expect(problems(path)).toEqual([
      `line 3: "Z9" is not asked in version ${latestVersion}, trust wording`,
      'line 4: "7" is not an answer to A2: 1 to 5 or dont_know',
      'line 5: the answer to A3 is missing',
      'line 6: "not_applicable" is not an answer to A4: 1 to 5 or dont_know',
      'line 8: "nurse" is not a role family (executive, operational, digital, clinical)',
      'line 9: respondent Ann is digital here and executive on line 2',
      'line 10: respondent Ann has answered A1 on line 2 already',
      'line 11: the respondent is missing',
      'line 12: "wizard" is not an answer to M01: a role code, shared, nobody or dont_know',
      'line 13: quotation marks do not match',
      'line 14: has 3 values instead of 4',
      `line 15: "maybe" is not an answer to ${mayNotApply?.code}: 1 to 5, dont_know or not_applicable`,
      'line 16: the question is missing',
      'line 17: "3" is not an answer to M02: a role code, shared, nobody or dont_know',
      'line 18: respondent Ann has answered M01 on line 12 already',
    ]);
  });

  test('has every answer that is none refused', () => {
    const answers = ['0', '6', '3.5', '-1', '03', '１', 'dont-know', "don't know", 'NaN', '1e0'];
    expect(
      problems(csv(...answers.map((answer, i) => `Person ${i},digital,A1,${answer}`))),
    ).toEqual(
      answers.map((answer, i) => {
        return `line ${i + 2}: "${answer}" is not an answer to A1: 1 to 5 or dont_know`;
      }),
    );
  });

  test('has a missing, short or doubled header named', () => {
    const header = 'line 1: the header must be respondent,family,question,answer and is ';
    const problemsOf = (text: string) => problems(file('csv', text));
    expect(problemsOf('Ann,digital,A1,4\n')).toEqual([`${header}Ann,digital,A1,4`]);
    expect(problemsOf('respondent,family,question\n')).toEqual([
      `${header}respondent,family,question`,
    ]);
    expect(problemsOf('respondent;family;question;answer\n')).toEqual([
      `${header}respondent;family;question;answer`,
    ]);
    expect(problemsOf('respondent,answer,question,answer\n')).toEqual([
      `${header}respondent,answer,question,answer`,
    ]);
  });

  test('is refused when it is empty, has only a header, is missing or is not UTF-8', () => {
    expect(problems(file('csv', ''))).toEqual(['the file is empty']);
    expect(problems(file('csv', '\n \n'))).toEqual(['the file is empty']);
    expect(problems(file('json', ''))).toEqual(['the file is empty']);
    expect(problems(csv())).toEqual(['has no answers']);
    expect(problems(file('json', '[]'))).toEqual(['has no answers']);
    expect(problems(join(folder, 'nowhere.csv'))).toEqual(['cannot be read (ENOENT)']);
    expect(problems(folder)).toEqual(['cannot be read (EISDIR)']);
    expect(problems(file('csv', Buffer.from('respondent\xE9', 'latin1')))).toEqual([
      'is not UTF-8 text',
    ]);
  });

  test('has its rows counted from 1 in JSON', () => {
    const good = { respondent: 'Ann', family: 'digital', question: 'A1', answer: 4 };
    const bad = [
      good,
      'Ann',
      { ...good, question: 'A2', answer: 4.5 },
      { ...good, question: 'A3', answer: null },
      { ...good, question: 'A4', answer: [4] },
      { respondent: 'Ann', family: 'digital', question: 'B1', anwser: 4 },
      good,
    ];
    expect(problems(file('json', JSON.stringify(bad)))).toEqual([
      'row 2: must be an object with respondent, family, question, answer',
      'row 3: "4.5" is not an answer to A2: 1 to 5 or dont_know',
      'row 4: the answer to A3 is missing',
      'row 5: "[4]" is not an answer to A4: 1 to 5 or dont_know',
      'row 6: has an unknown key anwser',
      'row 6: the answer to B1 is missing',
      'row 7: respondent Ann has answered A1 on row 1 already',
    ]);
    expect(problems(file('json', '{"respondent": "Ann"}'))).toEqual([
      'the JSON must be an array of rows',
    ]);
    expect(problems(file('json', '[{')).join()).toMatch(/^is not JSON: /);
  });

  test('has its mistakes named together with those of the options', () => {
    const path = csv('Ann,digital,A1,7');
    expect(
      problems(path, '--format', 'xml', '--wording', 'x', '--pooled-sd', 'much', '--colour'),
    ).toEqual([
      'unknown option --colour',
      'unknown wording "x": trust or icb',
      'unknown format "xml": text or json',
      '"much" is not a pooled SD in levels: above 0, at most 4',
    ]);
    expect(problems(path, '--format', 'xml')).toEqual([
      'unknown format "xml": text or json',
      'line 2: "7" is not an answer to A1: 1 to 5 or dont_know',
    ]);
  });

  test.each([['0'], ['-1'], ['4.1'], [''], ['Infinity']])('has the pooled SD %s refused', (sd) => {
    expect(problems(csv('Ann,digital,A1,3'), `--pooled-sd=${sd}`)).toEqual([
      `"${sd}" is not a pooled SD in levels: above 0, at most 4`,
    ]);
  });

  test('is refused with an unknown version, a repeated option, or one without its value', () => {
    const path = csv('Ann,digital,A1,3');
    expect(problems(path, '--questionnaire', '99')).toEqual([
      expect.stringMatching(/^unknown version "99": there is 1/),
    ]);
    expect(problems(path, '--format', 'json', '--format', 'text')).toEqual([
      '--format is given more than once',
    ]);
    expect(problems(path, '--wording')).toEqual(['--wording needs a value']);
  });

  test('has to be one file', () => {
    expect(problems('one.csv', 'two.csv')).toEqual([
      'one FILE is needed and 2 are given; --help says more',
    ]);
    const none = score();
    expect(none).toMatchObject({ status: 2, stdout: '' });
    expect(none.stderr).toBe('one FILE is needed and 0 are given; --help says more\n');
  });
});
