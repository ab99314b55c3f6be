import { Router } from 'express';
import { organisationCode } from '../organisations/organisation.ts';
import { permit, personAsking } from '../people/access.ts';
import { loadQuestionnaire } from '../questionnaire/versions.ts';
import { showDate } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { found } from '../shared/problems.ts';
import { peerChart } from './chart.ts';
import { findOwnOrganisation } from './store.ts';

/** An organisation beside its peers, for those who answer for it. */
export function benchmarkRoutes(database: Database): Router {
  const router = Router();

  router.get('/benchmarks/:organisation', permit('see shared results'), async (req, res) => {
    const { data: code } = organisationCode.safeParse(req.params.organisation);
    const { organisation, released } = found(
      code && (await findOwnOrganisation(database, personAsking(req), code)),
    );
    showPage(req, res, 'benchmark/peers', {
      title: 'Your organisation and its peers',
      organisation,
      released: released && {
        cycle: released.cycle,
        on: showDate(released.publishedAt),
        group: released.comparison.group,
        chart: peerChart(
          released.comparison,
          loadQuestionnaire(released.questionnaireVersion, organisation.kind),
        ),
      },
      scripts: ['charts.js'],
    });
  });

  return router;
}
