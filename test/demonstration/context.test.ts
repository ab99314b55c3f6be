import { beforeAll, expect, test } from '@jest/globals';
import type { Catalogue } from '../../src/benchmark/catalogue/catalogue.ts';
import { findCatalogue } from '../../src/benchmark/catalogue/catalogue-store.ts';
import { codeOf, fictionalOrganisations } from '../../src/demonstration/organisations.ts';
import { readContexts } from '../../src/organisations/context/context-store.ts';
import { demonstration } from '../support/demonstration.ts';

const stage = demonstration();
let catalogues: (Catalogue | undefined)[];

beforeAll(async () => {
  const cycles = await stage.database.selectFrom('cycle').select('id').execute();
  catalogues = await Promise.all(cycles.map(({ id }) => findCatalogue(stage.database, id)));
});

const withoutContext = [
  codeOf('Westerquay Hospitals NHS Foundation Trust'),
  codeOf('Ashenford Minds NHS Trust'),
  ...fictionalOrganisations
    .filter(({ trustType }) => trustType === 'specialist' || trustType === 'digital')
    .map(({ code }) => code),
];

test('every cycle of the demonstration has its peer groups from the day on which it opened', async () => {
  expect(catalogues).toHaveLength(3);
  const rows = await stage.database
    .selectFrom('peer_catalogue')
    .innerJoin('cycle', 'cycle.id', 'peer_catalogue.cycle_id')
    .select(['frozen_at', 'opens_at'])
    .execute();
  expect(rows).toHaveLength(3);
  for (const { frozen_at, opens_at } of rows) expect(frozen_at).toBe(opens_at);
});

test('what fictional organisations are like is known of all but some, before any cycle', async () => {
  const contexts = await readContexts(stage.database);
  const known = contexts.map(({ organisationCode }) => organisationCode);
  const others = fictionalOrganisations.map(({ code }) => code);
  expect(known).toEqual(others.filter((code) => !withoutContext.includes(code)).sort());
  for (const { asOf, source } of contexts)
    expect([asOf, source]).toEqual(['2024-03-31', 'Made up for the demonstration']);
});

test('acute trusts have groups by size that can be shown, and nearest neighbours', () => {
  for (const catalogue of catalogues) {
    const sizes = catalogue?.groups.filter(({ code }) => code.startsWith('type-size:acute')) ?? [];
    expect(sizes).toHaveLength(3);
    for (const { members } of sizes) expect(members.length).toBeGreaterThanOrEqual(6);
    const near = Object.entries(catalogue?.neighbours ?? {});
    expect(near).toHaveLength(27);
    for (const [code, { members, variables }] of near) {
      expect(members).toHaveLength(15);
      expect(members).not.toContain(code);
      expect(variables).toContain('beds');
    }
  }
});

test('those of which nothing is known have neither', () => {
  for (const catalogue of catalogues) {
    const grouped = catalogue?.groups.filter(({ kind }) => kind === 'type-size') ?? [];
    const inSizes = grouped.flatMap(({ members }) => members);
    expect(inSizes.filter((code) => withoutContext.includes(code))).toEqual([]);
    expect(Object.keys(catalogue?.neighbours ?? {})).not.toContain(withoutContext[0]);
  }
});
