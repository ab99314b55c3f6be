import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { permit } from '../../people/access.ts';
import { readLadder } from '../../position/ladder-form.ts';
import { loadPosition, type Position } from '../../position/position.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import { dateOf } from '../../shared/clock.ts';
import { goTo } from '../../shared/page.ts';
import { found } from '../../shared/problems.ts';
import { type Running, workshopAsked } from '../access.ts';
import type { AgendaItem } from '../agenda/agenda.ts';
import { switched } from '../agenda/agenda-change.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { changeAgenda } from '../agenda/change-preparation.ts';
import { ownership, type Step, together, workshopPath } from '../workshop.ts';
import { refuseUnlessOpen } from './agree-in-room.ts';
import { notOfThisPage, readAgreeing } from './agreeing.ts';
import { readSending, type Sending, saveAgreed, showAgain } from './answer-agreement.ts';
import { type ReadTogether, readConfirmation } from './confirmation.ts';
import { ownables, readOwners } from './owners.ts';
import type { PresenterParts, Sent } from './show-presenter.ts';
import { confirmables } from './together.ts';

/** A question that a room wants to discuss by itself rather than confirm with others. */
const discussion = z.strictObject({ item: z.string(), _csrf: z.string().optional() });

/** What a form of several items is read with. */
interface LookedAt {
  readonly agenda: readonly AgendaItem[];
  readonly position: Position;
}

/** Such a form as it was read, and what shows it again. */
interface ReadSeveral {
  readonly read: Pick<ReadTogether, 'agreements' | 'errors'>;
  readonly sent: Sent;
}

/** What a room agrees: on a question, on several at once, and on the owners of capabilities. */
export function agreementRoutes(parts: PresenterParts): Router {
  const { database, clock, live } = parts;
  const router = Router();
  const running = permit('run a workshop');
  const base = '/workshops/:workshop';

  // Where refused forms stand, in case their page is asked for again.
  for (const path of [`${base}/agreements/:item`, `${base}/confirmation`, `${base}/owners`])
    router.get(path, running, async (req, res) => {
      const { workshop, standing } = await workshopAsked(database, req);
      const { item } = req.params;
      if (item !== undefined) found(findQuestion(standing.survey.questionnaire, String(item)));
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

  router.post(`${base}/confirmation`, running, (req, res) =>
    saveSeveral(req, res, together, (fields, { agenda, position }) => {
      const confirmation = readConfirmation(fields, confirmables(agenda, position));
      return { read: confirmation, sent: { confirmation } };
    }),
  );

  router.post(`${base}/owners`, running, (req, res) =>
    saveSeveral(req, res, ownership, (fields, { agenda, position }) => {
      const { questionnaire } = position.survey;
      const owners = readOwners(fields, ownables(agenda, position), questionnaire);
      return { read: owners, sent: { owners } };
    }),
  );

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

  /** Records what a form says about several items at once, which have a step of their own. */
  async function saveSeveral(
    req: Request,
    res: Response,
    step: Step,
    readForm: (fields: Sending['rest'], looked: LookedAt) => ReadSeveral,
  ): Promise<void> {
    const { backFrom, rest } = readSending(req.body);
    const asked = await openAsked(req);
    const { read, sent } = readForm(rest, await lookedAt(asked));
    if (read.errors.length > 0) return showAgain(parts, req, res, asked, step, sent, 422);
    const { agreements } = read;
    await saveAgreed(parts, req, res, asked, {
      step,
      backFrom,
      agreements,
      sent,
      basedOn: basedOnField,
    });
  }

  async function lookedAt({ workshop, standing }: Running): Promise<LookedAt> {
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
