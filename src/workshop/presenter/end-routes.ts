import { Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { currentAgreements } from '../../position/agreement-store.ts';
import { capabilityName } from '../../position/version.ts';
import { findQuestion } from '../../questionnaire/lookup.ts';
import { onlyFields } from '../../shared/forms.ts';
import { goTo, showPage } from '../../shared/page.ts';
import { workshopAsked } from '../access.ts';
import { leftOverOf } from '../agenda/agenda-proposal.ts';
import { listAgenda } from '../agenda/agenda-store.ts';
import { isOpen, workshopPath } from '../workshop.ts';
import { endWorkshop } from './end-workshop.ts';
import type { PresenterParts } from './show-presenter.ts';

/** Ending a workshop, once it is said what is left. */
export function endRoutes({ database, clock, live }: PresenterParts): Router {
  const router = Router();
  const running = permit('run a workshop');
  const path = '/workshops/:workshop/end';

  router.get(path, running, async (req, res) => {
    const { workshop, standing } = await workshopAsked(database, req);
    const base = workshopPath(workshop);
    if (!isOpen(workshop)) return goTo(res, workshop.endedAt ? `${base}/report` : base);
    const { questionnaire, organisation, cycle } = standing.survey;
    const agreements = await currentAgreements(database, workshop.assessmentId);
    const agenda = await listAgenda(database, workshop.id);
    const left = leftOverOf(agenda, workshop.createdAt, agreements);
    showPage(req, res, 'workshop/end', {
      title: 'End the workshop',
      base,
      organisation,
      cycle,
      all: agenda.length,
      left: left.map(
        ({ item }) =>
          findQuestion(questionnaire, item)?.title ?? capabilityName(questionnaire, item),
      ),
    });
  });

  router.post(path, running, onlyFields(), async (req, res) => {
    const { workshop } = await workshopAsked(database, req);
    await endWorkshop(database, clock, workshop, personAsking(req).id);
    await live.changed(workshop.id);
    goTo(res, `${workshopPath(workshop)}/report`);
  });

  return router;
}
