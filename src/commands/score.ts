import { parseArgs } from 'node:util';
import { wordings } from '../questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire, versions } from '../questionnaire/versions.ts';
import { method } from '../scoring/method.ts';
import { scorePerson } from '../scoring/person.ts';
import { estimateSurvey } from '../scoring/survey.ts';
import { readAnswersFile } from './score-file.ts';
import { scoreText } from './score-text.ts';

const usage = `Usage: npm run --silent score -- FILE [options]

FILE is a CSV file with the header respondent,family,question,answer, or a JSON array of objects
with those keys. An answer is 1 to 5, dont_know or (where allowed) not_applicable; for a capability
of the ownership map (M01 and so on) it is a role code, shared, nobody or dont_know.

  --questionnaire VERSION  the questionnaire version (default ${latestVersion})
  --wording trust|icb      which wording was asked (default trust)
  --format text|json       tables to read, or everything to six decimals (default text)
  --pooled-sd NUMBER       SD within organisations in the cycle, in levels, for standard errors
                           where the respondents cannot show one (default none)
  --help                   this text
`;

const options = {
  questionnaire: { type: 'string' },
  wording: { type: 'string' },
  format: { type: 'string' },
  'pooled-sd': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const formats = ['text', 'json'] as const;

/**
 * Scores a file of answers. Problems go to stderr, all of them, with status 2 and no output.
 *
 * As JSON: {questionnaire: {version, wording}, pooledSd: number | null, respondents, survey}, where
 * respondents are {respondent, family} with the fields of PersonScore, in the order of the file,
 * and survey is a SurveyEstimate. Numbers have six decimals; what does not exist is null.
 */
function score(args: string[]): void {
  const { values, problems, file } = readOptions(args);
  if (values.help === true) {
    process.stdout.write(usage);
    return;
  }
  const version = versions.find((known) => String(known) === values.questionnaire);
  const wording = wordings.find((known) => known === values.wording);
  const format = formats.find((known) => known === values.format);
  const widest = method.scale.hi - method.scale.lo;
  const pooledSd = values['pooled-sd'] === undefined ? null : Number(values['pooled-sd']);
  if (version === undefined)
    problems.push(`unknown version "${values.questionnaire}": there is ${versions.join(', ')}`);
  if (!wording) problems.push(`unknown wording "${values.wording}": ${wordings.join(' or ')}`);
  if (!format) problems.push(`unknown format "${values.format}": ${formats.join(' or ')}`);
  if (pooledSd !== null && !(pooledSd > 0 && pooledSd <= widest))
    problems.push(
      `"${values['pooled-sd']}" is not a pooled SD in levels: above 0, at most ${widest}`,
    );

  const questionnaire =
    version === undefined ? null : loadQuestionnaire(version, wording ?? 'trust');
  const read = file === null ? null : readAnswersFile(file, wording ? questionnaire : null);
  if (read) problems.push(...read.problems);
  if (problems.length > 0 || !read || !questionnaire || !format) {
    process.stderr.write(`${problems.join('\n')}\n`);
    process.exitCode = 2;
    return;
  }

  const respondents = read.respondents.map(({ respondent, family, answers }) => ({
    respondent,
    family,
    ...scorePerson(questionnaire, answers),
  }));
  const survey = estimateSurvey(questionnaire, read.respondents, { fallbackSd: pooledSd });
  process.stdout.write(
    format === 'text'
      ? scoreText(questionnaire, respondents, survey)
      : `${JSON.stringify({ questionnaire: { version, wording }, pooledSd, respondents, survey }, null, 2)}\n`,
  );
}

interface Options {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly problems: string[];
  readonly file: string | null;
}

/** Not strict, because that stops at the first mistake and we name them all. */
function readOptions(args: string[]): Options {
  const { values, positionals, tokens } = parseArgs({
    args,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(options, token.name)) problems.push(`unknown option ${token.rawName}`);
    else if (seen.has(token.name)) problems.push(`${token.rawName} is given more than once`);
    else if (token.name === 'help' && token.value !== undefined)
      problems.push('--help takes no value');
    else if (token.name !== 'help' && token.value === undefined)
      problems.push(`${token.rawName} needs a value`);
    seen.add(token.name);
  }
  if (positionals.length !== 1)
    problems.push(`one FILE is needed and ${positionals.length} are given; --help says more`);
  const defaults = { questionnaire: String(latestVersion), wording: 'trust', format: 'text' };
  return {
    // An option without its value comes as true and has been named above.
    values: { ...defaults, ...omitTrue(values) },
    problems,
    file: positionals.length === 1 ? (positionals[0] ?? null) : null,
  };
}

function omitTrue(values: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name === 'help' || value !== true),
  ) as Options['values'];
}

// A reader who has seen enough ("| head") closes the pipe, and that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
score(process.argv.slice(2));
