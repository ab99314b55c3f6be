import { decideMemberships, icbsBegan } from './memberships.ts';
import type { Organisation, Register } from './organisation.ts';
import { checkDuplicates, checkReferences } from './register-checks.ts';
import { cellProblem, type FileProblem, type Located, type ReadFiles } from './register-file.ts';
import type { FileKind, Row } from './register-row.ts';
import {
  addSuccessions,
  closeReplacedIcbs,
  givenSuccessions,
  successionKey,
} from './successions.ts';

export interface Merged {
  readonly register: Register;
  /** The organisations and successions that the files speak about, by their keys. */
  readonly mentioned: {
    readonly organisations: ReadonlySet<string>;
    readonly successions: ReadonlySet<string>;
  };
  readonly problems: readonly FileProblem[];
}

/**
 * What the register becomes when these files are added to it; nothing is ever taken out.
 * @param asOf the day of the import, on which trusts change their ICB.
 */
export function mergeRegister(known: Register, read: ReadFiles, asOf: string): Merged {
  const { rows } = read;
  const problems: FileProblem[] = [...checkDuplicates(rows)];
  const organisations = new Map(known.organisations);
  const mentioned = new Set<string>();

  /** Puts in what a row says of an organisation, unless the code means another one already. */
  function put<K extends Exclude<FileKind, 'succession'>>(
    at: Located<K>,
    facts: Pick<Organisation, 'name' | 'kind'> & Partial<Organisation>,
  ): void {
    const { ods_code: code } = at.row;
    const before = organisations.get(code);
    const wrong = (message: string) =>
      problems.push(cellProblem(at, 'ods_code' as keyof Row<K> & string, message));
    if (before?.fictional) {
      wrong(`${code} is a fictional organisation of the demonstration in this database`);
      return;
    }
    const earlier = known.organisations.get(code);
    if (earlier && earlier.kind !== facts.kind) {
      wrong(`${code} is in the register as ${earlier.kind}, and a code is never used again`);
      return;
    }
    mentioned.add(code);
    organisations.set(code, { ...unknown, ...before, ...facts, code });
  }

  for (const at of rows.icbs)
    put(at, {
      name: at.row.name,
      kind: 'icb',
      region: at.row.region,
      openedOn: at.row.established,
      closedOn: null,
      source: known.organisations.get(at.row.ods_code)?.source ?? 'icbs.csv',
    });
  for (const at of rows.organisations)
    put(at, {
      name: at.row.name,
      kind: at.row.kind,
      trustType: at.row.trust_type || null,
      region: at.row.region,
      closedOn: null,
      source: at.row.source,
    });

  const listed = new Set(
    [...rows.icbs, ...rows.organisations.filter(({ row }) => row.kind === 'icb')].map(
      ({ row }) => row.ods_code,
    ),
  );
  const isIcb = ({ kind, fictional }: Organisation) => kind === 'icb' && !fictional;
  const [firstEarlier] = rows.icbs_2022_42;
  if (firstEarlier && listed.size === 0 && ![...organisations.values()].some(isIcb))
    problems.push({
      file: firstEarlier.file,
      line: null,
      column: null,
      message: 'needs icbs.csv beside it, to know which of these ICBs are still open',
    });
  for (const at of rows.icbs_2022_42)
    if (listed.has(at.row.ods_code)) mentioned.add(at.row.ods_code);
    else
      put(at, {
        name: at.row.name,
        kind: 'icb',
        ...(known.organisations.has(at.row.ods_code)
          ? {}
          : { openedOn: icbsBegan, source: 'icbs_2022_42.csv' }),
      });

  const regions = new Map(rows.icbs.map(({ row }) => [row.region_code, row.region]));
  for (const at of rows.closed_trusts) {
    const region = regions.get(at.row.region_code);
    // A malformed row may be the one that says it: that row is the problem then.
    if (region === undefined && read.malformed.size === 0)
      problems.push(
        cellProblem(
          at,
          'region_code',
          `no row of icbs.csv says which region ${at.row.region_code} is`,
        ),
      );
    put(at, {
      name: at.row.name,
      kind: 'trust',
      region: region ?? null,
      openedOn: at.row.open,
      closedOn: at.row.close,
      source: 'closed_trusts.csv',
    });
  }

  const given = givenSuccessions(read);
  closeReplacedIcbs(organisations, known, read, listed, given);
  problems.push(...checkReferences(read, organisations));

  const register = {
    organisations,
    memberships: decideMemberships({
      known: known.memberships,
      organisations,
      open: new Map(
        rows.organisations
          .filter(({ row }) => row.kind === 'trust')
          .map(({ row }) => [row.ods_code, row.icb_code]),
      ),
      closed: new Map(rows.closed_trusts.map(({ row }) => [row.ods_code, row.icb_code])),
      closedBefore: (code) => known.organisations.get(code)?.closedOn ?? null,
      asOf,
    }),
    successions: addSuccessions(known.successions, given),
  };
  return {
    register,
    mentioned: { organisations: mentioned, successions: new Set(given.map(successionKey)) },
    problems,
  };
}

const unknown = {
  trustType: null,
  region: null,
  openedOn: null,
  closedOn: null,
  source: '',
  fictional: false,
} as const;
