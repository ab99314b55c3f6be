import { type Request, type Response, Router } from 'express';
import { type Cycle, stateOf } from '../cycles/cycle.ts';
import { listCycles } from '../cycles/store.ts';
import { organisationCode } from '../organisations/organisation.ts';
import { permit, personAsking } from '../people/access.ts';
import { type Clock, showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { goTo, showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import {
  type ClosingDays,
  closingDays,
  cycleToOpenIn,
  daysInWords,
  typedClosingDate,
} from './closing-date.ts';
import { findAssessment } from './open-store.ts';
import { openSurvey } from './open-survey.ts';
import { type ReadOpening, readOpening } from './opening-form.ts';
import { findLedOrganisation } from './store.ts';
import { pathOf, type Survey } from './survey.ts';

/** An organisation whose survey is to be opened, and in which cycle that can be done at present. */
interface Opening {
  readonly organisation: Survey['organisation'];
  /** Null while no cycle is open, and on the last day of one. */
  readonly cycle: Cycle | null;
  readonly days: ClosingDays | null;
  /** The cycle that opens next; null while none is planned. */
  readonly next: Cycle | null;
}

/** Opening an organisation's survey in the open cycle. */
export function openRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const leading = permit('lead a survey');

  router.get('/organisations/:code/assessments/new', leading, async (req, res) => {
    const opening = await openingAsked(req);
    const { cycle, organisation } = opening;
    const there = cycle && { cycleId: cycle.id, organisationCode: organisation.code };
    const assessmentId = there && (await findAssessment(database, there));
    if (assessmentId) return goTo(res, pathOf({ assessmentId }));
    show(req, res, opening);
  });

  router.post('/organisations/:code/assessments', leading, async (req, res) => {
    const opening = await openingAsked(req);
    const { cycle, days, organisation } = opening;
    if (!cycle || !days) return show(req, res, opening);
    const read = readOpening(req.body, days);
    if (read.closesAt === undefined) return show(req, res, opening, read);
    const wanted = {
      organisationCode: organisation.code,
      cycleId: cycle.id,
      closesAt: read.closesAt,
    };
    const survey = await openSurvey(database, clock, wanted, personAsking(req).id);
    goTo(res, `${pathOf(survey)}${survey.opened && read.closesAt ? '?done=opened' : ''}`);
  });

  async function openingAsked(req: Request): Promise<Opening> {
    const { data } = organisationCode.safeParse(req.params.code);
    const organisation = found(
      data && (await findLedOrganisation(database, personAsking(req), data)),
    );
    const now = clock();
    const cycles = await listCycles(database);
    const cycle = cycleToOpenIn(cycles, now);
    const next = cycles.findLast((cycle) => stateOf(cycle, now) === 'not yet open') ?? null;
    return { organisation, cycle, days: cycle && closingDays(cycle.closesAt, now), next };
  }

  return router;
}

function show(
  req: Request,
  res: Response,
  { organisation, cycle, days, next }: Opening,
  refused?: ReadOpening,
): void {
  showPage(
    req,
    res,
    'survey/open',
    {
      title: 'Open an assessment',
      errors: refused?.error ? [refused.error] : [],
      organisation,
      cycle: cycle && { name: cycle.name, lastDay: showDate(cycle.closesAt) },
      days: days && daysInWords(days),
      typed: refused?.typed ?? (cycle && typedClosingDate(cycle.closesAt)),
      asks: refused?.asks ?? true,
      next: next && { name: next.name, firstDay: showDate(next.opensAt) },
      action: `/organisations/${organisation.code}/assessments`,
    },
    statusOf(req, refused),
  );
}

/** A refused date can be typed again; where no cycle is open any more, nothing can be done. */
function statusOf(req: Request, refused: ReadOpening | undefined): number {
  if (refused) return 422;
  return req.method === 'POST' ? 409 : 200;
}
