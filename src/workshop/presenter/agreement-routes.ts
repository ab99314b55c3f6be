import { type Request, Router } from 'express';
import { z } from 'zod';
import { permit } from '../../people/access.ts';
import { readLadder } from '../../position/ladder-form.ts';
import { loadPosition } from '../../position/position.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import { dateOf } from '../../shared/clock.ts';
import { goTo } from '../../shared/page.ts';
import { found } from '../../shared/problems.ts';
import { type Running, workshopAsked } from '../access.ts';
import { switched } from '../agenda/agenda-change.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { changeAgenda } from '../agenda/change-preparation.ts';
import { ownership, together, workshopPath } from '../workshop.ts';
import { refuseUnlessOpen } from './agree-in-room.ts';
import { notOfThisPage, readAgreeing } from './agreeing.ts';
import { readSending, saveAgreed, showAgain } from './answer-agreement.ts';
import { readConfirmation } from './confirmation.ts';
import { ownables, readOwners } from './owners.ts';
import type { PresenterParts, Sent } from './show-presenter.ts';
import { confirmables } from './together.ts';

/** A question that a room wants to discuss by itself rather than confirm with others. */
const discussion = z.strictObject({ item: z.string(), _csrf: z.string().optional() });

/** What a room agrees: on a question, on several at once, and on the owners of capabilities. */
export function agreementRoutes(parts: PresenterParts): Router {
  const { database, clock, live } = parts;
  const router = Router();
  const running = permit('run a workshop');
  const base = '/workshops/:workshop';

  // Where refused forms stand, in case their page is asked for again.
  for (const path of [`${base}/agreements/:item`, `${base}/confirmation`, `${base}/owners`])
    router.get(path, running, async (req, res) => {
      const { workshop } = await workshopAsked(database, req);
      goTo(res, `${workshopPath(workshop)}/presenter`);
    });

  router.post(`${base}/agreements/:item`, running, async (req, res) => {
    const asked = await openAsked(req);
    const { questionnaire } = asked.standing.survey;
    const question = found(findQuestion(questionnaire, String(req.params.item)));
    const step = question.code;
    const ladder = readLadder(question, req.body, dateOf(clock()));
    const { isWorkingOut, backFrom, rest } = readSending(ladder.rest);
    const { agreeing, typed, ...others } = readAgreeing(rest);
    const errors = isWorkingOut ? ladder.errors : [...ladder.errors, ...others.errors];
    const sent: Sent = { agreement: { ladder, typed, errors } };
    if (errors.length > 0 || isWorkingOut || !agreeing)
      return showAgain(parts, req, res, asked, step, sent, errors.length > 0 ? 422 : 200);
    const { basedOn, content } = ladder;
    const agreements = [{ item: step, basedOn, content, ...agreeing }];
    const agreed = { step, backFrom, agreements, sent, basedOn: () => 'basedOn' };
    await saveAgreed(parts, req, res, asked, agreed);
  });

  router.post(`${base}/confirmation`, running, async (req, res) => {
    const { backFrom, rest } = readSending(req.body);
    const asked = await openAsked(req);
    const { agenda, position } = await lookedAt(asked);
    const read = readConfirmation(rest, confirmables(agenda, position));
    const step = together;
    const sent: Sent = { confirmation: read };
    if (read.errors.length > 0) return showAgain(parts, req, res, asked, step, sent, 422);
    const { agreements } = read;
    const agreed = { step, backFrom, agreements, sent, basedOn: basedOnField };
    await saveAgreed(parts, req, res, asked, agreed);
  });

  router.post(`${base}/owners`, running, async (req, res) => {
    const { backFrom, rest } = readSending(req.body);
    const asked = await openAsked(req);
    const { agenda, position } = await lookedAt(asked);
    const read = readOwners(rest, ownables(agenda, position), position.survey.questionnaire);
    const step = ownership;
    const sent: Sent = { owners: read };
    if (read.errors.length > 0) return showAgain(parts, req, res, asked, step, sent, 422);
    const { agreements } = read;
    const agreed = { step, backFrom, agreements, sent, basedOn: basedOnField };
    await saveAgreed(parts, req, res, asked, agreed);
  });

  router.post(`${base}/discussions`, running, async (req, res) => {
    const { workshop } = await openAsked(req);
    const { data } = discussion.safeParse(req.body ?? {});
    if (!data) throw notOfThisPage();
    await changeAgenda(database, workshop.id, (agenda) => switched(agenda, data.item, false));
    await live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/presenter?done=discussion`);
  });

  /** @throws Problem "too-late" when the workshop has ended. */
  async function openAsked(req: Request): Promise<Running> {
    const asked = await workshopAsked(database, req);
    refuseUnlessOpen(asked.workshop);
    return asked;
  }

  async function lookedAt({ workshop, standing }: Running) {
    return {
      agenda: await listAgenda(database, workshop.id),
      position: await loadPosition(database, standing.survey, clock()),
    };
  }

  return router;
}

function basedOnField(item: string): string {
  return `basedOn-${item}`;
}
