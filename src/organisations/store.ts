import type { Database } from '../shared/database.ts';
import type { Schema } from '../shared/schema.ts';
import type {
  Basis,
  Membership,
  Organisation,
  Register,
  Succession,
  TrustType,
} from './organisation.ts';

/** The organisation with this code, open or closed. */
export async function findOrganisation(
  database: Database,
  code: string,
): Promise<Organisation | undefined> {
  const row = await database
    .selectFrom('organisation')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirst();
  return row && organisationOf(row);
}

/** Every organisation there is, open and closed: a few hundred. */
export async function allOrganisations(database: Database): Promise<Organisation[]> {
  const rows = await database.selectFrom('organisation').selectAll().execute();
  return rows.map(organisationOf);
}

/** An organisation named beside another one. */
export interface Neighbour {
  readonly code: string;
  readonly name: string;
}

export interface NeighbourIcb extends Neighbour {
  readonly from: string;
  readonly until: string | null;
}

export interface NeighbourInTime extends Neighbour {
  readonly on: string;
  /** Whether the predecessor was split among several. */
  readonly inPart: boolean;
}

export interface Neighbours {
  /** The ICBs of a trust: the latest first. */
  readonly icbs: readonly NeighbourIcb[];
  /** The trusts that belong to an ICB now. */
  readonly members: readonly (Neighbour & { readonly trustType: TrustType | null })[];
  readonly replaced: readonly NeighbourInTime[];
  readonly replacedBy: readonly NeighbourInTime[];
}

/** What stands around an organisation in the register. */
export async function loadNeighbours(database: Database, code: string): Promise<Neighbours> {
  const [icbs, members, replaced, replacedBy] = await Promise.all([
    database
      .selectFrom('icb_membership')
      .innerJoin('organisation', 'organisation.code', 'icb_membership.icb_code')
      .select(['code', 'name', 'from_date as from', 'until_date as until'])
      .where('organisation_code', '=', code)
      .orderBy('from_date', 'desc')
      .orderBy('code')
      .execute(),
    database
      .selectFrom('organisation')
      .select(['code', 'name', 'trust_type'])
      .where('code', 'in', (among) =>
        among
          .selectFrom('icb_membership')
          .select('organisation_code')
          .where('icb_code', '=', code)
          .where('until_date', 'is', null),
      )
      .orderBy('name')
      .execute(),
    successions(database, 'predecessor_code', 'successor_code', code),
    successions(database, 'successor_code', 'predecessor_code', code),
  ]);
  return {
    icbs,
    members: members.map(({ trust_type, ...trust }) => ({
      ...trust,
      trustType: trust_type as TrustType | null,
    })),
    replaced,
    replacedBy,
  };
}

type SuccessionSide = 'predecessor_code' | 'successor_code';

async function successions(
  database: Database,
  shown: SuccessionSide,
  given: SuccessionSide,
  code: string,
): Promise<NeighbourInTime[]> {
  const rows = await database
    .selectFrom('succession')
    .innerJoin('organisation', 'organisation.code', `succession.${shown}`)
    .select(['code', 'name', 'on_date as on'])
    .select((part) =>
      part
        .selectFrom('succession as other')
        .select((count) => count.fn.countAll().as('parts'))
        .whereRef('other.predecessor_code', '=', 'succession.predecessor_code')
        .as('parts'),
    )
    .where(`succession.${given}`, '=', code)
    .orderBy('on_date', 'desc')
    .orderBy('name')
    .execute();
  return rows.map(({ parts, ...neighbour }) => ({ ...neighbour, inPart: Number(parts) > 1 }));
}

/** The whole register, as an import needs it. */
export async function readRegister(database: Database): Promise<Register> {
  const organisations = await allOrganisations(database);
  const memberships = await database.selectFrom('icb_membership').selectAll().execute();
  const successions = await database.selectFrom('succession').selectAll().execute();
  return {
    organisations: new Map(organisations.map((one) => [one.code, one])),
    memberships: memberships.map((row) => ({
      organisationCode: row.organisation_code,
      icbCode: row.icb_code,
      from: row.from_date,
      until: row.until_date,
      basis: row.basis as Basis,
    })),
    successions: successions.map((row) => ({
      predecessor: row.predecessor_code,
      successor: row.successor_code,
      on: row.on_date,
      source: row.source,
    })),
  };
}

/** Adds the organisation, or changes what is known of it. */
export async function saveOrganisation(database: Database, one: Organisation): Promise<void> {
  const facts = {
    name: one.name,
    kind: one.kind,
    trust_type: one.trustType,
    region: one.region,
    opened_on: one.openedOn,
    closed_on: one.closedOn,
    source: one.source,
    fictional: one.fictional ? 1 : 0,
  } as const;
  await database
    .insertInto('organisation')
    .values({ code: one.code, ...facts })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(facts))
    .execute();
}

export async function saveMembership(database: Database, one: Membership): Promise<void> {
  const facts = { until_date: one.until, basis: one.basis };
  await database
    .insertInto('icb_membership')
    .values({
      organisation_code: one.organisationCode,
      icb_code: one.icbCode,
      from_date: one.from,
      ...facts,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_code', 'icb_code', 'from_date']).doUpdateSet(facts),
    )
    .execute();
}

export async function removeMembership(database: Database, one: Membership): Promise<void> {
  await database
    .deleteFrom('icb_membership')
    .where('organisation_code', '=', one.organisationCode)
    .where('icb_code', '=', one.icbCode)
    .where('from_date', '=', one.from)
    .execute();
}

export async function saveSuccession(database: Database, one: Succession): Promise<void> {
  const facts = { on_date: one.on, source: one.source };
  await database
    .insertInto('succession')
    .values({ predecessor_code: one.predecessor, successor_code: one.successor, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['predecessor_code', 'successor_code']).doUpdateSet(facts),
    )
    .execute();
}

function organisationOf(row: Schema['organisation']): Organisation {
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    trustType: row.trust_type as TrustType | null,
    region: row.region,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    source: row.source,
    fictional: row.fictional === 1,
  };
}
