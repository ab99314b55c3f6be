import type { Questionnaire } from '../../questionnaire/questionnaire.ts';
import { instantsOf, showDate } from '../../shared/clock.ts';
import { agreedWords } from '../agreed-words.ts';
import { dimensionRows, headlineOf } from '../dimension-rows.ts';
import { explain } from '../explain.ts';
import { levelWords } from '../question-rows.ts';
import { capabilityName, ownerWords, statementWords } from '../version.ts';
import type { SignedPosition } from './signed-position.ts';

/** A frozen position in words, or one as it would be frozen: all that is signed. */
export function signedTables(questionnaire: Questionnaire, content: SignedPosition) {
  const questions = new Map(
    Object.entries(content.questions).map(([code, { score }]) => [code, score]),
  );
  const scored = { ...content, questions };
  const { capabilities } = questionnaire.ownership;
  return {
    headline: headlineOf(scored, questionnaire),
    dimensions: dimensionRows(scored, questionnaire),
    sections: questionnaire.dimensions.map(({ code, name, questions }) => ({
      code,
      name,
      rows: questions.flatMap((question) => {
        const agreed = content.questions[question.code];
        if (!agreed) return [];
        const { score, method, present, dissenting, reason } = agreed;
        return {
          code: question.code,
          title: question.title,
          level: levelWords(score, questionnaire),
          sentence: explain(question, score),
          how: agreedWords(method, present, dissenting),
          reason,
          statements: statementWords(question, { statements: agreed.statements }),
        };
      }),
      notAgreed: questions
        .filter((question) => !content.questions[question.code])
        .map(({ title }) => title),
    })),
    owners: capabilities.flatMap(({ code }) => {
      const agreed = content.owners[code];
      if (!agreed) return [];
      const { owner, method, present, dissenting } = agreed;
      return {
        name: capabilityName(questionnaire, code),
        owner: ownerWords(questionnaire, owner),
        how: agreedWords(method, present, dissenting),
      };
    }),
    withoutOwner: capabilities
      .filter(({ code }) => !content.owners[code])
      .map(({ code }) => capabilityName(questionnaire, code)),
    on: showDate(instantsOf(content.on).last.toISOString()),
  };
}
