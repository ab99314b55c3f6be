import type { Request, Response } from 'express';
import { z } from 'zod';
import { personAsking } from '../../people/access.ts';
import { AgreementConflict } from '../../position/agreement.ts';
import { showConflict } from '../../position/show-conflict.ts';
import { dateOf } from '../../shared/clock.ts';
import { goTo } from '../../shared/page.ts';
import { type Running, workshopAsked } from '../access.ts';
import { type Step, workshopPath } from '../workshop.ts';
import { agreeInRoom } from './agree-in-room.ts';
import { notOfThisPage } from './agreeing.ts';
import type { RoomAgreement } from './confirmation.ts';
import { type PresenterParts, type Sent, showKept, showPresenter } from './show-presenter.ts';

const sending = z.looseObject({
  act: z.enum(['save', 'work-out']).default('save'),
  backFrom: z.string().max(20).optional(),
});

/** What a form is sent for. */
export interface Sending {
  /** Whether only to say which level it would be. */
  readonly isWorkingOut: boolean;
  /** The step that the workshop is on, where it is to go back for this; null for the start. */
  readonly backFrom: Step | null | undefined;
  /** All other fields. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** @throws Problem "invalid" for a form that is not the page's. */
export function readSending(fields: unknown): Sending {
  const { data } = sending.safeParse(fields ?? {});
  if (!data) throw notOfThisPage();
  const { act, backFrom, ...rest } = data;
  return {
    isWorkingOut: act === 'work-out',
    backFrom: backFrom === '' ? null : backFrom,
    rest,
  };
}

/** What a room agreed on a step, as its form sent it. */
export interface AgreedForm {
  readonly step: Step;
  readonly backFrom: Step | null | undefined;
  readonly agreements: readonly RoomAgreement[];
  /** To be shown again where it cannot be saved. */
  readonly sent: Sent;
  /** The name of the field that says on which version an item is based. */
  readonly basedOn: (item: string) => string;
}

/** Records what a room agreed, or says why that was not possible; nothing typed is lost. */
export async function saveAgreed(
  parts: PresenterParts,
  req: Request,
  res: Response,
  { workshop, standing }: Running,
  { step, backFrom, agreements, sent, basedOn }: AgreedForm,
): Promise<void> {
  const { database, clock, live } = parts;
  const base = workshopPath(workshop);
  const mine = agreements.map((agreement) => ({ ...agreement, workshopId: workshop.id }));
  const agreed = { step, agreements: mine, ...(backFrom === undefined ? {} : { backFrom }) };
  try {
    const outcome = await agreeInRoom(database, clock, workshop, agreed, personAsking(req).id);
    if (outcome === 'moved')
      return showKept(parts, req, res, await workshopAsked(database, req), step, sent);
  } catch (error) {
    if (!(error instanceof AgreementConflict)) throw error;
    const { survey } = standing;
    const on = dateOf(clock());
    const late = { survey, mine, action: req.path, otherwise: `${base}/presenter`, basedOn, on };
    return showConflict(req, res, late, error);
  }
  await live.changed(workshop.id);
  goTo(res, `${base}/presenter`);
}

/** Shows what was typed once more, on the step that it belongs to, wherever the workshop is. */
export async function showAgain(
  parts: PresenterParts,
  req: Request,
  res: Response,
  running: Running,
  step: Step,
  sent: Sent,
  status: 200 | 422,
): Promise<void> {
  if (running.workshop.step !== step) return showKept(parts, req, res, running, step, sent);
  await showPresenter(parts, req, res, running, { sent, status });
}
