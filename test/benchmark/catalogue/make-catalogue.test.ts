import { describe, expect, test } from '@jest/globals';
import { catalogue, groupsOf } from '../../../src/benchmark/catalogue/catalogue.ts';
import { catalogueOf, context, icb, member, membersOf, trust } from './register.ts';

describe('the catalogue of peer groups', () => {
  const north = { region: 'North West' };
  const organisations = [
    trust('RAA'),
    trust('RBB', north),
    trust('RCC', { trustType: 'mental_health' }),
    icb('QAA'),
    icb('QBB', north),
  ];

  test('has every kind, type and region, and no group of nobody', () => {
    expect(membersOf(catalogueOf(organisations))).toEqual({
      'icb-region:london': 'QAA',
      'icb-region:north-west': 'QBB',
      'kind:icb': 'QAA QBB',
      'kind:trust': 'RAA RBB RCC',
      'region:london': 'RAA RCC',
      'region:north-west': 'RBB',
      'type-region:acute:london': 'RAA',
      'type-region:acute:north-west': 'RBB',
      'type-region:mental_health:london': 'RCC',
      'type:acute': 'RAA RBB',
      'type:mental_health': 'RCC',
    });
  });

  test('calls its groups what a sentence needs', () => {
    const { groups } = catalogueOf(organisations, {
      memberships: [member('RAA', 'QAA')],
      contexts: [
        context('RAA', {}, 'large'),
        context('RBB', {}, 'medium'),
        context('RCC', {}, 'small'),
      ],
    });
    expect(Object.fromEntries(groups.map(({ code, name }) => [code, name]))).toMatchObject({
      'kind:trust': 'trusts of every type',
      'kind:icb': 'integrated care boards',
      'type:mental_health': 'mental health trusts',
      'region:london': 'trusts in London',
      'region:north-west': 'trusts in the North West',
      'icb-region:north-west': 'integrated care boards in the North West',
      'type-region:acute:london': 'acute trusts in London',
      'type-size:acute:large': 'large acute trusts',
      'type-size:acute:medium': 'medium-sized acute trusts',
      'type-size:mental_health:small': 'small mental health trusts',
      'icb:QAA': 'trusts of the NHS QAA Integrated Care Board',
    });
  });

  test('has groups by size only of those whose size is known', () => {
    const contexts = [context('RBB', { beds: 500 }, 'large'), context('RCC', { beds: 200 })];
    const withSize = membersOf(catalogueOf(organisations, { contexts }));
    expect(Object.entries(withSize).filter(([code]) => code.startsWith('type-size'))).toEqual([
      ['type-size:acute:large', 'RBB'],
    ]);
    const without = catalogueOf(organisations);
    expect(without.groups.filter(({ kind }) => kind === 'type-size')).toEqual([]);
    expect(without.neighbours).toEqual({});
  });

  test('has those who are open on the day: from their first to their last', () => {
    const { groups } = catalogueOf([
      trust('RAA', { openedOn: '2026-11-22' }),
      trust('RBB', { openedOn: '2026-11-23' }),
      trust('RCC', { closedOn: '2026-11-22' }),
      trust('RDD', { closedOn: '2026-11-21' }),
    ]);
    expect(membersOf({ groups })['kind:trust']).toBe('RAA RCC');
  });

  test('puts a trust in every ICB that it belongs to on the day, whatever its headquarters', () => {
    const memberships = [
      // Serves two, and is in one of them for its headquarters too.
      member('RAA', 'QAA'),
      member('RAA', 'QAA', { basis: 'serves', from: '2024-04-01' }),
      member('RAA', 'QBB', { basis: 'serves' }),
      // Moved on the day: the last day of one is before the first of the other.
      member('RBB', 'QAA', { until: '2026-11-21' }),
      member('RBB', 'QBB', { from: '2026-11-22' }),
      // Will move tomorrow.
      member('RCC', 'QAA', { until: '2026-11-22' }),
      member('RCC', 'QBB', { from: '2026-11-23' }),
    ];
    expect(membersOf(catalogueOf(organisations, { memberships }))).toMatchObject({
      'icb:QAA': 'RAA RCC',
      'icb:QBB': 'RAA RBB',
    });
  });

  test('has no group for an ICB that is closed, or for a type or region that nobody knows', () => {
    const vague = [trust('RAA', { trustType: null, region: null }), icb('QAA', { region: null })];
    const closed = icb('QBB', { closedOn: '2026-03-31' });
    const memberships = [member('RAA', 'QBB')];
    expect(membersOf(catalogueOf([...vague, closed], { memberships }))).toEqual({
      'kind:icb': 'QAA',
      'kind:trust': 'RAA',
    });
  });

  test('never puts a fictional organisation and a real one into the same group', () => {
    const made = { fictional: true };
    const both = [...organisations, trust('DAA', made), icb('DII', made)];
    const { groups } = catalogueOf(both, {
      memberships: [member('DAA', 'DII'), member('RAA', 'QAA'), member('RBB', 'DII')],
      contexts: both.map(({ code }) => context(code, {}, 'large')),
    });
    for (const { members } of groups)
      expect(new Set(members.map((code) => code.startsWith('D'))).size).toBe(1);
    expect(membersOf({ groups })).toMatchObject({
      'type:acute': 'DAA',
      'icb:DII': 'DAA',
      'type:acute:real': 'RAA RBB',
      'icb:QAA:real': 'RAA',
    });
    const names = groups.map(({ name, members }) => `${name}: ${members.join(' ')}`);
    expect(names).toContain('real acute trusts in London: RAA');
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
  });

  test('is the same whatever the order of what is known', () => {
    const memberships = [member('RAA', 'QAA'), member('RBB', 'QAA'), member('RAA', 'QBB')];
    const many = Array.from({ length: 30 }, (_, n) => trust(`T${n + 10}`));
    const contexts = many.map(({ code }, n) =>
      context(code, { beds: (n * 7) % 13, income_million: (n * 5) % 11 }, 'small'),
    );
    const one = catalogueOf([...organisations, ...many], { memberships, contexts });
    const other = catalogueOf([...many.toReversed(), ...organisations.toReversed()], {
      memberships: memberships.toReversed(),
      contexts: contexts.toReversed(),
    });
    expect(JSON.stringify(other.groups)).toBe(JSON.stringify(one.groups));
    expect(other.neighbours).toEqual(one.neighbours);
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  test('is what is stored, and gives an organisation its groups from the widest', () => {
    const made = catalogueOf(organisations, {
      memberships: [member('RAA', 'QAA')],
      contexts: [context('RAA', {}, 'small')],
    });
    expect(catalogue.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    const codes = groupsOf(made)('RAA').map(({ code }) => code);
    expect(codes).toEqual([
      'kind:trust',
      'type:acute',
      'type-region:acute:london',
      'type-size:acute:small',
      'region:london',
      'icb:QAA',
    ]);
    expect(groupsOf(made)('QBB').map(({ code }) => code)).toEqual([
      'kind:icb',
      'icb-region:north-west',
    ]);
  });
});
