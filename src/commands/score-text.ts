import { familyName, levelName } from '../questionnaire/lookup.ts';
import type { Questionnaire } from '../questionnaire/questionnaire.ts';
import type { DimensionScore } from '../scoring/dimension.ts';
import type { Secured } from '../scoring/overall.ts';
import type { Ownership } from '../scoring/ownership.ts';
import type { PersonScore } from '../scoring/person.ts';
import type { SurveyEstimate } from '../scoring/survey.ts';

export interface NamedScore extends PersonScore {
  readonly respondent: string;
  readonly family: string;
}

/** The scores as plain tables for a person at a terminal, to two decimals. */
export function scoreText(
  questionnaire: Questionnaire,
  respondents: readonly NamedScore[],
  survey: SurveyEstimate,
): string {
  const { version, wording } = questionnaire;
  const sections = [
    [
      `Questionnaire version ${version}, ${wording} wording. Method version ${survey.method}.`,
      'Before disclosure control: not for publication.',
    ],
    ['RESPONDENTS', ...peopleTable(questionnaire, respondents)],
    [
      'SURVEY ESTIMATE (each role family with an equal voice)',
      `Valid respondents: ${survey.n} of ${survey.respondents}, role families: ${survey.families}`,
      `Can enter a benchmark: ${survey.eligible ? 'yes' : 'no'}`,
      `Overall: ${two(survey.overall.value)}, standard error ${two(survey.overall.se)}`,
      `Secured level: ${securedText(questionnaire, survey.secured)}`,
    ],
    ['DIMENSIONS', ...dimensionTable(questionnaire, survey)],
    ['QUESTIONS', ...questionTable(questionnaire, survey)],
    ['PERSPECTIVE GAPS', ...gapTable(questionnaire, survey)],
    [
      'OWNERSHIP MAP',
      ...ownershipTable(questionnaire, survey),
      `Clarity index: ${two(survey.ownership.clarity)}`,
    ],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function peopleTable(questionnaire: Questionnaire, people: readonly NamedScore[]): string[] {
  const codes = questionnaire.dimensions.map(({ code }) => code);
  return table('ll'.padEnd(codes.length + 3, 'r'), [
    ['Respondent', 'Family', ...codes, 'Overall', 'Secured', 'Held by'],
    ...people.map(({ respondent, family, dimensions, overall, secured }) => [
      respondent,
      family,
      ...dimensions.map(scoreCell),
      two(overall),
      secured.level === null && secured.atMost !== null
        ? `at most ${secured.atMost}`
        : String(secured.level ?? '-'),
      secured.heldBy.join(' '),
    ]),
  ]);
}

function dimensionTable(questionnaire: Questionnaire, survey: SurveyEstimate): string[] {
  return table('llrrrr', [
    ['Code', 'Dimension', 'Score', 'SE', 'People', 'Questions'],
    ...survey.dimensions.map((dimension) => [
      dimension.code,
      questionnaire.dimensions.find(({ code }) => code === dimension.code)?.name ?? '',
      scoreCell(dimension),
      two(dimension.se),
      String(dimension.n),
      `${dimension.answered} of ${dimension.applicable}`,
    ]),
  ]);
}

function questionTable(questionnaire: Questionnaire, survey: SurveyEstimate): string[] {
  const titles = new Map(
    questionnaire.dimensions.flatMap(({ questions }) => questions.map((q) => [q.code, q.title])),
  );
  return table('llrrrlrrl', [
    ['Code', 'Question', 'Estimate', 'SE', 'People', 'Agreement', 'rwg', "Don't know", 'Note'],
    ...survey.questions.map((question) => [
      question.code,
      titles.get(question.code) ?? '',
      two(question.estimate),
      two(question.se),
      String(question.n),
      question.agreement.label ?? '-',
      two(question.agreement.rwg),
      percent(question.dontKnowShare),
      question.blindSpot ? 'blind spot' : '',
    ]),
  ]);
}

function gapTable(questionnaire: Questionnaire, survey: SurveyEstimate): string[] {
  const rows = survey.questions.flatMap(({ code, gaps }) =>
    gaps.map(({ families: [higher, lower], difference, delta }) => [
      code,
      familyName(questionnaire, higher),
      familyName(questionnaire, lower),
      two(difference),
      two(delta),
    ]),
  );
  if (rows.length === 0) return ['None'];
  return table('lllrr', [['Code', 'Higher', 'Lower', 'Difference', "Cliff's delta"], ...rows]);
}

function ownershipTable(questionnaire: Questionnaire, survey: SurveyEstimate): string[] {
  return table('lllrl', [
    ['Code', 'Capability', 'Status', 'People', 'Named'],
    ...survey.ownership.capabilities.map((capability) => [
      capability.code,
      questionnaire.ownership.capabilities.find(({ code }) => code === capability.code)?.name ?? '',
      capability.status ?? '-',
      String(capability.n),
      named(capability),
    ]),
  ]);
}

function named({ roles, shared, nobody }: Ownership): string {
  const others = [
    { role: 'shared', share: shared ?? 0 },
    { role: 'nobody', share: nobody ?? 0 },
  ].filter(({ share }) => share > 0);
  return [...roles, ...others].map(({ role, share }) => `${role} ${percent(share)}`).join(', ');
}

function securedText(questionnaire: Questionnaire, { level, atMost, heldBy }: Secured): string {
  const shown = level ?? atMost;
  if (shown === null) return '-';
  const words = `${shown} (${levelName(questionnaire, shown)}), held by ${heldBy.join(' ')}`;
  return level === null ? `at most ${words}` : words;
}

function scoreCell({ status, score }: Pick<DimensionScore, 'status' | 'score'>): string {
  return status === 'not-applicable' ? 'n/a' : two(score);
}

function two(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}

function percent(share: number | null): string {
  return share === null ? '-' : `${Math.round(share * 100)} %`;
}

/** Lines of aligned cells under a header and a rule; `align` has l or r for each column. */
function table(align: string, rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return align[column] === 'r' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  const [header = [], ...body] = rows;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}
