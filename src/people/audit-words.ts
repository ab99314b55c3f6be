import { id } from '../shared/ids.ts';
import { showMoment } from '../shared/moment.ts';
import type { AuditLine, Details } from './audit.ts';

/**
 * What a line says was so before and is so now, one thing after the other. Not whether something
 * was shared, closed and so on: the act says that. Nor ids, which say nothing to people.
 */
export function detailWords({
  before = {},
  after = {},
}: Pick<AuditLine, 'before' | 'after'>): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => before[name] !== after[name])
    .filter((name) => typeof (after[name] ?? before[name]) !== 'boolean')
    .filter((name) => !id.safeParse(after[name] ?? before[name]).success)
    .map((name) => `${labels[name] ?? name}: ${changeWords(before[name], after[name])}`);
}

type Value = Details[string];

function changeWords(before: Value | undefined, after: Value | undefined): string {
  if (before === undefined) return valueWords(after);
  if (after === undefined) return `was ${valueWords(before)}`;
  return `from ${valueWords(before)} to ${valueWords(after)}`;
}

function valueWords(value: Value | undefined): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' && instant.test(value) ? showMoment(value) : String(value);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** What details are called; those not here are codes of statements, which have no other name. */
const labels: Readonly<Record<string, string>> = {
  role: 'Role',
  organisation: 'Organisation',
  closesAt: 'Closes',
  opensAt: 'Opens',
  releasesOn: 'Released by itself on',
  questionnaireVersion: 'Version of the questionnaire',
  organisations: 'Organisations',
  boards: 'Integrated care boards',
  preparedAt: 'Prepared',
  request: 'Request to sign off',
  disabled: 'Kept from signing in',
  accounts: 'Accounts',
  places: 'Places',
  expiresAt: 'Expires',
  number: 'Number',
  pace: 'Pace',
  minutes: 'Minutes',
  items: 'Items on the agenda',
  owner: 'Owner',
  dueOn: 'Due',
  status: 'Status',
  item: 'Question',
  statement: 'Statement',
  assessments: 'Assessments',
  lines: 'Lines',
};
