import type { Request } from 'express';
import { personAsking } from '../people/access.ts';
import { type Reading, readsAs } from '../people/record-reading.ts';
import type { Database } from '../shared/database.ts';
import { id } from '../shared/ids.ts';
import { found, notFound } from '../shared/problems.ts';
import type { Survey } from '../survey/survey.ts';
import { findStanding } from './standing-store.ts';

/** What somebody is to the position of an assessment; they may be several things at once. */
export interface Standing {
  readonly survey: Survey;
  readonly leads: boolean;
  readonly facilitates: boolean;
  /** Whether they may sign it off. */
  readonly signs: boolean;
  /** Whether they run its workshops: who facilitates it; without a survey also who leads it. */
  readonly runs: boolean;
}

/** The parts that somebody can have in the position of an assessment. */
export type Part = 'leads' | 'facilitates' | 'signs' | 'runs';

/**
 * The assessment that the address names, of which the person asking is at least one of these.
 * @throws Problem "not-found" when it does not exist, and the same when they are none of them.
 */
export async function standingAsked(
  database: Database,
  req: Request,
  ...parts: readonly Part[]
): Promise<Standing> {
  const { data } = id.safeParse(req.params.assessment);
  const standing = found(data && (await findStanding(database, personAsking(req), data)));
  if (!parts.some((part) => standing[part])) throw notFound();
  return standing;
}

/** What the audit says of somebody who reads of this position. */
export function readingOf(
  req: Request,
  standing: Pick<Standing, 'leads' | 'facilitates'> & {
    readonly survey: Pick<Survey, 'assessmentId'>;
  },
  what: Reading['what'] = 'position',
): Reading {
  return {
    chain: standing.survey.assessmentId,
    what,
    as: readsAs(standing),
    by: personAsking(req).id,
  };
}

/** Where the pages of this position begin. */
export function positionPath({ assessmentId }: Pick<Survey, 'assessmentId'>): string {
  return `/positions/${assessmentId}`;
}
