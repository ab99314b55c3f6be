import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { tablesDocument } from '../../../src/benchmark/national/tables-document.ts';
import { stage } from '../../support/cast.ts';
import { plainText } from '../../support/pages.ts';
import { hidden, insertRelease, many, measures, row, type StoredTable, six } from './released.ts';

const tables: readonly StoredTable[] = [
  {
    basis: 'survey',
    kind: 'trust',
    rows: [
      row('kind:trust', 'trusts', many),
      row('type:acute', 'acute trusts', (at) => (at === 2 ? hidden('protects-another')() : six())),
      row('type:mental_health', 'mental health trusts', hidden()),
    ],
  },
  { basis: 'agreed', kind: 'icb', rows: [row('kind:icb', '=SUM(A1:A9)', many)] },
];

describe('the national tables of a release', () => {
  const world = stage();
  let base: string;
  let html: string;
  let json: string;
  let csv: Record<string, string>[];

  beforeAll(async () => {
    base = `/national-tables/${await insertRelease(world.database, world.cycle, tables)}`;
    const visitor = world.service.visitor();
    html = (await visitor.get(base).expect(200)).text;
    json = (await visitor.get(`${base}.json`).expect(200)).text;
    const file = await visitor.get(`${base}.csv`).expect(200);
    csv = parse(file.text, { bom: true, columns: true });
  });

  test('are in the JSON file exactly as they are stored', () => {
    const document = tablesDocument.parse(JSON.parse(json));
    expect(document.release).toMatchObject({ number: 1, publishedOn: '2026-11-20', earlier: null });
    expect(
      document.tables.map(({ basis, kind, rows }) => ({
        basis,
        kind,
        rows: rows.map(({ group, name, release, measures }) => ({
          group,
          name,
          release,
          measures: measures.map(({ measure, ...each }) => ({
            code: measure,
            statistics: each.shown ? storedAgain(each) : { shown: false, why: each.why },
          })),
        })),
      })),
    ).toEqual(tables);
  });

  test('have a fingerprint of what everybody reads, never of what is kept from them', () => {
    const { release, tables: published } = JSON.parse(json);
    const made = createHash('sha256').update(JSON.stringify(published)).digest('hex');
    expect(release.fingerprint).toBe(made);
    expect(html).toContain(made);
    // That of the whole release would tell whoever guesses a value of somebody whether it is so.
    for (const text of [json, html]) expect(text).not.toContain('1'.repeat(64));
  });

  test('are the same numbers, and the same omissions, in the CSV file', () => {
    const document = tablesDocument.parse(JSON.parse(json));
    const expected = document.tables.flatMap(({ basis, kind, rows }) =>
      rows.flatMap(({ group, measures: all }) =>
        all.map((each) => ({
          ...{ basis, kind, group, measure: each.measure, shown: each.shown ? 'yes' : 'no' },
          why_not: each.shown ? '' : each.why,
          organisations: each.shown ? `${each.organisations}` : '',
          mean_kind: each.shown ? each.mean.kind : '',
          mean: each.shown ? each.mean.value.toFixed(1) : '',
          median: each.shown ? (each.median?.toFixed(1) ?? '') : '',
          lower_quartile: each.shown ? (each.lowerQuartile?.toFixed(1) ?? '') : '',
          upper_quartile: each.shown ? (each.upperQuartile?.toFixed(1) ?? '') : '',
          ...bandsOf(each.shown ? each.density : null),
        })),
      ),
    );
    expect(csv).toHaveLength(4 * measures.length);
    expect(csv).toEqual(expected.map((values) => expect.objectContaining(values)));
  });

  test('are the same numbers, and the same omissions, on the page', () => {
    const shown = sectionsOf(html);
    expect(shown.map(([heading]) => heading)).toEqual([
      'Survey estimate Trusts in England',
      'Survey estimate Acute trusts',
      'Survey estimate Mental health trusts',
      'Agreed position =SUM(A1:A9) in England',
    ]);
    const [england, acute, mentalHealth] = shown.map(([, rows]) => rows);
    expect(england?.[0]).toEqual([
      'Accountable ownership',
      ...['24', '2.0', '2.4', '1.9 to 3.2'],
      'Few below 2.0, many from 2.0 to 3.0, some from 3.0 to 3.5, few from 3.5',
    ]);
    expect(england?.map((cells) => cells[2])).toEqual(
      measures.map((_, at) => ((20 + at) / 10).toFixed(1)),
    );
    expect(acute?.[0]).toEqual(['Accountable ownership', '6', 'below 1.7']);
    expect(acute?.[2]).toEqual([
      expect.any(String),
      expect.stringMatching(/^Not shown: together with other results .* would change that\.$/),
    ]);
    expect(mentalHealth).toEqual([]);
  });

  test('say why a whole group is withheld, in one sentence and without a number', () => {
    const [, section = ''] = html.split('>Survey estimate</span> Mental health trusts');
    expect(plainText(`<${section.split('</section>')[0]}`)).toBe(
      'Not shown: too few of these organisations have results to keep each of them hidden. More of them in the next cycle would change that.',
    );
    const rows = csv.filter(({ group }) => group === 'type:mental_health');
    expect(new Set(rows.flatMap((row) => Object.entries(row).filter(isValue)).flat())).toEqual(
      new Set([...valueColumns, '']),
    );
  });

  test('state the finding in words', () => {
    const text = plainText(html);
    expect(text).toContain('On average, trusts are furthest in ');
    expect(text).toMatch(
      /furthest in [^(]+ \(2\.7\) and least far in Accountable ownership \(2\.0\)\./,
    );
    expect(text).toContain('Acute trusts, dimension by dimension.');
  });

  test('keep a spreadsheet from taking a name for a formula', async () => {
    const { text } = await world.service.visitor().get(`${base}.csv`);
    expect(text).toContain(",'=SUM(A1:A9),");
    expect(text).not.toMatch(/(^|,)"?=SUM/m);
  });

  test('say which release, questionnaire and method they are of', () => {
    const text = plainText(html);
    expect(text).toContain('Release 1 of this cycle, published on 20 November 2026');
    expect(text).toContain('Questionnaire Version 1');
    expect(text).toContain('Method Version 1');
    expect(csv[0]).toMatchObject({
      cycle: 'Autumn 2026',
      release: '1',
      published_on: '2026-11-20',
    });
  });

  test('never say who is lowest, highest or in which place', () => {
    expect(json).not.toMatch(/"(min|max|rank|lowest|highest)/i);
    expect(Object.keys(csv[0] ?? {}).join()).not.toMatch(/min|max|rank|lowest|highest/);
  });

  test('are asked for again only when something changed', async () => {
    const visitor = world.service.visitor();
    const { headers } = await visitor.get(`${base}.json`).expect(200);
    await visitor.get(`${base}.json`).set('If-None-Match', `${headers.etag}`).expect(304);
    await visitor.get(`${base}.json`).set('If-None-Match', '"other"').expect(200);
  });
});

const valueColumns = ['organisations', 'mean_kind', 'mean', 'median', 'lower_quartile'].concat(
  'upper_quartile',
  Array.from({ length: 8 }, (_, at) => `band_${at + 1}`),
);

function isValue([column]: [string, string]): boolean {
  return valueColumns.includes(column);
}

type Shown = Extract<
  ReturnType<typeof tablesDocument.parse>['tables'][number]['rows'][number]['measures'][number],
  { shown: true }
>;

function storedAgain(each: Omit<Shown, 'measure'>) {
  const { organisations, mean, median, lowerQuartile, upperQuartile, density } = each;
  return {
    shown: true,
    value: {
      organisations,
      mean,
      ...(median === null ? {} : { median }),
      ...(lowerQuartile === null
        ? {}
        : { quartiles: { lower: lowerQuartile, upper: upperQuartile } }),
      ...(density === null ? {} : { density: density.map(({ share }) => share) }),
    },
  };
}

function bandsOf(density: Shown['density']): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [`band_${at + 1}`, density?.[at]?.share ?? '']),
  );
}

/** The heading of each group on the page, with the cells of its table. */
function sectionsOf(html: string): [heading: string, rows: string[][]][] {
  return [...html.matchAll(/<section[\s\S]*?<\/section>/g)].map(([section]) => [
    plainText(section.match(/<h3[\s\S]*?<\/h3>/)?.[0] ?? ''),
    [...(section.match(/<tbody[\s\S]*<\/tbody>/)?.[0] ?? '').matchAll(/<tr[\s\S]*?<\/tr>/g)].map(
      ([cells]) => [...cells.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => plainText(cell)),
    ),
  ]);
}
