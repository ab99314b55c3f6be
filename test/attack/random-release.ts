import type { Basis } from '../../src/benchmark/basis.ts';
import type { Catalogue } from '../../src/benchmark/catalogue/catalogue.ts';
import { makeCatalogue } from '../../src/benchmark/catalogue/make-catalogue.ts';
import type { SharedPositions } from '../../src/benchmark/icb/shared-positions.ts';
import type { Contribution } from '../../src/benchmark/release/contribution.ts';
import type { Contributed } from '../../src/benchmark/release/contribution-store.ts';
import {
  contextVariableNames,
  type OrganisationContext,
} from '../../src/organisations/context/variables.ts';
import type { Organisation, Register } from '../../src/organisations/organisation.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Random } from './random.ts';
import { dimensions, type Gaps, gaps, randomValues, type Style, styles } from './values.ts';

/** A release on the real register as chance has it: who takes part, with what, sharing it or not. */
export interface RandomRelease {
  readonly about: string;
  readonly basis: Basis;
  readonly catalogue: Catalogue;
  readonly contributed: readonly Contributed[];
  /** By integrated care board: what is named to it. */
  readonly shared: ReadonlyMap<string, SharedPositions>;
}

const day = '2026-10-01';

export interface Choices {
  readonly style: Style;
  readonly lacking: Gaps;
  readonly participation: number;
  readonly basis: Basis;
  /** Whether size bands and what neighbours are near in are loaded. */
  readonly context: boolean;
}

export function randomChoices(random: Random): Choices {
  return {
    style: random.chance(0.4) ? 'plausible' : random.one(styles),
    lacking: random.one(gaps),
    participation: random.between(0.2, 1),
    basis: random.one(['survey', 'agreed']),
    context: random.chance(0.7),
  };
}

export function randomRelease(random: Random, register: Register, choices: Choices): RandomRelease {
  const { style, lacking, participation, basis, context } = choices;
  const open = [...register.organisations.values()].filter(({ closedOn }) => closedOn === null);
  const contexts = context ? open.map((one) => randomContext(random, one)) : [];
  const catalogue = makeCatalogue(register, contexts, day);
  const taking = open.filter(() => random.chance(participation));
  const values = randomValues(
    random,
    taking.map(({ code, kind, trustType }) => ({ code, type: trustType ?? kind })),
    style,
    lacking,
  );
  const contributed = taking.map(({ code, kind }) => ({
    organisation: code,
    basis,
    content: contributionOf(random, kind, basis, values.get(code) as ReadonlyMap<string, number>),
  }));
  const share = random.one([0, 0.3, 0.8]);
  const sharing = contributed.filter(
    ({ content }) => basis === 'agreed' && content.kind === 'trust' && random.chance(share),
  );
  const shared = new Map<string, SharedPositions>();
  for (const group of catalogue.groups.filter(({ kind }) => kind === 'icb')) {
    const named = sharing.filter(({ organisation }) => group.members.includes(organisation));
    shared.set(group.code.slice('icb:'.length), { trusts: named.map(positionOf) });
  }
  const about = `${style}, gaps: ${lacking}, ${Math.round(100 * participation)} % taking part, ${basis} basis, ${context ? 'with' : 'without'} context`;
  return { about, basis, catalogue, contributed, shared };
}

/**
 * The same some time later: so many organisations of one kind have come, gone, or changed every
 * value. What is named to boards stays as it was.
 */
export function changedRelease(
  random: Random,
  release: RandomRelease,
  count: number,
): { readonly release: RandomRelease; readonly changed: ReadonlySet<string> } {
  const { catalogue, contributed, basis } = release;
  const trusts = catalogue.groups.find(({ code }) => code === 'kind:trust')?.members ?? [];
  const there = new Map(contributed.map((one) => [one.organisation, one]));
  const coming = trusts.filter((code) => !there.has(code));
  const staying = trusts.filter((code) => there.get(code)?.content.eligible);
  const moved = [
    ...random.some(coming, random.chance(0.5) ? Math.floor(count / 2) : 0),
    ...random.some(staying, count),
  ].slice(0, count);
  const leaving = new Set(moved.filter((code) => there.has(code) && random.chance(0.2)));
  const valuesOf = (code: string): ReadonlyMap<string, number> => {
    const before = there.get(code)?.content.measures.filter((one) => one.code !== 'overall');
    if (!before) return new Map(dimensions.map((dimension) => [dimension, random.between(1, 5)]));
    const scored = before.flatMap(({ code, value }) => (value === null ? [] : [{ code, value }]));
    return new Map(scored.map(({ code, value }) => [code, value + (value > 3 ? -0.6 : 0.6)]));
  };
  const anew = moved
    .filter((code) => !leaving.has(code))
    .map((code) => {
      const content = contributionOf(random, 'trust', basis, valuesOf(code));
      return { organisation: code, basis, content: { ...content, eligible: true } };
    });
  const kept = contributed.filter(({ organisation }) => !moved.includes(organisation));
  return {
    release: {
      ...release,
      contributed: [...kept, ...anew].sort((a, b) => (a.organisation < b.organisation ? -1 : 1)),
    },
    changed: new Set(moved.filter((code) => there.has(code))),
  };
}

function randomContext(random: Random, { code }: Organisation): OrganisationContext {
  return {
    organisationCode: code,
    asOf: '2026-03-31',
    source: 'chance',
    sizeBand: random.one(['small', 'medium', 'large']),
    variables: Object.fromEntries(
      contextVariableNames.map((name) => [name, Math.round(random.between(1, 99))]),
    ),
  };
}

const round6 = (value: number) => Math.round(value * 1e6) / 1e6;
const round1 = (value: number) => Math.round(round6(value) * 10) / 10;

function contributionOf(
  random: Random,
  kind: 'trust' | 'icb',
  basis: Basis,
  values: ReadonlyMap<string, number>,
): Contribution {
  const scored = [...values.values()];
  const overall = scored.reduce((sum, value) => sum + value, 0) / scored.length;
  const all = new Map([
    ...values,
    // The method asks for three quarters of the dimensions.
    ...(scored.length >= 6 ? [['overall', round6(overall)] as const] : []),
  ]);
  const [eligible, small] = [random.chance(0.9), random.chance(0.05)];
  return {
    kind,
    eligible,
    measures: [...dimensions, 'overall'].map((code) => {
      const value = all.get(code) ?? null;
      const se = value === null || basis === 'agreed' ? null : round6(random.between(0.05, 0.5));
      return { code, value, se, own: ownOf(basis, value, se, small) };
    }),
  } as Contribution;
}

/** What an organisation is shown of itself, as its survey or its position shows it. */
function ownOf(basis: Basis, value: number | null, se: number | null, small: boolean) {
  if (value === null) return { shown: false, why: 'not-scored' };
  if (basis === 'agreed') return { shown: true, value: { kind: 'exact', estimate: value, se } };
  if (small) return { shown: false, why: 'too-few-people' };
  if (value < 1.6) return { shown: true, value: { kind: 'below', limit: 1.6 } };
  if (value > 4.4) return { shown: true, value: { kind: 'above', limit: 4.4 } };
  return {
    shown: true,
    value: { kind: 'exact', estimate: round1(value), se: se === null ? null : round1(se) },
  };
}

function positionOf({ organisation, content }: Contributed): SharedPositions['trusts'][number] {
  const scores = content.measures.filter(({ code }) => code !== 'overall');
  return {
    signOff: newId(),
    trustType: null,
    view: {
      organisation: { code: organisation, name: organisation },
      cycle: 'Chance',
      dimensions: scores.map(({ code, value }) => ({
        code,
        name: code,
        score: value === null ? null : round1(value),
        why: value === null ? 'insufficient' : null,
      })),
      secured: { level: null, atMost: null },
      unowned: [],
      signedAt: '2026-10-02T09:00:00.000Z',
      questionnaireVersion: 1,
      methodVersion: 1,
    },
  };
}
