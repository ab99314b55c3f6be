import { emailAddress } from '../people/email-address.ts';
import { isOneLine, longestName } from '../people/invitation-name.ts';
import type { Questionnaire, Role } from '../questionnaire/questionnaire.ts';
import type { FormError } from '../shared/forms.ts';
import { type Cells, headerOf, readLine } from './line.ts';
import { roleCalled } from './role.ts';

/** Somebody to invite. */
export interface Invitee {
  readonly email: string;
  readonly name: string | null;
  readonly role: Role | null;
}

export interface ReadList {
  readonly people: readonly Invitee[];
  /** Everything that is wrong, in the order of the lines; nobody is invited while there is any. */
  readonly errors: readonly FormError[];
}

/** The most people that one list may have. */
export const mostPeople = 500;
/** The most bytes that a list may have, typed or in a file. */
export const mostBytes = 200 * 1024;

/** The field with the list; its name ends as the names of all texts do that problem pages keep. */
export const listField = 'people-note';

/**
 * A list with every person on a line of their own, also where a mail program put many on one, and
 * a mark in place of each character that cannot be shown. It is what the page shows again, so that
 * the numbers of its lines are those of the messages.
 */
export function tidied(text: string): string {
  return text
    .toWellFormed()
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '\uFFFD')
    .trimEnd()
    .split('\n')
    .flatMap(onePerLine)
    .join('\n');
}

function onePerLine(line: string): readonly string[] {
  for (const separator of [';', ',']) {
    const parts = line.split(separator).filter((part) => part.trim() !== '');
    if (parts.length > 1 && parts.every((part) => part.includes('@')))
      return parts.map((part) => part.trim());
  }
  return [line];
}

/**
 * Reads a tidied list and says everything that is wrong with it.
 * @param invited the addresses that are invited already.
 */
export function readList(
  text: string,
  questionnaire: Questionnaire,
  invited: ReadonlySet<string>,
): ReadList {
  if (Buffer.byteLength(text) > mostBytes)
    return refused('The list must be 200 KB or smaller. Invite the others in a second list');
  const lines = text
    .split('\n')
    .map((content, index) => ({ number: index + 1, content }))
    .filter(({ content }) => content.trim() !== '');
  const header = lines[0] ? headerOf(lines[0].content) : null;
  const listed = header ? lines.slice(1) : lines;
  if (listed.length === 0) return refused('Enter at least one email address, or choose a file');
  if (listed.length > mostPeople)
    return refused(
      `The list has ${listed.length} lines. Invite up to ${mostPeople} people at a time`,
    );

  const isRole = (cell: string) => roleCalled(questionnaire, cell) !== undefined;
  const people: Invitee[] = [];
  const errors: FormError[] = [];
  const lineOf = new Map<string, number>();
  for (const { number, content } of listed) {
    const wrong = (what: string) => errors.push(errorOf(number, what, content));
    if (!isOneLine(content.replaceAll('\t', ' '))) {
      wrong('there are characters that cannot be shown');
      continue;
    }
    const cells = readLine(content, header, isRole);
    if (typeof cells === 'string') {
      wrong(cells);
      continue;
    }
    const { invitee, problems } = readPerson(cells, questionnaire);
    const earlier = lineOf.get(invitee.email);
    if (earlier !== undefined) problems.push(`the same email address is on line ${earlier}`);
    else lineOf.set(invitee.email, number);
    if (invited.has(invitee.email)) problems.push('this person is invited already');
    for (const problem of problems) wrong(problem);
    people.push(invitee);
  }
  return { people, errors };
}

function readPerson({ address, name, role }: Cells, questionnaire: Questionnaire) {
  const problems: string[] = [];
  const { data } = emailAddress.safeParse(address);
  if (!data) problems.push('the email address is not in the correct format, like name@example.com');
  if (name.length > longestName)
    problems.push(`the name must be ${longestName} characters or fewer`);
  const found = role === '' ? null : roleCalled(questionnaire, role);
  if (found === undefined) problems.push(`there is no role called “${shortened(role)}”`);
  const email = data ?? address.toLowerCase();
  return { invitee: { email, name: name || null, role: found ?? null }, problems };
}

function errorOf(line: number, what: string, content: string): FormError {
  return {
    message: `Line ${line}: ${what} (“${shortened(content.trim())}”)`,
    href: `#${listField}`,
  };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

function refused(message: string): ReadList {
  return { people: [], errors: [{ message, href: `#${listField}` }] };
}
