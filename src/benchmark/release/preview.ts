import type { Kind } from '../../organisations/organisation.ts';
import { allOrganisations } from '../../organisations/store.ts';
import type { Database } from '../../shared/database.ts';
import { basisNames } from '../basis.ts';
import type { GroupKind } from '../catalogue/peer-group.ts';
import { type NationalTables, nationalTables } from '../national/national-tables.ts';
import { nationalPart, type Release, summaryPart } from './release.ts';
import { findPart } from './release-store.ts';
import {
  type ReleaseSummary,
  releaseSummary,
  type SummaryReason,
  summaryReason,
} from './summary.ts';

const kindsOf: Readonly<Record<Kind, string>> = {
  trust: 'Trusts',
  icb: 'Integrated care boards',
};

const groupNames: Readonly<Record<GroupKind, string>> = {
  kind: 'all of England',
  type: 'same type',
  region: 'same region',
  'type-region': 'same type and region',
  'type-size': 'same type and size',
  neighbours: 'nearest neighbours',
  icb: 'same integrated care board',
};

const reasons: Readonly<Record<SummaryReason, string>> = {
  own: 'too little of the organisation itself, or too near an end of the scale',
  'too-few-organisations': 'too few organisations',
  'protects-another': 'a result that is withheld could be worked out from it',
};

/**
 * What is shown and what is withheld in a complete release, and why, in words and with counts of
 * organisations. No result of any group is in it: looking at several releases that were prepared
 * and discarded must tell nothing that the published one does not.
 */
export async function previewOf(database: Database, { id, number }: Release) {
  const summary = releaseSummary.parse(await read(database, id, summaryPart));
  const national = nationalTables.parse(await read(database, id, nationalPart));
  const names = new Map((await allOrganisations(database)).map(({ code, name }) => [code, name]));
  const nameOf = (code: string) => names.get(code) ?? code;
  return {
    contributors: summary.contributors
      .filter(({ organisations, others }) => organisations.length + others > 0)
      .map(({ basis, kind, organisations, others }) => ({
        name: `${kindsOf[kind]}, ${basisNames[basis].toLowerCase()}`,
        organisations: organisations.map(nameOf).sort((a, b) => a.localeCompare(b, 'en-GB')),
        others,
      })),
    rows: national.tables.flatMap((table) => publicRows(table, number)),
    groups: summary.groups.map(groupLine),
    boards: summary.boards.map(({ icb, trusts }) => ({ name: nameOf(icb), trusts })),
  };
}

function publicRows({ basis, rows }: NationalTables['tables'][number], number: number) {
  return rows.map(({ name, release, measures }) => {
    const withheld = Map.groupBy(
      measures.flatMap(({ statistics }) =>
        statistics.shown ? [] : [summaryReason(statistics.why)],
      ),
      (why) => why,
    );
    return {
      basis: basisNames[basis],
      name,
      measures: measures.length,
      shown: measures.filter(({ statistics }) => statistics.shown).length,
      why: [...withheld].map(([why, all]) => `${reasons[why]} (${all.length})`),
      keptFrom: release === number ? null : release,
    };
  });
}

function groupLine({ basis, kind, group, withheld, ...counts }: ReleaseSummary['groups'][number]) {
  return {
    ...counts,
    basis: basisNames[basis],
    name: `${kindsOf[kind]}: ${groupNames[group]}`,
    why: (Object.entries(withheld) as [SummaryReason, number][]).map(
      ([why, organisations]) => `${reasons[why]} (${organisations})`,
    ),
  };
}

async function read(database: Database, releaseId: string, part: string): Promise<unknown> {
  return JSON.parse((await findPart(database, releaseId, part)) ?? 'null');
}
