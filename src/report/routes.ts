import { Router } from 'express';
import { fallbackOrder } from '../benchmark/catalogue/peer-group.ts';
import { permit } from '../people/access.ts';
import { latestVersion, loadQuestionnaire } from '../questionnaire/versions.ts';
import { method } from '../scoring/method.ts';
import { showPage } from '../shared/page.ts';
import { groupWords } from './group-words.ts';

/** Pages that say how the service works, from the same values that it works with. */
export function reportRoutes(): Router {
  const router = Router();

  router.get('/method', permit('read public pages'), (req, res) => {
    showPage(req, res, 'report/method', {
      title: 'How scores and comparisons are worked out',
      method,
      questionnaire: loadQuestionnaire(latestVersion, 'trust'),
      fallback: fallbackOrder.map((kind) => groupWords[kind]),
      percent: (share: number) => `${Math.round(share * 100)}%`,
    });
  });

  return router;
}
