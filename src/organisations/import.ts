import type { Clock } from '../shared/clock.ts';
import type { Database } from '../shared/database.ts';
import type { Membership, Organisation } from './organisation.ts';
import { mergeRegister } from './register.ts';
import type { FileProblem, ReadFiles } from './register-file.ts';
import {
  readRegister,
  removeMembership,
  saveMembership,
  saveOrganisation,
  saveSuccession,
} from './store.ts';
import { successionKey } from './successions.ts';

export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** What an import did to each kind of thing in the register. */
export type Imported = Readonly<
  Record<'trusts' | 'ICBs' | 'ICB memberships' | 'successions', Counts>
>;

/**
 * Brings the register up to date with these files, all of them or, if anything is wrong, none.
 * Importing the same files again changes nothing.
 */
export async function importRegister(
  database: Database,
  files: ReadFiles,
  clock: Clock,
): Promise<{ imported: Imported } | { problems: readonly FileProblem[] }> {
  return database.transaction().execute(async (changes) => {
    const known = await readRegister(changes);
    const { register, mentioned, problems } = mergeRegister(known, files, dateInEngland(clock));
    const all = [...files.problems, ...problems];
    if (all.length > 0) return { problems: all };

    const organisations = compare(
      [...known.organisations.values()],
      [...register.organisations.values()],
      ({ code }) => code,
    );
    const memberships = compare(known.memberships, register.memberships, membershipKey);
    const successions = compare(known.successions, register.successions, successionKey);
    // Organisations first: the others refer to them.
    for (const one of organisations.different) await saveOrganisation(changes, one);
    for (const one of memberships.gone) await removeMembership(changes, one);
    for (const one of memberships.different) await saveMembership(changes, one);
    for (const one of successions.different) await saveSuccession(changes, one);

    const isMentioned = ({ code }: Organisation) => mentioned.organisations.has(code);
    return {
      imported: {
        trusts: organisations.count(isMentioned, ({ kind }) => kind === 'trust'),
        ICBs: organisations.count(isMentioned, ({ kind }) => kind === 'icb'),
        'ICB memberships': memberships.count((one) =>
          mentioned.organisations.has(one.organisationCode),
        ),
        successions: successions.count((one) => mentioned.successions.has(successionKey(one))),
      },
    };
  });
}

/** "Imported: trusts 274 added, 0 changed, 0 unchanged; ICBs …" */
export function importedText(imported: Imported): string {
  const parts = Object.entries(imported).map(
    ([what, { added, changed, unchanged }]) =>
      `${what} ${added} added, ${changed} changed, ${unchanged} unchanged`,
  );
  return `Imported: ${parts.join('; ')}.`;
}

function membershipKey({ organisationCode, icbCode, from }: Membership): string {
  return `${organisationCode} ${icbCode} ${from}`;
}

/** What is different after an import, what is gone, and how many there are of each. */
function compare<T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (one: T) => string,
) {
  const earlier = new Map(before.map((one) => [keyOf(one), one]));
  const keys = new Set(after.map(keyOf));
  const isNew = (one: T) => !earlier.has(keyOf(one));
  const isSame = (one: T) => same(one, earlier.get(keyOf(one)));
  const gone = before.filter((one) => !keys.has(keyOf(one)));
  return {
    different: after.filter((one) => !isSame(one)),
    gone,
    /** Of what is unchanged, only what the files speak about is worth counting. */
    count(mentioned: (one: T) => boolean, of: (one: T) => boolean = () => true): Counts {
      const now = after.filter(of);
      return {
        added: now.filter(isNew).length,
        changed: gone.filter(of).length + now.filter((one) => !isNew(one) && !isSame(one)).length,
        unchanged: now.filter((one) => isSame(one) && mentioned(one)).length,
      };
    },
  };
}

function same<T extends object>(one: T, other: T | undefined): boolean {
  return (
    other !== undefined && (Object.keys(one) as (keyof T)[]).every((key) => one[key] === other[key])
  );
}

function dateInEngland(clock: Clock): string {
  // Swedish dates are written 2026-08-22.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/London' }).format(clock());
}
