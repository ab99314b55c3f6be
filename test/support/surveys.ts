import type { Questionnaire, Wording } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { SurveyEstimate } from '../../src/scoring/survey.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import { everything, save } from './cast.ts';
import { today } from './service.ts';

/** Somebody without a name who answers: role, level by question, and whether they submitted. */
export interface Answering {
  readonly role: string;
  readonly answer: (code: string, position: number) => string;
  readonly submitted?: boolean;
}

const roles = ['chief-executive', 'chief-operating-officer', 'data-lead', 'medical-director'];

/** People of all four role families who answer around a level, each a little differently. */
export function crowd(size: number, level: number): readonly Answering[] {
  return Array.from({ length: size }, (_, person) => ({
    role: roles[person % roles.length] as string,
    answer: (_code: string, at: number) => {
      const wobble = ((person * 7 + at * 3) % 3) - 1;
      return String(Math.min(5, Math.max(1, level + wobble)));
    },
  }));
}

/** Puts the answers of some people into an assessment; gives back their respondent ids. */
export async function answerAs(
  database: Database,
  assessmentId: string,
  people: readonly Answering[],
  wording: Wording = 'trust',
): Promise<readonly string[]> {
  const questionnaire = loadQuestionnaire(latestVersion, wording);
  const ids: string[] = [];
  for (const { role, answer, submitted = true } of people) {
    const id = newId();
    const submitted_at = submitted ? today.toISOString() : null;
    await database
      .insertInto('respondent')
      .values({ id, assessment_id: assessmentId, role, submitted_at })
      .execute();
    await save(database, id, everything(questionnaire, answer));
    ids.push(id);
  }
  return ids;
}

/** A trust with its assessment in a cycle. */
export async function insertTrust(
  database: Database,
  cycle: string,
  code: string,
  type: string | null = 'acute',
): Promise<string> {
  const id = newId();
  const kind = type === null ? ('icb' as const) : ('trust' as const);
  await database
    .insertInto('organisation')
    .values({ code, name: `Trust ${code}`, kind, trust_type: type, source: 'test', fictional: 1 })
    .execute();
  const opened_at = today.toISOString();
  await database
    .insertInto('assessment')
    .values({ id, cycle_id: cycle, organisation_code: code, opened_at })
    .execute();
  return id;
}

/** What a person is to scoring, worked out from what the test knows and not from the database. */
export function asRespondent(questionnaire: Questionnaire, { role, answer }: Answering) {
  const all = [...everything(questionnaire, answer)];
  return {
    family: questionnaire.roles.find(({ code }) => code === role)?.family ?? ('digital' as const),
    answers: new Map(
      all
        .filter(([code]) => !code.startsWith('M'))
        .map(([code, text]) => [code, Number(text) as 1 | 2 | 3 | 4 | 5]),
    ),
    ownership: new Map(all.filter(([code]) => code.startsWith('M'))),
  };
}

export async function resultsOf(database: Database, assessmentId: string): Promise<SurveyEstimate> {
  const { content } = await database
    .selectFrom('survey_results')
    .select('content')
    .where('assessment_id', '=', assessmentId)
    .executeTakeFirstOrThrow();
  return JSON.parse(content) as SurveyEstimate;
}
