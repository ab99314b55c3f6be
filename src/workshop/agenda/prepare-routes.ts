import { type Request, type Response, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { recordExport } from '../../people/record-reading.ts';
import { findStandingSignOff } from '../../position/sign-off/sign-off-store.ts';
import { positionPath, readingOf, type Standing, standingAsked } from '../../position/standing.ts';
import { statedLevels } from '../../questionnaire/answer.ts';
import { type Clock, showDate } from '../../shared/clock.ts';
import type { Database } from '../../shared/database.ts';
import { onlyFields } from '../../shared/forms.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { workshopAsked } from '../access.ts';
import type { Live } from '../live.ts';
import { roomRules } from '../room/room-rules.ts';
import { listWorkshops } from '../store.ts';
import { isOpen, type Workshop, workshopPath, workshopsPath } from '../workshop.ts';
import { agendaRoutes } from './agenda-routes.ts';
import { guideOf } from './guide.ts';
import { openWorkshop } from './open-workshop.ts';
import { preparationOf } from './preparation.ts';
import { prepareWorkshop } from './prepare.ts';

/** Preparing the workshops of an assessment, and what is printed for them. */
export function prepareRoutes(parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly config: { readonly baseUrl: string };
  readonly live: Pick<Live, 'changed'>;
}): Router {
  const { database, clock, config, live } = parts;
  const router = Router();
  const running = permit('run a workshop');

  router.get('/surveys/:assessment/workshops', running, async (req, res) => {
    await showList(req, res, await standingAsked(database, req, 'facilitates', 'leads'));
  });

  router.post('/surveys/:assessment/workshops', running, onlyFields(), async (req, res) => {
    const { survey } = await standingAsked(database, req, 'runs');
    goTo(res, workshopPath(await prepareWorkshop(database, clock, survey, personAsking(req).id)));
  });

  router.post('/workshops/:workshop/opening', running, onlyFields(), async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    if (workshop.endedAt) return goTo(res, `${workshopPath(workshop)}/report`);
    await openWorkshop(database, clock, workshop, personAsking(req).id);
    live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/presenter`);
  });

  router.get('/workshops/:workshop/guide', running, async (req, res) => {
    const asked = await workshopAsked(database, req);
    const { standing } = asked;
    const { questionnaire } = standing.survey;
    const preparation = await preparationOf(database, asked);
    await recordExport(database, clock, readingOf(req, standing, 'survey-results'));
    showPage(req, res, 'workshop/guide', {
      title: 'Facilitator guide',
      ...preparation,
      questionnaire,
      statedLevels,
      rules: roomRules,
      address: `${new URL(config.baseUrl).host}/vote`,
      pages: guideOf(preparation.sections, questionnaire),
    });
  });

  router.get('/workshops/:workshop/cards', running, async (req, res) => {
    const { workshop, standing } = await workshopAsked(database, req);
    showPage(req, res, 'workshop/cards', {
      title: 'Paper vote cards',
      survey: standing.survey,
      base: workshopPath(workshop),
      scale: standing.survey.questionnaire.scale,
    });
  });

  router.use(agendaRoutes(database, live));

  async function showList(req: Request, res: Response, standing: Standing): Promise<void> {
    const { survey } = standing;
    const workshops = await listWorkshops(database, survey.assessmentId);
    showPage(req, res, 'workshop/list', {
      title: 'Workshops',
      survey,
      runs: standing.runs,
      leads: standing.leads,
      over: survey.closedAt !== null,
      signedOff: (await findStandingSignOff(database, survey.assessmentId)) !== undefined,
      position: positionPath(survey),
      under: workshops.some(({ endedAt }) => endedAt === null),
      workshops: workshops.map((workshop) => ({
        ...workshop,
        base: workshopPath(workshop),
        state: stateWords(workshop),
        open: isOpen(workshop),
      })),
      address: workshopsPath(survey),
    });
  }

  return router;
}

function stateWords(workshop: Workshop): string {
  const { createdAt, openedAt, endedAt } = workshop;
  if (!openedAt) return `Being prepared since ${showDate(createdAt)}`;
  return endedAt ? `Held on ${showDate(openedAt)}` : 'Open now';
}
