import { Router } from 'express';
import { permit, personAsking } from '../people/access.ts';
import { acts, nationalChain } from '../people/audit.ts';
import { recordExport } from '../people/record-reading.ts';
import { capital } from '../shared/capital.ts';
import type { Clock } from '../shared/clock.ts';
import { sendCsv } from '../shared/csv.ts';
import type { Database } from '../shared/database.ts';
import { showPage } from '../shared/page.ts';
import { pageNumber } from '../shared/paging.ts';
import { found, notFound, Problem } from '../shared/problems.ts';
import { type Filter, readFilter } from './filter.ts';
import { idsIn, type LineRow, lineRow, unlistedActs } from './line.ts';
import { listLines, namesOf } from './line-store.ts';

/** So many lines are on a page… */
const onPage = 100;
/** …and in a file at most. */
const inFile = 10_000;

/** The audit of the whole service, for national administrators. */
export function auditRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const reading = permit('read the audit');

  router.get('/administration/audit', reading, async (req, res) => {
    const { filter, errors, typed, query } = readFilter(req.query);
    const page = found(pageNumber.safeParse(req.query.page).data);
    const wanted = { limit: onPage + 1, offset: (page - 1) * onPage };
    const lines = errors.length > 0 ? [] : await rows(filter, wanted);
    if (page > 1 && lines.length === 0) throw notFound();
    const address = (number: number) => `/administration/audit?${query}&page=${number}`;
    showPage(
      req,
      res,
      'audit/audit',
      {
        title: 'Audit',
        errors,
        typed,
        acts: Object.keys(acts)
          .filter((act) => !(unlistedActs as readonly string[]).includes(act))
          .map((code) => ({ code, name: capital(code.replaceAll('-', ' ')) })),
        lines: lines.slice(0, onPage),
        newer: page > 1 ? address(page - 1) : null,
        older: lines.length > onPage ? address(page + 1) : null,
        file: `/administration/audit.csv?${query}`,
        inFile,
      },
      errors.length > 0 ? 422 : 200,
    );
  });

  router.get('/administration/audit.csv', reading, async (req, res) => {
    const { filter, errors } = readFilter(req.query);
    const [problem] = errors;
    if (problem) throw new Problem('invalid', `${problem.message}.`);
    const lines = await rows(filter, { limit: inFile, offset: 0 });
    await recordExport(database, clock, {
      chain: nationalChain,
      what: 'audit',
      as: 'national-administrator',
      by: personAsking(req).id,
    });
    sendCsv(res, 'audit.csv', [
      ['When', 'What', 'Details', 'Who', 'Where', 'Chain and position', 'Request'],
      ...lines.map(({ when, what, details, who, where, link, request }) => [
        ...[when, what, details.join('; '), who, where, link, request],
      ]),
    ]);
  });

  async function rows(
    filter: Filter,
    wanted: { readonly limit: number; readonly offset: number },
  ): Promise<readonly LineRow[]> {
    const lines = await listLines(database, filter, wanted);
    const names = await namesOf(database, idsIn(lines));
    return lines.map((line) => lineRow(line, names));
  }

  return router;
}
