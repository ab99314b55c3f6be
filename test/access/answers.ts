import { questionsOf } from '../../src/questionnaire/lookup.ts';
import type { Wording } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import type { Database } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';

const roles = ['chief-executive', 'chief-operating-officer', 'data-lead', 'medical-director'];
const size = 12;

/** Has people without a name answer a survey, all of it, each a little differently. */
export async function insertAnswers(
  database: Database,
  assessmentId: string,
  wording: Wording,
): Promise<void> {
  const { capabilities } = loadQuestionnaire(latestVersion, wording).ownership;
  const questions = questionsOf(loadQuestionnaire(latestVersion, wording));
  for (let person = 0; person < size; person++) {
    const id = newId();
    const at = '2027-03-01T12:00:00.000Z';
    await database
      .insertInto('respondent')
      .values({
        id,
        assessment_id: assessmentId,
        role: roles[person % roles.length] as string,
        submitted_at: at,
      })
      .execute();
    const answers = [
      ...questions.map(({ code }, position) => [code, String(2 + ((person + position) % 3))]),
      ...capabilities.map(({ code }) => [code, 'nobody']),
    ];
    const common = { respondent_id: id, version: 1, save_id: newId(), saved_at: at };
    await database
      .insertInto('answer')
      .values(answers.map(([item = '', answer]) => ({ ...common, item, answer: answer ?? null })))
      .execute();
  }
}
