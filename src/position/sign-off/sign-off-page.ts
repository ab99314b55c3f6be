import type { Person } from '../../people/person.ts';
import { method } from '../../scoring/method.ts';
import type { Database } from '../../shared/database.ts';
import { showMoment } from '../../shared/moment.ts';
import type { Survey } from '../../survey/survey.ts';
import { loadPosition } from '../position.ts';
import { positionPath } from '../standing.ts';
import { icbsAbove } from './icb-above.ts';
import { icbViewOf } from './icb-view.ts';
import { icbWords } from './icb-words.ts';
import { findOpenRequest } from './request-store.ts';
import { doerFirst, versionWords } from './sign-off.ts';
import { fingerprintOf, freeze } from './signed-position.ts';
import { signedTables } from './signed-tables.ts';

/**
 * Everything that a signatory reads before they sign, as it would be frozen now. Null where nobody
 * asks for it to be signed off.
 */
export async function signOffPage(
  database: Database,
  survey: Survey,
  person: Pick<Person, 'id'>,
  now: Date,
) {
  const request = await findOpenRequest(database, survey.assessmentId);
  if (!request) return null;
  const { questionnaire } = survey;
  const content = freeze(await loadPosition(database, survey, now), now);
  const versions = {
    questionnaireVersion: questionnaire.version,
    methodVersion: method.version,
  };
  const view = icbViewOf(survey, { content, signedAt: now.toISOString(), ...versions });
  return {
    survey,
    base: positionPath(survey),
    request: {
      id: request.id,
      who: doerFirst(request.askedBy),
      when: showMoment(request.askedAt),
      own: request.askedBy.id === person.id,
    },
    fingerprint: fingerprintOf(content),
    tables: signedTables(questionnaire, content),
    versions: versionWords(versions),
    icb: icbWords(view, questionnaire, await icbsAbove(database, survey, now)),
  };
}
