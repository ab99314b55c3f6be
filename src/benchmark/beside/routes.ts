import { type Request, type Response, Router } from 'express';
import { organisationCode } from '../../organisations/organisation.ts';
import { permit, personAsking } from '../../people/access.ts';
import { organisationChain } from '../../people/audit.ts';
import { recordExport, recordView } from '../../people/record-reading.ts';
import { method } from '../../scoring/method.ts';
import type { Clock } from '../../shared/clock.ts';
import { sendCsv } from '../../shared/csv.ts';
import type { Database } from '../../shared/database.ts';
import { showPage } from '../../shared/page.ts';
import { found, notFound } from '../../shared/problems.ts';
import { type Benchmark, loadBenchmark } from './benchmark.ts';
import { findBenchmarked } from './beside-store.ts';
import { asked } from './choice.ts';
import { aheadWords, keptBackWords, sheetsOf } from './files.ts';
import { holdsOf } from './standing-store.ts';
import { writeXlsx } from './write-xlsx.ts';

/** An organisation beside its peers: on a page, on paper and in files, which all say the same. */
export function besideRoutes(database: Database, clock: Clock): Router {
  const router = Router();
  const seeing = permit('see a benchmark');

  router.get('/benchmarks/:organisation', seeing, async (req, res) => {
    show(req, res, 'benchmark/peers', await load(req, recordView));
  });

  router.get('/benchmarks/:organisation/print', seeing, async (req, res) => {
    show(req, res, 'benchmark/print', await load(req, recordExport));
  });

  router.get('/benchmarks/:organisation/benchmark.csv', seeing, async (req, res) => {
    const benchmark = inFiles(await load(req, recordExport));
    const rows = sheetsOf(benchmark).flatMap(({ name, rows }, at) => [
      ...(at > 0 ? [[]] : []),
      [name],
      ...rows.map((row) => row.map(({ text }) => text)),
    ]);
    sendCsv(res, fileName(benchmark, 'csv'), rows);
  });

  router.get('/benchmarks/:organisation/benchmark.xlsx', seeing, async (req, res) => {
    const benchmark = inFiles(await load(req, recordExport));
    const workbook = await writeXlsx(sheetsOf(benchmark));
    res.setHeader('Content-Type', xlsx);
    res.setHeader('Content-Disposition', `attachment; filename="${fileName(benchmark, 'xlsx')}"`);
    res.setHeader('Cache-Control', 'no-store');
    res.end(workbook);
  });

  /**
   * Whoever reads through a role is in the audit; not who reads as somebody who answered.
   * @throws Problem "not-found" also for an organisation that is none of theirs.
   */
  async function load(req: Request, recordReading: typeof recordView) {
    const { data: code } = organisationCode.safeParse(req.params.organisation);
    const { data: query } = asked.safeParse({ ...req.query });
    if (!query) throw notFound();
    const holds = await holdsOf(database, personAsking(req));
    if (!holds.some(({ organisation }) => organisation === code)) throw notFound();
    const organisation = found(code && (await findBenchmarked(database, code)));
    const benchmark = await loadBenchmark(database, holds, organisation, query);
    if (benchmark === undefined) throw notFound();
    const [role] = holds.flatMap((hold) =>
      hold.organisation === code && hold.as !== 'respondent' ? [hold.as] : [],
    );
    if (benchmark && role)
      await recordReading(database, clock, {
        chain: organisationChain(organisation.code),
        what: 'benchmark',
        as: role,
        by: personAsking(req).id,
      });
    return { organisation, benchmark };
  }

  return router;
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Loaded = {
  readonly organisation: Benchmark['organisation'];
  readonly benchmark: Benchmark | null;
};

function show(req: Request, res: Response, view: string, { organisation, benchmark }: Loaded) {
  showPage(req, res, view, {
    title: 'Your organisation and its peers',
    organisation,
    benchmark,
    base: `/benchmarks/${organisation.code}`,
    keptBack: keptBackWords,
    aheadIntroduction: benchmark ? aheadWords(benchmark) : '',
    bandShares: { some: percent(method.peers.someShare), many: percent(method.peers.manyShare) },
    scripts: ['charts.js'],
  });
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** @throws Problem "not-found" where there is nothing to put into a file. */
function inFiles({ benchmark }: Loaded): Benchmark {
  if (!benchmark) throw notFound();
  return benchmark;
}

/** Of letters, digits and hyphens. */
function fileName({ organisation, cycle, basis }: Benchmark, ending: string): string {
  const name = `benchmark-${organisation.code}-${cycle}-${basis}`;
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.${ending}`;
}
