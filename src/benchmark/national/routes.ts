import { Router } from 'express';
import { permit } from '../../people/access.ts';
import { method } from '../../scoring/method.ts';
import { showDate } from '../../shared/clock.ts';
import { sendCsv } from '../../shared/csv.ts';
import type { Database } from '../../shared/database.ts';
import { showPage } from '../../shared/page.ts';
import type { Published } from '../release/release.ts';
import { listPublished } from '../release/release-store.ts';
import { findDocument } from './find-document.ts';
import { sendJson } from './send-json.ts';
import { csvColumns, csvRows } from './tables-csv.ts';
import { documentSchema } from './tables-document.ts';
import { tablesPage } from './tables-page.ts';

/** What everybody may read of every release: England and by type, as pages and as files. */
export function nationalRoutes(database: Database): Router {
  const router = Router();
  const reading = permit('read public pages');
  const schema = documentSchema();

  router.get('/national-tables', reading, async (req, res) => {
    const published = await listPublished(database);
    showPage(req, res, 'benchmark/national-list', {
      title: 'National tables',
      cycles: [...Map.groupBy(published, ({ cycleId }) => cycleId).values()].map((releases) => ({
        name: releases[0]?.cycle,
        releases: releases.map(shownRelease),
      })),
    });
  });

  router.get('/national-tables/schema.json', reading, (_req, res) => {
    sendJson(res, schema);
  });

  router.get('/national-tables/:release.csv', reading, async (req, res) => {
    const { document } = await findDocument(database, req.params.release);
    const { cycle, number } = document.release;
    sendCsv(res, `national-tables-${cycle}-release-${number}.csv`, csvRows(document));
  });

  router.get('/national-tables/:release.json', reading, async (req, res) => {
    const { document } = await findDocument(database, req.params.release);
    sendJson(res, document);
  });

  router.get('/national-tables/:release', reading, async (req, res) => {
    const { document, newer } = await findDocument(database, req.params.release);
    const { release } = document;
    showPage(req, res, 'benchmark/national', {
      title: `National tables: ${release.cycle}, release ${release.number}`,
      release: { ...release, publishedOn: showDate(`${release.publishedOn}T12:00:00Z`) },
      base: `/national-tables/${req.params.release}`,
      newer: newer && shownRelease(newer),
      sections: tablesPage(document),
      rules: { ...method.peers, fewest: method.disclosure.k + 1 },
      csvColumns,
    });
  });

  return router;
}

function shownRelease({ id, number, publishedAt }: Published) {
  return { href: `/national-tables/${id}`, number, on: showDate(publishedAt) };
}
