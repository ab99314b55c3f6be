import { type AppointedRole, appointedRoles } from '../../src/people/permissions.ts';

/** The organisations of the world, by what they are to the people below. */
export const organisations = {
  /** The trust that most of the people belong to. */
  own: 'RT01',
  /** Another trust of the same board. */
  sibling: 'RT02',
  /** A trust of another board. */
  otherTrust: 'RT03',
  /** A trust of the same board that has closed… */
  closed: 'RT04',
  /** …and the one it became. */
  successor: 'RT05',
  ownBoard: 'QT1',
  otherBoard: 'QT2',
} as const;
export type Where = keyof typeof organisations;

/** The two assessments of every organisation: of the cycle that is released and of the open one. */
export const stages = ['released', 'open'] as const;
export type Stage = (typeof stages)[number];

/** Something that somebody is: in both assessments of an organisation unless it names one. */
export interface Hold {
  readonly role: AppointedRole | 'respondent';
  /** Null for England. */
  readonly at: Where | null;
  readonly stage?: Stage;
  /** Whether it was ended, or the place withdrawn. */
  readonly ended?: true;
}

const at = (where: Where, ...roles: readonly Hold['role'][]): readonly Hold[] =>
  roles.map((role) => ({ role, at: where }));

const inside = ['respondent', 'assessment-lead', 'signatory', 'facilitator'] as const;

/** Who walks, and everything that each of them is; the visitor is not signed in. */
export const walkers: Readonly<Record<string, readonly Hold[]>> = {
  visitor: [],
  'leader who is nothing anywhere': [],
  respondent: at('own', 'respondent'),
  lead: at('own', 'assessment-lead'),
  signatory: at('own', 'signatory'),
  facilitator: at('own', 'facilitator'),
  'facilitator of the released assessment': [{ role: 'facilitator', at: 'own', stage: 'released' }],
  'respondent of the open assessment': [{ role: 'respondent', at: 'own', stage: 'open' }],
  'respondent, lead, signatory and facilitator who were': [
    ...at('own', ...inside).map((hold): Hold => ({ ...hold, ended: true })),
  ],
  // What goes with one of them does not go with the other.
  'everything in two trusts': [...at('own', ...inside), ...at('sibling', ...inside)],
  'analyst of the own board': at('ownBoard', 'icb-analyst'),
  'analyst of the other board': at('otherBoard', 'icb-analyst'),
  'lead of the own board': at('ownBoard', 'assessment-lead', 'respondent'),
  administrator: [{ role: 'national-administrator', at: null }],
  'lead and respondent of the closed trust': at('closed', 'assessment-lead', 'respondent'),
  'signatory and facilitator of the closed trust': at('closed', 'signatory', 'facilitator'),
  'lead and respondent of its successor': at('successor', 'assessment-lead', 'respondent'),
  'signatory and facilitator of its successor': at('successor', 'signatory', 'facilitator'),
};

export const isVisitor = (walker: string) => walker === 'visitor';

/** The id of somebody who walks. */
export function personId(walker: string): string {
  const position = Object.keys(walkers).indexOf(walker);
  return `00000000-0000-7000-a000-${String(position).padStart(12, '0')}`;
}

/** What somebody holds at present. */
export function heldBy(walker: string): readonly Hold[] {
  return (walkers[walker] ?? []).filter(({ ended }) => !ended);
}

export function isAppointed(role: Hold['role']): role is AppointedRole {
  return appointedRoles.some((each) => each === role);
}
