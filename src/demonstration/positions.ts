import { record } from '../people/audit-store.ts';
import { loadPosition } from '../position/position.ts';
import { insertSignOff } from '../position/sign-off/sign-off-store.ts';
import { freeze } from '../position/sign-off/signed-position.ts';
import { findQuestion } from '../questionnaire/lookup.ts';
import { findShown } from '../results/store.ts';
import { method } from '../scoring/method.ts';
import type { Database } from '../shared/database.ts';
import { newId } from '../shared/ids.ts';
import { found } from '../shared/problems.ts';
import { findSurvey } from '../survey/store.ts';
import type { Survey } from '../survey/survey.ts';
import { type AgendaItem, partOf } from '../workshop/agenda/agenda.ts';
import { insertActions } from './actions.ts';
import { drawOwners, drawStatements } from './agreements.ts';
import { type Character, drawCharacter } from './answers.ts';
import { type Chance, chance } from './chance.ts';
import { commentedTrust } from './comments.ts';
import { type HeldWorkshop, insertHeldWorkshop } from './held-workshop.ts';
import type { Nature } from './nature.ts';
import { insertInBatches } from './store.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** From the last moment of a day until people meet on the next. */
const morning = 10 * hour;
/** How many questions the trust of the cast has still to talk about in its last workshop. */
const leftOver = 6;

/** An organisation whose survey of a released cycle is closed, and how it went on. */
export interface Concluded {
  readonly assessmentId: string;
  readonly nature: Nature;
  /** 0 for the first cycle. */
  readonly cycle: number;
  readonly closedAt: Date;
  /** Who signs off; null where the cast is to do that. */
  readonly signatory: string | null;
  /** Who runs the workshop, and records what is agreed there. */
  readonly facilitator: string;
  /** Who asks for the signature. */
  readonly lead: string;
}

/**
 * Lets an organisation agree its position in a workshop two weeks after its survey, statement by
 * statement, and sign it off a week later. Some never get to it; more than half of the others
 * share their scores with their integrated care board.
 */
export async function insertPosition(database: Database, concluded: Concluded): Promise<void> {
  const { assessmentId, nature, cycle, closedAt, signatory, facilitator, lead } = concluded;
  const luck = chance(nature.seed + 31 * (cycle + 1));
  const survey = found(await findSurvey(database, assessmentId));
  const isOfTheCast = survey.organisation.code === commentedTrust;
  if (!isOfTheCast && luck.happens(0.15)) return;

  const held = await insertHeldWorkshop(database, {
    survey,
    disclosed: await findShown(database, assessmentId),
    at: new Date(closedAt.getTime() + 13 * day + morning),
    facilitator,
    luck,
  });
  const { questionnaire } = survey;
  const character = drawCharacter(questionnaire, chance(nature.seed), nature.whole + 0.12 * cycle);
  const agreed = signatory ? held.agenda : reached(held.agenda);
  await insertAgreements(database, { survey, held, agreed, character, facilitator, luck });
  if (!signatory) return insertActions(database, survey, held, facilitator);

  const signedAt = new Date(held.at.getTime() + 7 * day);
  const share = survey.organisation.kind === 'trust' && (isOfTheCast || luck.happens(0.68));
  await sign(database, survey, { signedAt, signatory, share, lead });
}

/** Time ran out in the questions of their own; what is quick was done all the same. */
function reached(agenda: readonly AgendaItem[]): readonly AgendaItem[] {
  const late = agenda.filter((item) => partOf(item) === 'questions').slice(-leftOver);
  return agenda.filter((item) => !late.includes(item));
}

interface Agreed {
  readonly survey: Survey;
  readonly held: HeldWorkshop;
  readonly agreed: readonly AgendaItem[];
  readonly character: Character;
  readonly facilitator: string;
  readonly luck: Chance;
}

async function insertAgreements(database: Database, made: Agreed): Promise<void> {
  const { survey, held, agreed, character, facilitator, luck } = made;
  const { questionnaire } = survey;
  const owners = drawOwners(
    questionnaire,
    agreed.filter((item) => partOf(item) === 'ownership').map(({ item }) => item),
    luck,
  );
  await insertInBatches(
    database,
    'agreement',
    agreed.map(({ item }) => {
      const question = findQuestion(questionnaire, item);
      const content = question
        ? drawStatements(question, character, held.at, luck)
        : { owner: owners.get(item) };
      return {
        assessment_id: survey.assessmentId,
        item,
        version: 1,
        content: JSON.stringify(content),
        ...drawVote(held.present, luck),
        reason: null,
        workshop_id: held.id,
        agreed_at: held.at.toISOString(),
        agreed_by: facilitator,
      };
    }),
  );
}

function drawVote(present: number, luck: Chance) {
  const method = luck.pick(['unanimous', 'unanimous', 'majority', 'majority', 'chair'] as const);
  return { method, present, dissenting: method === 'unanimous' ? 0 : luck.whole(1, 3) };
}

async function sign(
  database: Database,
  survey: Survey,
  signed: {
    readonly signedAt: Date;
    readonly signatory: string;
    readonly share: boolean;
    readonly lead: string;
  },
): Promise<void> {
  const { signedAt, signatory, share, lead } = signed;
  const { assessmentId, questionnaire } = survey;
  const at = signedAt.toISOString();
  await insertInBatches(database, 'sign_off_request', [
    {
      id: newId(),
      assessment_id: assessmentId,
      asked_at: new Date(signedAt.getTime() - 2 * day).toISOString(),
      asked_by: lead,
      ended_at: at,
      ended_by: signatory,
      outcome: 'signed' as const,
    },
  ]);
  const position = await loadPosition(database, survey, signedAt);
  const signOff = await insertSignOff(database, assessmentId, {
    signedAt: at,
    signedBy: signatory,
    questionnaireVersion: questionnaire.version,
    methodVersion: method.version,
    content: freeze(position, signedAt),
    shared: share,
  });
  const subject = { assessment: assessmentId, signOff };
  const line = { chain: assessmentId, at, actorId: signatory, subject };
  await record(database, { ...line, act: 'sign-off' });
  if (share) await record(database, { ...line, act: 'share-with-icb' });
}
