import type { Catalogue } from '../../../src/benchmark/catalogue/catalogue.ts';
import { insertCatalogue } from '../../../src/benchmark/catalogue/catalogue-store.ts';
import type { NamedTrust } from '../../../src/benchmark/icb/matrix.ts';
import type { AppointedRole } from '../../../src/people/permissions.ts';
import { latestVersion, loadQuestionnaire } from '../../../src/questionnaire/versions.ts';
import type { Database } from '../../../src/shared/database.ts';
import { newId } from '../../../src/shared/ids.ts';
import { today } from '../../support/service.ts';

export const questionnaire = loadQuestionnaire(latestVersion, 'trust');

/** People by name: two analysts of two boards, one who leads a trust, one administrator. */
export const people = {
  anna: '00000000-0000-7000-9000-0000000000a1',
  bert: '00000000-0000-7000-9000-0000000000a2',
  lena: '00000000-0000-7000-9000-0000000000a3',
  nora: '00000000-0000-7000-9000-0000000000a4',
} as const;
export type Name = keyof typeof people;

/** Trusts by code, each with its type; RX1 serves both boards. */
export const trusts = {
  RA1: 'acute',
  RA2: 'acute',
  RA3: 'acute',
  RA4: 'acute',
  RA5: 'acute',
  RM1: 'mental_health',
  RC1: 'community',
  RX1: 'ambulance',
  RB1: 'acute',
} as const;
export type Trust = keyof typeof trusts;

export const ofVale: readonly Trust[] = ['RA1', 'RA2', 'RA3', 'RA4', 'RA5', 'RC1', 'RM1', 'RX1'];
export const ofFell: readonly Trust[] = ['RB1', 'RX1'];

/** The scores of the dimensions from A on; the last of them goes for the rest. */
export type Scores = readonly (number | null)[];

/** What a trust shares, with scores and gaps that a test chooses. */
export function named(
  code: string,
  scores: Scores,
  {
    trustType = trusts[code as Trust] ?? null,
    unowned = [],
    signOff = newId(),
  }: Partial<{
    trustType: string | null;
    unowned: string[];
    signOff: string;
  }> = {},
  name = `${code} NHS Trust`,
): NamedTrust {
  return {
    signOff,
    trustType,
    view: {
      organisation: { code, name },
      cycle: 'Spring 2026',
      dimensions: questionnaire.dimensions.map((dimension, at) => {
        const score = scores[Math.min(at, scores.length - 1)] ?? null;
        const why = score === null ? ('insufficient' as const) : null;
        return { code: dimension.code, name: dimension.name, score, why };
      }),
      secured: { level: 2, atMost: 2 },
      unowned,
      signedAt: '2026-07-10T11:00:00.000Z',
      questionnaireVersion: latestVersion,
      methodVersion: 1,
    },
  };
}

export async function insertOrganisations(database: Database): Promise<void> {
  const common = { source: 'test', fictional: 1 as const };
  await database
    .insertInto('organisation')
    .values([
      { ...common, code: 'QAA', name: 'NHS Vale Integrated Care Board', kind: 'icb' },
      { ...common, code: 'QBB', name: 'NHS Fell Integrated Care Board', kind: 'icb' },
      ...Object.entries(trusts).map(([code, trust_type]) => ({
        ...{ ...common, code, trust_type },
        ...{ name: `${code} NHS Trust`, kind: 'trust' as const },
      })),
    ])
    .execute();
  const belongs = (board: string, members: readonly string[]) =>
    members.map((organisation_code) => ({
      ...{ organisation_code, icb_code: board, from_date: '2022-07-01' },
      basis: board === 'QBB' && organisation_code === 'RX1' ? 'serves' : 'headquarters',
    }));
  await database
    .insertInto('icb_membership')
    .values([...belongs('QAA', ofVale), ...belongs('QBB', ofFell)])
    .execute();
}

export async function appoint(
  database: Database,
  name: Name,
  role: AppointedRole,
  organisation: string | null,
): Promise<void> {
  const held = { person_id: people[name], role, organisation_code: organisation };
  await database
    .insertInto('appointment')
    .values({ id: newId(), ...held, appointed_at: today.toISOString() })
    .execute();
}

/** A cycle from one day to another, and its catalogue, frozen or not. */
export async function insertCycle(
  database: Database,
  name: string,
  from: string,
  to: string,
  { frozen = true } = {},
): Promise<{ readonly id: string; readonly catalogue: Catalogue }> {
  const id = newId();
  await database
    .insertInto('cycle')
    .values({
      ...{ id, name, questionnaire_version: latestVersion },
      ...{ opens_at: `${from}T00:00:00.000Z`, closes_at: `${to}T23:00:00.000Z` },
    })
    .execute();
  const group = (board: string, members: readonly string[]) => ({
    ...{ code: `icb:${board}`, kind: 'icb' as const, name: 'trusts of the board' },
    members: [...members],
  });
  const groups = [group('QAA', ofVale), group('QBB', ofFell)];
  const catalogue = { groups, neighbours: {} };
  if (frozen) await insertCatalogue(database, id, { at: `${from}T00:00:30.000Z`, catalogue });
  return { id, catalogue };
}

export async function open(
  database: Database,
  cycle_id: string,
  organisation_code: string,
  closed_at: string | null,
): Promise<string> {
  const id = newId();
  const opened_at = '2026-03-02T09:00:00.000Z';
  await database
    .insertInto('assessment')
    .values({ id, cycle_id, organisation_code, opened_at, closed_at })
    .execute();
  return id;
}

/** Has a trust close its survey and sign off, and share it or not, on 10 July. */
export async function signOff(
  database: Database,
  cycle: string,
  trust: string,
  share: boolean,
): Promise<string> {
  const assessment_id = await open(database, cycle, trust, '2026-06-30T23:00:00.000Z');
  const id = newId();
  const at = '2026-07-10T11:00:00.000Z';
  await database
    .insertInto('sign_off')
    .values({
      ...{ id, assessment_id, signed_at: at, signed_by: people.nora, content: '{}' },
      ...{ questionnaire_version: latestVersion, method_version: 1 },
      shared_at: share ? at : null,
    })
    .execute();
  return id;
}

/** A release of a cycle with these parts, published unless it is not to be. */
export async function release(
  database: Database,
  cycle_id: string,
  parts: Readonly<Record<string, readonly NamedTrust[]>>,
  { number = 1, published = true } = {},
): Promise<void> {
  const id = newId();
  const prepared_at = '2026-07-20T09:00:00.000Z';
  await database
    .insertInto('release')
    .values({
      ...{ id, cycle_id, number, prepared_at, parts: Object.keys(parts).length },
      ...{ questionnaire_version: latestVersion, method_version: 1 },
    })
    .execute();
  for (const [part, ofBoard] of Object.entries(parts))
    await database
      .insertInto('release_part')
      .values({ release_id: id, part, content: JSON.stringify({ trusts: ofBoard }) })
      .execute();
  if (published)
    await database
      .updateTable('release')
      .set({ published_at: '2026-07-21T12:00:00.000Z', fingerprint: 'f' })
      .where('id', '=', id)
      .execute();
}
