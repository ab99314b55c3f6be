import { type Request, Router } from 'express';
import { permit, personAsking } from '../../people/access.ts';
import { organisationChain } from '../../people/audit.ts';
import { type Reading, recordExport, recordView } from '../../people/record-reading.ts';
import type { Clock } from '../../shared/clock.ts';
import { sendCsv } from '../../shared/csv.ts';
import type { Database } from '../../shared/database.ts';
import { id } from '../../shared/ids.ts';
import { showPage } from '../../shared/page.ts';
import { notFound } from '../../shared/problems.ts';
import { boardAsked } from './access.ts';
import { boardRows, participationRows } from './board-csv.ts';
import { type BoardPage, boardPage } from './board-page.ts';

/** The trusts of an integrated care board, for its analysts. */
export function boardRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see the trusts of an ICB');

  router.get('/icbs/:code', seeing, async (req, res) => {
    const page = await asked(req);
    await recordView(database, clock, readingOf(req, page));
    showPage(req, res, 'benchmark/icb', {
      title: `Trusts of ${page.board.name}`,
      ...page,
      participationRows,
      file: `${addressOf(page)}/scores.csv${page.released ? `?cycle=${page.released.cycle.id}` : ''}`,
      address: addressOf(page),
      own: `/benchmarks/${page.board.code}`,
    });
  });

  router.get('/icbs/:code/scores.csv', seeing, async (req, res) => {
    const page = await asked(req);
    const cycle = page.released ? `-${page.released.cycle.name}` : '';
    await recordExport(database, clock, readingOf(req, page));
    sendCsv(res, `trusts-of-${page.board.code}${cycle}.csv`, boardRows(page));
  });

  async function asked(req: Request): Promise<BoardPage> {
    const board = await boardAsked(database, req);
    return boardPage(database, board, cycleAsked(req), clock());
  }

  return router;
}

function readingOf(req: Request, { board, released }: BoardPage): Reading {
  return {
    chain: organisationChain(board.code),
    what: 'trust-scores',
    as: 'icb-analyst',
    by: personAsking(req).id,
    ...(released ? { of: released.cycle.id } : {}),
  };
}

function addressOf({ board }: BoardPage): string {
  return `/icbs/${board.code}`;
}

/**
 * The id of the cycle that the address chooses; null where it chooses none.
 * @throws Problem "not-found" for what cannot be one.
 */
function cycleAsked({ query }: Request): string | null {
  if (query.cycle === undefined) return null;
  const { data } = id.safeParse(query.cycle);
  if (!data) throw notFound();
  return data;
}
