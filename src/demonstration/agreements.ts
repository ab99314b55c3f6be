import type { QuestionContent, RecordedStatement } from '../position/agreement.ts';
import { statedLevels } from '../questionnaire/answer.ts';
import type { Question, Questionnaire } from '../questionnaire/questionnaire.ts';
import type { EvidenceGrade, StatementState } from '../scoring/agreed-statement.ts';
import { dateOf } from '../shared/clock.ts';
import type { Character } from './answers.ts';
import type { Chance } from './chance.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Draws what an organisation agrees on one question, statement by statement: about the level that
 * is true of it, a little more sober than what its leaders say.
 */
export function drawStatements(
  question: Question,
  character: Character,
  agreedAt: Date,
  luck: Chance,
): QuestionContent {
  const none = question.notApplicable !== null && luck.happens(0.1);
  const around = (character.levels.get(question.dimension) ?? 3) - 0.2 + luck.normal() * 0.5;
  const level = none ? 0 : Math.min(5, Math.max(1, Math.round(around)));
  const statements: Record<string, RecordedStatement> = {};
  for (const stated of statedLevels) {
    // What lies far above the level is left open: nobody talks about it.
    if (!none && stated > level + 2) break;
    for (const [at, { code }] of question.statements[stated].entries()) {
      const state = none ? 'not-applicable' : drawState(stated, level, at, luck);
      statements[code] = {
        state,
        reason: none ? question.notApplicable : null,
        ...(state === 'met' ? drawEvidence(question, stated, agreedAt, luck) : noEvidence),
      };
    }
  }
  return { statements };
}

/** The first statement above the level is what keeps the organisation from it. */
function drawState(stated: number, level: number, at: number, luck: Chance): StatementState {
  if (stated <= level) return 'met';
  if (stated === level + 1 && at === 0) return luck.happens(0.2) ? 'dont-know' : 'not-met';
  return luck.pick(['not-met', 'not-met', 'dont-know', 'met']);
}

const noEvidence = { grade: 0 as EvidenceGrade, reference: null, dated: null };

/** Higher levels are shown better, and now and then not well enough. */
function drawEvidence(question: Question, stated: number, agreedAt: Date, luck: Chance) {
  const documented = luck.happens(stated >= 4 ? 0.8 : 0.45);
  if (documented)
    return {
      grade: luck.happens(0.2) ? (3 as const) : (2 as const),
      reference: luck.pick(question.evidence),
      dated: dateOf(new Date(agreedAt.getTime() - luck.whole(20, 600) * day)),
    };
  if (luck.happens(0.5)) return noEvidence;
  return { grade: 1 as const, reference: 'Said by the service manager', dated: null };
}

/** What many organisations of the demonstration agree that nobody owns. */
const seldomOwned: ReadonlySet<string> = new Set(['M02', 'M03', 'M07']);

/** Draws who is to own the capabilities that nobody owns, or several claim. */
export function drawOwners(
  questionnaire: Questionnaire,
  capabilities: readonly string[],
  luck: Chance,
): ReadonlyMap<string, string> {
  return new Map(
    capabilities.map((code) => {
      const owner = luck.happens(0.8) ? luck.pick(questionnaire.roles).code : 'shared';
      return [code, luck.happens(seldomOwned.has(code) ? 0.45 : 0.08) ? 'nobody' : owner];
    }),
  );
}
