/**
 * The plain server that the pages of a release are measured against: as reference-page.ts, with
 * one query a request for the text of the part. What the page says of it was worked out once.
 */
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import express from 'express';
import { loadBenchmark } from '../../src/benchmark/beside/benchmark.ts';
import { findBenchmarked } from '../../src/benchmark/beside/beside-store.ts';
import { aheadWords, keptBackWords } from '../../src/benchmark/beside/files.ts';
import { holdsOf } from '../../src/benchmark/beside/standing-store.ts';
import { participationRows } from '../../src/benchmark/icb/board-csv.ts';
import { boardPage } from '../../src/benchmark/icb/board-page.ts';
import { findAnalysedBoard } from '../../src/benchmark/icb/board-store.ts';
import { method } from '../../src/scoring/method.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { found } from '../../src/shared/problems.ts';
import { writePlainViews } from './plain-views.ts';
import type { Reader } from './release-readers.ts';

const folder = process.env.DATA_DIR ?? '';
const file = path.join(folder, 'service.sqlite');
const lead = JSON.parse(process.env.LEAD ?? '{}') as Reader;
const analyst = JSON.parse(process.env.ANALYST ?? '{}') as Reader;
const opening = await openDatabase(`sqlite:${file}`);
const pages = [
  { reader: lead, view: 'benchmark-page', values: await ofOrganisation() },
  { reader: analyst, view: 'board-page', values: await ofBoard() },
];
await opening.destroy();

const database = new BetterSqlite3(file, { readonly: true });
const { id } = database.prepare<[], { id: string }>('select id from release').get() ?? { id: '' };
const select = database.prepare(
  'select content from release_part where release_id = ? and part = ?',
);
writePlainViews(path.join(folder, 'views'));
const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(folder, 'views'));

app.get('/health/live', (_req, res) => {
  res.send('live');
});

for (const { reader, view, values } of pages)
  app.get(reader.path, (req, res) => {
    if (!select.get(id, reader.part)) throw new Error(`There is no ${reader.part}`);
    res.render(view, {
      ...values,
      refresh: undefined,
      room: undefined,
      onPaper: false,
      frame: {
        person: { name: reader.name },
        csrfToken: reader.csrfToken,
        demonstration: true,
      },
      assets: assetsPath,
      path: req.path,
    });
  });

app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit());

async function ofOrganisation() {
  const holds = await holdsOf(opening, { id: lead.personId });
  const organisation = found(await findBenchmarked(opening, lead.code));
  const benchmark = found((await loadBenchmark(opening, holds, organisation, {})) ?? undefined);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const { someShare, manyShare } = method.peers;
  return {
    title: 'Your organisation and its peers',
    organisation,
    benchmark,
    base: lead.path,
    keptBack: keptBackWords,
    aheadIntroduction: aheadWords(benchmark),
    bandShares: { some: percent(someShare), many: percent(manyShare) },
    scripts: ['charts.js'],
  };
}

async function ofBoard() {
  const board = found(await findAnalysedBoard(opening, { id: analyst.personId }, analyst.code));
  const page = await boardPage(opening, board, null, new Date());
  return {
    title: `Trusts of ${board.name}`,
    ...page,
    participationRows,
    file: `${analyst.path}/scores.csv?cycle=${page.released?.cycle.id}`,
    address: analyst.path,
    own: `/benchmarks/${board.code}`,
    scripts: [],
  };
}
