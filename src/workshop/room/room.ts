import type { Request } from 'express';
import type { Database } from '../../shared/database.ts';
import { findSurvey } from '../../survey/store.ts';
import type { Survey } from '../../survey/survey.ts';
import { typedWorkshopCode } from '../code.ts';
import { findByCode } from '../store.ts';
import { isOpen, type Workshop } from '../workshop.ts';
import type { Participant } from './participant.ts';
import { findDevice } from './participant-store.ts';

/** An open workshop, as the device that is asking sees it. */
export interface Room {
  readonly workshop: Workshop;
  readonly survey: Survey;
  /** Undefined where this device never joined it. */
  readonly device: Participant | undefined;
}

declare global {
  namespace Express {
    interface Locals {
      /** Absent where the code in the address is none. */
      room?: Room;
    }
  }
}

/** The room whose code is in the address; undefined where the code is none, or not any more. */
export async function findRoom(
  database: Database,
  req: Request,
  deviceHash: string | null,
): Promise<Room | undefined> {
  const { data: code } = typedWorkshopCode.safeParse(req.params.code);
  const workshop = code && (await findByCode(database, code));
  if (!workshop || !isOpen(workshop)) return undefined;
  const survey = await findSurvey(database, workshop.assessmentId);
  const device = deviceHash ? await findDevice(database, workshop.id, deviceHash) : undefined;
  return survey && { workshop, survey, device };
}
