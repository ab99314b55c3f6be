import { beforeAll, expect, test } from '@jest/globals';
import type { Imported } from '../../src/organisations/import.ts';
import { findOrganisation, loadNeighbours, readRegister } from '../../src/organisations/store.ts';
import { onEachDatabase } from '../support/databases.ts';
import { importOn, realFiles, wholeRegister } from './register.ts';

onEachDatabase('the real register', (database) => {
  let imported: Imported | undefined;
  beforeAll(async () => {
    const outcome = await importOn(database(), realFiles);
    expect(outcome.problems).toEqual([]);
    imported = outcome.imported;
  });

  test('is imported completely', async () => {
    expect(imported).toEqual({
      trusts: { added: 202 + 72, changed: 0, unchanged: 0 },
      ICBs: { added: 36 + 12, changed: 0, unchanged: 0 },
      'ICB memberships': { added: 209, changed: 0, unchanged: 0 },
      successions: { added: 21, changed: 0, unchanged: 0 },
    });
    const { organisations, memberships, successions } = await readRegister(database());
    const all = [...organisations.values()];
    const open = all.filter(({ closedOn }) => closedOn === null);
    expect(open.filter(({ kind }) => kind === 'trust')).toHaveLength(202);
    expect(open.filter(({ kind }) => kind === 'icb')).toHaveLength(36);
    const types = Object.groupBy(open, ({ trustType }) => trustType ?? 'none');
    expect(Object.entries(types).map(([type, some]) => [type, some?.length])).toEqual(
      expect.arrayContaining([
        ['acute', 120],
        ['mental_health', 47],
        ['specialist', 13],
        ['community', 11],
        ['ambulance', 10],
        ['digital', 1],
        ['none', 36],
      ]),
    );
    expect(all.some(({ fictional }) => fictional)).toBe(false);
    expect(memberships.filter(({ until }) => until === null)).toHaveLength(202);
    // succession.csv, which says where it knows it from, counts for more than a list of codes.
    expect(successions.filter(({ source }) => source === 'icbs.csv')).toEqual([]);
  });

  test('imported a second time changes no row', async () => {
    const before = await wholeRegister(database());
    const { imported: again } = await importOn(
      database(),
      realFiles.toReversed(),
      '2027-01-05T09:00:00Z',
    );
    expect(again).toEqual({
      trusts: { added: 0, changed: 0, unchanged: 274 },
      ICBs: { added: 0, changed: 0, unchanged: 48 },
      'ICB memberships': { added: 0, changed: 0, unchanged: 209 },
      successions: { added: 0, changed: 0, unchanged: 21 },
    });
    expect(await wholeRegister(database())).toEqual(before);
  });

  test('imported file by file says the same as all at once', async () => {
    const before = await wholeRegister(database());
    // icbs.csv last: it knows less of what the others say too.
    for (const one of realFiles.toReversed()) {
      if (one.name === 'closed_trusts.csv') continue;
      const { problems } = await importOn(database(), [one]);
      expect(problems).toEqual([]);
    }
    expect(await wholeRegister(database())).toEqual(before);
  });

  test('knows an ICB of five characters and what it replaced', async () => {
    expect(await findOrganisation(database(), 'S1Y5D')).toEqual({
      code: 'S1Y5D',
      name: 'NHS Central East Integrated Care Board',
      kind: 'icb',
      trustType: null,
      region: 'East of England',
      openedOn: '2026-04-01',
      closedOn: null,
      source: 'rtt-2026-04;dw-2026-08',
      fictional: false,
    });
    const { replaced, members } = await loadNeighbours(database(), 'S1Y5D');
    expect(replaced.map(({ code, inPart }) => [code, inPart])).toEqual([
      ['QHG', false],
      ['QUE', false],
      ['QM7', true],
    ]);
    expect(members.map(({ code }) => code)).toContain('RGT');
    expect(members.map(({ code }) => code)).not.toContain('RC1');
  });

  test('knows a trust whose code does not begin with R', async () => {
    expect(await findOrganisation(database(), 'G6V2S')).toMatchObject({
      name: 'North London NHS Foundation Trust',
      trustType: 'mental_health',
      closedOn: null,
    });
    const { icbs, replaced } = await loadNeighbours(database(), 'G6V2S');
    expect(icbs).toEqual([
      {
        code: 'Z9B2Z',
        name: 'NHS West and North London Integrated Care Board',
        from: '2026-04-01',
        until: null,
      },
    ]);
    expect(replaced).toMatchObject([{ code: 'RNK', on: '2026-04-01', inPart: false }]);
  });

  test('keeps an ICB that was replaced, closed and with its successor', async () => {
    expect(await findOrganisation(database(), 'QMJ')).toMatchObject({
      name: 'NHS North Central London Integrated Care Board',
      openedOn: '2022-07-01',
      closedOn: '2026-03-31',
    });
    const { replacedBy } = await loadNeighbours(database(), 'QMJ');
    expect(replacedBy).toMatchObject([{ code: 'Z9B2Z', on: '2026-04-01', inPart: false }]);
  });

  test('divides an ICB that was split among three', async () => {
    const { replacedBy } = await loadNeighbours(database(), 'QNQ');
    expect(replacedBy.map(({ code }) => code).sort()).toEqual(['QRL', 'S0E4D', 'S9B9J']);
    expect(replacedBy.every(({ inPart }) => inPart)).toBe(true);
    expect(await findOrganisation(database(), 'QRL')).toMatchObject({ closedOn: null });
  });

  test('gives a closed trust its region, its dates and its ICB while both existed', async () => {
    expect(await findOrganisation(database(), 'R1C')).toMatchObject({
      region: 'South East',
      openedOn: '2011-04-01',
      closedOn: '2024-09-30',
    });
    const { icbs } = await loadNeighbours(database(), 'R1C');
    expect(icbs).toMatchObject([{ code: 'QRL', from: '2022-07-01', until: '2024-09-30' }]);
    // Closed in 2017, before there were ICBs.
    expect((await loadNeighbours(database(), 'RQQ')).icbs).toEqual([]);
  });
});
