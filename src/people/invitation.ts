import type { AppointedRole } from './permissions.ts';

/** What an invitation gives access to: answering for an organisation, or a role. */
export type Purpose = 'respondent' | AppointedRole;

/** How long an invitation can be used after it was last sent, in milliseconds. */
export const invitationLasts = 30 * 24 * 60 * 60 * 1000;

/** After so many other addresses a link opens nothing any more. */
export const mostRefusals = 5;

/** Something offered to one address, for one purpose, once. */
export interface Invitation {
  readonly id: string;
  readonly purpose: Purpose;
  readonly organisation: { readonly code: string; readonly name: string } | null;
  readonly assessmentId: string | null;
  /** The address it is bound to; null once its person was erased. */
  readonly email: string | null;
  readonly name: string | null;
  /** The role in which to answer, as the assessment lead has put it down. */
  readonly role: string | null;
  readonly expiresAt: string;
  readonly acceptedAt: string | null;
  readonly withdrawnAt: string | null;
}

/** What to offer to whom. */
export interface Offer {
  readonly purpose: Purpose;
  readonly organisationCode: string | null;
  readonly assessmentId: string | null;
  readonly email: string;
  readonly name: string | null;
  readonly role?: string | null;
  /** The family of that role. */
  readonly family?: string | null;
}

export function isOpen(invitation: Invitation, now: Date): boolean {
  const { acceptedAt, withdrawnAt, expiresAt, email } = invitation;
  return !acceptedAt && !withdrawnAt && email !== null && now.toISOString() < expiresAt;
}

/** "m…t@hill.example": enough to recognise one's own address by, and no more. */
export function masked(email: string): string {
  const [local = '', domain] = email.split('@');
  const ends = local.length > 2 ? `${local[0]}…${local.at(-1)}` : '…';
  return `${ends}@${domain}`;
}

export const purposeWords: Record<Purpose, string> = {
  respondent: 'answer the questionnaire',
  'assessment-lead': 'lead the assessment',
  signatory: 'sign off the agreed position',
  facilitator: 'facilitate the workshop',
  'icb-analyst': 'compare the trusts of the board',
  'national-administrator': 'administer the service',
};
