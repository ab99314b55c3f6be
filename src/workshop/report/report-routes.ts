import { type Request, Router } from 'express';
import { permit } from '../../people/access.ts';
import { recordExport, recordView } from '../../people/record-reading.ts';
import { planPath, planRow } from '../../plan/plan.ts';
import { listWorkshopActions } from '../../plan/store.ts';
import { listAllVersions } from '../../position/agreement-store.ts';
import { positionPath, readingOf } from '../../position/standing.ts';
import { type Clock, dateOf } from '../../shared/clock.ts';
import { sendCsv } from '../../shared/csv.ts';
import type { Database } from '../../shared/database.ts';
import { showPage } from '../../shared/page.ts';
import { notFound } from '../../shared/problems.ts';
import { workshopAsked } from '../access.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { attendanceOf } from '../room/attendance.ts';
import { workshopPath, workshopsPath } from '../workshop.ts';
import { reportItems } from './report.ts';
import { reportRows } from './report-csv.ts';
import { attendanceWords, outcomeWords, whenWords } from './report-words.ts';

/** What a workshop held, to be read, printed and kept. */
export function workshopReportRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see the agreed position');

  router.get('/workshops/:workshop/report', seeing, async (req, res) => {
    const { workshop, survey, standing, ...report } = await asked(req);
    const reading = { ...readingOf(req, standing, 'workshop-report'), of: workshop.id };
    await recordView(database, clock, reading);
    showPage(req, res, 'workshop/report', {
      title: `Report of workshop ${workshop.number}`,
      workshop,
      survey,
      base: workshopPath(workshop),
      position: positionPath(survey),
      plan: planPath(survey),
      // Who only signs prepares no workshops, and does not see them listed.
      workshops: standing.leads || standing.facilitates ? workshopsPath(survey) : null,
      outcomes: outcomeWords,
      ...whenWords(workshop),
      ...report,
    });
  });

  router.get('/workshops/:workshop/report.csv', seeing, async (req, res) => {
    const { workshop, survey, standing, ...report } = await asked(req);
    const { organisation, cycle } = survey;
    const name = `workshop-${organisation.code}-${cycle.name}-${workshop.number}.csv`;
    const reading = { ...readingOf(req, standing, 'workshop-report'), of: workshop.id };
    await recordExport(database, clock, reading);
    sendCsv(res, name, reportRows(report));
  });

  /** @throws Problem "not-found" also while the workshop is only being prepared. */
  async function asked(req: Request) {
    const parts = ['leads', 'facilitates', 'signs', 'runs'] as const;
    const { workshop, standing } = await workshopAsked(database, req, ...parts);
    if (!workshop.openedAt) throw notFound();
    const { survey } = standing;
    const versions = await listAllVersions(database, survey.assessmentId);
    const agenda = await listAgenda(database, workshop.id);
    const today = dateOf(clock());
    return {
      workshop,
      survey,
      standing,
      items: reportItems(workshop, survey.questionnaire, agenda, versions),
      actions: (await listWorkshopActions(database, workshop.id)).map((action) =>
        planRow(action, today),
      ),
      // Whoever joins would show in the numbers that change: they are shown when nobody can.
      attendance: workshop.endedAt
        ? attendanceWords(await attendanceOf(database, workshop.id), survey.questionnaire)
        : null,
    };
  }

  return router;
}
