import { beforeAll, describe, expect, test } from '@jest/globals';
import type { TablesDocument } from '../../../src/benchmark/national/tables-document.ts';
import { tablesDocument } from '../../../src/benchmark/national/tables-document.ts';
import { method } from '../../../src/scoring/method.ts';
import { demonstration } from '../../support/demonstration.ts';

describe('the national tables of the demonstration', () => {
  const shown = demonstration();
  const documents: TablesDocument[] = [];

  beforeAll(async () => {
    const visitor = shown.service.visitor();
    const { text } = await visitor.get('/national-tables').expect(200);
    for (const [, id] of text.matchAll(/href="\/national-tables\/([^"]+)"/g)) {
      const { body } = await visitor.get(`/national-tables/${id}.json`).expect(200);
      documents.push(tablesDocument.parse(body));
    }
  });

  test('are of both released cycles, and of every basis and kind apart', () => {
    expect(documents).toHaveLength(2);
    for (const { tables } of documents)
      expect(tables.map(({ basis, kind }) => `${basis} ${kind}`)).toEqual([
        ...['survey trust', 'survey icb', 'agreed trust', 'agreed icb'],
      ]);
  });

  test('begin with England, and have types and nothing else besides', () => {
    for (const { kind, rows } of documents.flatMap(({ tables }) => tables)) {
      const [england, ...types] = rows.map(({ group }) => group);
      expect(england).toBe(`kind:${kind}`);
      expect(types.filter((group) => !group.startsWith('type:'))).toEqual([]);
    }
  });

  test('show of each group what its number of organisations allows, and no more', () => {
    const seen = new Set<string>();
    for (const { rows } of documents.flatMap(({ tables }) => tables))
      for (const each of rows.flatMap(({ measures }) => measures)) {
        if (!each.shown) continue;
        const { organisations: n, median, lowerQuartile, upperQuartile, density } = each;
        expect(n).toBeGreaterThan(method.disclosure.k);
        expect(median !== null).toBe(n >= method.peers.median);
        expect(lowerQuartile !== null).toBe(n >= method.peers.quartiles);
        expect(upperQuartile !== null).toBe(n >= method.peers.quartiles);
        if (n < method.peers.density) expect(density).toBeNull();
        seen.add(density ? 'density' : lowerQuartile ? 'quartiles' : median ? 'median' : 'mean');
      }
    expect(seen).toContain('density');
    expect(seen).toContain('mean');
  });

  test('are the same for everybody, whoever is signed in', async () => {
    const { text } = await shown.service.visitor().get('/national-tables');
    const base = text.match(/href="(\/national-tables\/[^"]+)"/)?.[1];
    const honor = await shown.as('Honor Valkenburg');
    for (const format of ['.csv', '.json']) {
      const { text: own } = await honor.get(`${base}${format}`).expect(200);
      expect(own).toBe((await shown.service.visitor().get(`${base}${format}`)).text);
    }
  });
});
