import type { Request, Response } from 'express';
import type { Database } from '../../shared/database.ts';
import { type FormError, fieldText } from '../../shared/forms.ts';
import { showPage } from '../../shared/page.ts';
import { votePath } from '../workshop.ts';
import { mostDevices } from './participant.ts';
import { listParticipants } from './participant-store.ts';
import type { Room } from './room.ts';
import { roomRules } from './room-rules.ts';

/** What a device sees that is not in the room: how to join or come back, or that it cannot. */
export async function showWayIn(
  req: Request,
  res: Response,
  database: Database,
  { workshop, survey, device }: Room,
  errors: readonly FormError[] = [],
): Promise<void> {
  const organisation = survey.organisation.name;
  const show = (view: string, title: string, more: object = {}) =>
    showPage(
      req,
      res,
      `workshop/${view}`,
      { title, errors, organisation, address: votePath(workshop), room: true, ...more },
      errors.length > 0 ? 422 : 200,
    );
  if (device?.removedAt) return show('vote-removed', 'This device was removed');
  if (!device && (workshop.locked || (await isFull(database, workshop.id))))
    return show('vote-locked', 'Nobody else can join now');
  show('vote-join', device ? 'Come back to the workshop' : 'Join the workshop', {
    back: device !== undefined,
    families: survey.questionnaire.roleFamilies,
    family: device?.family ?? fieldText(req.body, 'family'),
    rules: roomRules,
  });
}

async function isFull(database: Database, workshopId: string): Promise<boolean> {
  return (await listParticipants(database, workshopId)).length >= mostDevices;
}

/** One answer to every code with which nobody can vote, whatever the reason. */
export function showNobodysCode(req: Request, res: Response): void {
  const title = 'This code cannot be used';
  showPage(req, res, 'workshop/vote-ended', { title, room: true }, 404);
}
