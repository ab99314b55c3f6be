import { roleNames } from '../people/appointment.ts';
import { type AuditLine, acts } from '../people/audit.ts';
import { detailWords } from '../people/audit-words.ts';
import type { AppointedRole } from '../people/permissions.ts';
import { showMoment } from '../shared/moment.ts';
import { actWords, type ShownAct } from './act-words.ts';

/** What is done nationally about the roles in an organisation, which its lead sees too. */
export const organisationActs = [
  'appoint',
  'withdraw-appointment',
  'end-appointment',
  'accept-appointment',
] as const satisfies readonly ShownAct[];

/** So many lines are on a page. */
export const linesOnPage = 100;

/** A line of the audit, and who did it. */
export interface Happened extends Pick<AuditLine, 'at' | 'subject' | 'before' | 'after'> {
  readonly act: ShownAct;
  /** Null where the service acted by itself. */
  readonly actorId: string | null;
  /** The name of the actor if they lead, or led, the organisation's assessments; else null. */
  readonly lead: string | null;
}

/** A line of the history as the page shows it. */
export interface HistoryLine {
  readonly when: string;
  readonly what: string;
  /** What was changed, one thing after the other. */
  readonly details: readonly string[];
  readonly who: string;
}

export function historyLine(happened: Happened): HistoryLine {
  return {
    when: showMoment(happened.at),
    what: actWords(happened),
    details: detailWords(happened),
    who: whoDid(happened),
  };
}

function whoDid({ act, actorId, lead, subject, after }: Happened): string {
  if (actorId === null) return 'The service';
  if (lead !== null) return lead;
  if (act === 'accept-appointment') return roleWords(after?.role ?? 'facilitator');
  if (act === 'view-results' || act === 'export-results') return roleWords(subject.as);
  return {
    reader: 'Somebody',
    administrator: 'An administrator',
    lead: 'An administrator',
    facilitator: 'The facilitator',
    signatory: 'The signatory',
  }[acts[act]];
}

/** "The signatory": who holds a role, without a name. */
function roleWords(role: unknown): string {
  const name = roleNames[role as AppointedRole];
  if (!name) return 'Somebody';
  return name.startsWith('ICB') ? `The ${name}` : `The ${name.toLowerCase()}`;
}
