import { z } from 'zod';

/** What kinds of organisation there are, as people call them. */
export const kindNames = { trust: 'NHS trust', icb: 'Integrated care board' } as const;
export type Kind = keyof typeof kindNames;

export const trustTypeNames = {
  acute: 'Acute',
  mental_health: 'Mental health',
  community: 'Community',
  ambulance: 'Ambulance',
  specialist: 'Specialist',
  digital: 'Digital',
} as const;
export type TrustType = keyof typeof trustTypeNames;
export const trustTypes = Object.keys(trustTypeNames) as [TrustType, ...TrustType[]];

/** An ODS code: nothing tighter is true of all of them. */
export const organisationCode = z
  .string()
  .regex(/^[A-Z0-9]{3,5}$/, 'must be 3 to 5 capital letters and digits');

/** A trust or an ICB, open or closed; its code is never given to another. */
export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly kind: Kind;
  /** Null for an ICB, and for a trust that closed before the register knew its type. */
  readonly trustType: TrustType | null;
  readonly region: string | null;
  readonly openedOn: string | null;
  /** The last day on which it was open. */
  readonly closedOn: string | null;
  readonly source: string;
  /** Made up for a demonstration; never a real organisation. */
  readonly fictional: boolean;
}

/**
 * That a trust belongs to an ICB, from one day to another, both included. A trust may have several
 * at once: an ambulance trust serves several ICBs, and only one of them holds its headquarters.
 * Whoever decides what an ICB may see must therefore not look at the headquarters alone.
 */
export interface Membership {
  readonly organisationCode: string;
  readonly icbCode: string;
  readonly from: string;
  /** Null while it lasts. */
  readonly until: string | null;
  readonly basis: Basis;
}

/** Why a trust belongs to an ICB. The register's files know only where headquarters are. */
export type Basis = 'headquarters' | 'serves';

/** That one organisation took over from another, wholly or in part, on this day. */
export interface Succession {
  readonly predecessor: string;
  readonly successor: string;
  readonly on: string;
  readonly source: string;
}

/** All organisations and how they hang together. */
export interface Register {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly memberships: readonly Membership[];
  readonly successions: readonly Succession[];
}

/** The day before or after a date such as "2026-04-01". */
export function dayBefore(date: string): string {
  return daysFrom(date, -1);
}

export function dayAfter(date: string): string {
  return daysFrom(date, 1);
}

function daysFrom(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
