import { Router } from 'express';
import { contextVariables } from '../../organisations/context/variables.ts';
import { permit } from '../../people/access.ts';
import { method } from '../../scoring/method.ts';
import { showPage } from '../../shared/page.ts';
import { knownShare } from './neighbours.ts';
import { fallbackOrder, type GroupKind } from './peer-group.ts';

/** What groups are called in the list of those that are tried one after the other. */
const groupWords: Partial<Record<GroupKind, string>> = {
  'type-region': 'your type in your region',
  'type-size': 'your type and size',
  neighbours: 'your nearest neighbours',
  type: 'your type',
  kind: 'all trusts or, for an ICB, all ICBs',
};

/** The page that says which organisations are compared with which, and why. */
export function peerGroupRoutes(): Router {
  const router = Router();

  router.get('/peer-groups', permit('read public pages'), (req, res) => {
    showPage(req, res, 'benchmark/peer-groups', {
      title: 'Who is compared with whom',
      fallback: fallbackOrder.map((kind) => groupWords[kind]),
      variables: Object.values(contextVariables),
      nearest: method.peers.neighbours,
      fewest: method.peers.mean,
      knownShare,
    });
  });

  return router;
}
