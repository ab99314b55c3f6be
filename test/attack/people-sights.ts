import { parse } from 'csv-parse/sync';
import { type Catalogue, groupsOf } from '../../src/benchmark/catalogue/catalogue.ts';
import { findCatalogue } from '../../src/benchmark/catalogue/catalogue-store.ts';
import {
  type Contributed,
  contributionsOf,
} from '../../src/benchmark/release/contribution-store.ts';
import type { Published } from '../../src/benchmark/release/release.ts';
import { listPublished } from '../../src/benchmark/release/release-store.ts';
import type { Database } from '../../src/shared/database.ts';
import { found } from '../../src/shared/problems.ts';
import type { Agent } from '../support/service.ts';
import { type Fetched, fetchPeers, fileOf } from './fetched.ts';
import { type Known, knownOf, ownRanges, rowOf, sightOf } from './reading.ts';
import type { Row, Sight } from './sight.ts';
import { scale } from './sight.ts';

/** A release, and what anybody may know of those who contribute to it. */
export interface Released {
  readonly release: Published;
  readonly catalogue: Catalogue;
  readonly contributed: readonly Contributed[];
}

/** The only release of each cycle. */
export async function releasedIn(database: Database): Promise<readonly Released[]> {
  const all: Released[] = [];
  for (const release of await listPublished(database)) {
    const catalogue = found(await findCatalogue(database, release.cycleId));
    const contributed: Contributed[] = [];
    for await (const one of contributionsOf(database, release.id)) contributed.push(one);
    all.push({ release, catalogue, contributed });
  }
  return all;
}

/**
 * What one person has of every pool, from what the service gives to somebody who tries every
 * address: the national tables, the benchmarks of every organisation, and the trusts of every ICB.
 */
export async function sightsOfPerson(
  who: string,
  agent: Agent,
  released: readonly Released[],
): Promise<readonly Sight[]> {
  const sights: Sight[] = [];
  for (const { release, catalogue, contributed } of released) {
    const national = await agent.get(`/national-tables/${release.id}.json`).expect(200);
    const groups = groupsOf(catalogue);
    const organisations = [...new Set(contributed.map(({ organisation }) => organisation))];
    const fetched = await fetchPeers(agent, organisations, [release.cycleId], (organisation) =>
      groups(organisation).map(({ code }) => code),
    );
    const named = await namedTo(agent, catalogue, release);
    for (const basis of ['survey', 'agreed'] as const)
      for (const kind of ['trust', 'icb'] as const) {
        const known = knownOf({ basis, kind }, catalogue, contributed);
        const names = measureNames(national.body);
        const own = fetched.filter(
          (one) =>
            one.basis === basis &&
            contributed.some(
              ({ organisation, content }) =>
                organisation === one.organisation && content.kind === kind,
            ),
        );
        const rows = [
          ...documentRows(known, national.body),
          ...own.flatMap((one) => fileRows(known, one, names, contributed)),
        ];
        const knows = new Map([
          ...(basis === 'agreed' && kind === 'trust' ? namedValues(named, names) : []),
          ...own.map(
            ({ organisation }) =>
              [organisation, ownRanges({ basis }, organisation, contributed)] as const,
          ),
        ]);
        sights.push(sightOf(`${who} in ${release.cycle}, ${basis}, ${kind}s`, known, rows, knows));
      }
  }
  return sights;
}

interface Document {
  readonly tables: readonly {
    readonly basis: string;
    readonly kind: string;
    readonly rows: readonly {
      readonly group: string;
      readonly measures: readonly ({ readonly measure: string; readonly name: string } & (
        | { readonly shown: false }
        | {
            readonly shown: true;
            readonly organisations: number;
            readonly mean: { readonly kind: 'exact' | 'below' | 'above'; readonly value: number };
            readonly median: number | null;
            readonly lowerQuartile: number | null;
            readonly upperQuartile: number | null;
            readonly density: readonly { readonly share: string }[] | null;
          }
      ))[];
    }[];
  }[];
}

/** By name, the code of every measure. */
function measureNames({ tables }: Document): ReadonlyMap<string, string> {
  const measures = tables.flatMap(({ rows }) => rows.flatMap((row) => row.measures));
  return new Map(measures.map(({ measure, name }) => [name, measure]));
}

export function documentRows(known: Known, { tables }: Document): readonly Row[] {
  const table = tables.find((one) => one.basis === known.basis && one.kind === known.kind);
  return (table?.rows ?? []).flatMap(({ group, measures }) =>
    measures.flatMap((one) => {
      if (!one.shown) return [];
      const { organisations: n, mean, median, lowerQuartile, upperQuartile, density } = one;
      const quartiles =
        lowerQuartile === null || upperQuartile === null
          ? undefined
          : { lower: lowerQuartile, upper: upperQuartile };
      return [
        rowOf(
          known,
          { group, code: one.measure, without: null },
          {
            ...{ n, mean, quartiles },
            median: median ?? undefined,
            density: density?.map(({ share }) => share),
          },
        ),
      ];
    }),
  );
}

function fileRows(
  known: Known,
  { organisation, group, file }: Fetched,
  names: ReadonlyMap<string, string>,
  contributed: readonly Contributed[],
): readonly Row[] {
  const own = ownRanges(known, organisation, contributed);
  return [...file.peers].map(([name, statistics]) => {
    const code = names.get(name) as string;
    return rowOf(known, { group, code, without: organisation }, statistics, {
      value: own.get(code) ?? scale,
      least: code === 'overall' ? 0.25 : 0.5,
      errors: known.basis === 'survey',
    });
  });
}

/** By trust and name of a dimension, what an analyst reads; nothing for everybody else. */
async function namedTo(
  agent: Agent,
  { groups }: Catalogue,
  { cycleId }: Published,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const boards = groups.flatMap(({ code, kind }) =>
    kind === 'icb' ? code.slice('icb:'.length) : [],
  );
  const named = new Map<string, Map<string, number>>();
  for (const board of boards) {
    const file = await fileOf(agent, `/icbs/${board}/scores.csv`, { cycle: cycleId });
    if (file === null) continue;
    for (const row of parse(file, { columns: true, bom: true }) as Record<string, string>[]) {
      if (row.Part !== 'Scores' || !row.Code || !/^\d\.\d$/.test(row.Value ?? '')) continue;
      const trust = named.get(row.Code) ?? new Map<string, number>();
      named.set(row.Code, trust.set(row.What as string, Number(row.Value)));
    }
  }
  return named;
}

function namedValues(
  named: ReadonlyMap<string, ReadonlyMap<string, number>>,
  names: ReadonlyMap<string, string>,
) {
  return [...named].map(([trust, scores]) => {
    const ranges = [...scores].map(
      ([name, score]) =>
        [names.get(name) as string, { lo: score - 0.0500001, hi: score + 0.0500001 }] as const,
    );
    const mean = (end: 'lo' | 'hi') =>
      ranges.reduce((sum, [, range]) => sum + range[end], 0) / ranges.length;
    return [trust, new Map([...ranges, ['overall', { lo: mean('lo'), hi: mean('hi') }]])] as const;
  });
}
