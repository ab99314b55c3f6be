import { type Request, Router } from 'express';
import { permit } from '../people/access.ts';
import { recordExport } from '../people/record-reading.ts';
import { positionPath, readingOf, type Standing, standingAsked } from '../position/standing.ts';
import { type Clock, dateOf } from '../shared/clock.ts';
import { sendCsv } from '../shared/csv.ts';
import type { Database } from '../shared/database.ts';
import { doneOf } from '../shared/done.ts';
import { showPage } from '../shared/page.ts';
import { keepingRoutes } from './keeping-routes.ts';
import { type Plan, type PlanRow, planOf, planPath } from './plan.ts';
import { listActions, listOpenEarlier } from './store.ts';

const doneWords = {
  added: 'The action is added to the plan',
  changed: 'The action is saved',
  over: 'The action is saved. It is over, and stays only in the plan of the cycle it came from',
} as const;

/** An organisation's plan: what is to be done, by whom, and until when. */
export function planRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see the plan');

  router.get('/plans/:assessment', seeing, async (req, res) => {
    const { standing, plan } = await asked(req);
    const { survey, leads } = standing;
    showPage(req, res, 'plan/plan', {
      title: 'Plan',
      done: doneOf(req, doneWords),
      survey,
      base: planPath(survey),
      position: positionPath(survey),
      plan,
      mayKeep: leads,
    });
  });

  router.get('/plans/:assessment/actions.csv', seeing, async (req, res) => {
    const { standing, plan } = await asked(req);
    const { organisation, cycle } = standing.survey;
    await recordExport(database, clock, readingOf(req, standing, 'plan'));
    sendCsv(res, `plan-${organisation.code}-${cycle.name}.csv`, [
      ['Action', 'Owner', 'Due', 'Overdue', 'Status', 'Question', 'Statement', 'Cycle'],
      ...[...plan.open, ...plan.over].map((row) => csvRow(row, cycle.name)),
    ]);
  });

  router.use(keepingRoutes(database, clock));

  async function asked(req: Request): Promise<{ standing: Standing; plan: Plan }> {
    const standing = await standingAsked(database, req, 'leads', 'facilitates', 'signs');
    const { survey } = standing;
    const actions = [
      ...(await listActions(database, survey.assessmentId)),
      ...(await listOpenEarlier(database, survey)),
    ];
    return { standing, plan: planOf(survey, actions, dateOf(clock())) };
  }

  return router;
}

function csvRow(row: PlanRow, cycle: string): readonly string[] {
  const { title, owner, dueOn, overdue, status, question, statement, from } = row;
  return [title, owner, dueOn, overdue ? 'Yes' : 'No', status, question, statement, from ?? cycle];
}
