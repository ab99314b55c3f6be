import { CsvError, parse } from 'csv-parse/sync';

/** What stands on one line of a list, as it was typed; empty where there is nothing. */
export interface Cells {
  readonly address: string;
  readonly name: string;
  readonly role: string;
}

export type Column = keyof Cells;

const columnNames: Readonly<Record<string, Column>> = {
  address: 'address',
  email: 'address',
  'e-mail': 'address',
  'email address': 'address',
  'e-mail address': 'address',
  name: 'name',
  'full name': 'name',
  role: 'role',
};

/** The columns that a line names, if it is the header of a table with addresses. */
export function headerOf(line: string): readonly Column[] | null {
  const cells = cellsOf(line);
  if (typeof cells === 'string') return null;
  const columns = cells.map((cell) => columnNames[cell.toLowerCase()] ?? null);
  return columns.includes('address') && !columns.includes(null) ? (columns as Column[]) : null;
}

/** Longer lines are not read: what mail programs write never comes near it. */
const longestLine = 1000;

/**
 * Reads a line: address, name and role in that order, or the order of the header, or as mail
 * programs write people.
 * @param isRole whether a text is a role, for a line that leaves out the name.
 * @returns what is wrong with it, in words, where it cannot be read.
 */
export function readLine(
  line: string,
  header: readonly Column[] | null,
  isRole: (text: string) => boolean,
): Cells | string {
  if (line.length > longestLine) return `the line must be ${longestLine} characters or fewer`;
  const mailbox = header ? null : mailboxIn(line);
  const cells = cellsOf(mailbox ? mailbox.rest : line);
  if (typeof cells === 'string') return cells;
  if (header) return inColumns(cells, header);
  if (!mailbox) return inOrder(cells, isRole);
  return inOrder([`${mailbox.name} <${mailbox.address}>`, ...cells], isRole);
}

function inColumns(cells: readonly string[], header: readonly Column[]): Cells | string {
  if (cells.length > header.length) return 'there are more parts than the first line has names for';
  const of = (column: Column) => cells[header.indexOf(column)] ?? '';
  if (of('address') === '') return 'there is no email address';
  const { address, name } = mailboxIn(of('address')) ?? { address: of('address'), name: '' };
  return { address, name: of('name') || name, role: of('role') };
}

function inOrder(cells: readonly string[], isRole: (text: string) => boolean): Cells | string {
  const withAddress = cells.filter((cell) => cell.includes('@'));
  const [cell] = withAddress;
  if (cell === undefined) return 'there is no email address';
  if (withAddress.length > 1)
    return 'there is more than one email address. Put each person on a line of their own';
  const others = cells.filter((each) => each !== cell);
  const mailbox = mailboxIn(cell);
  const parts = mailbox?.name ? [mailbox.name, ...others.filter((each) => each !== '')] : others;
  if (parts.length > 2) return 'there are more than three parts: address, name and role';
  const [first = '', second = ''] = parts;
  const [name, role] = others.length === 1 && isRole(first) ? ['', first] : [first, second];
  return { address: mailbox?.address ?? cell, name, role };
}

/** `Alice Hill <alice@hill.example>` or `"Hill, Alice" <…>`, and what follows; null without one. */
function mailboxIn(text: string): { name: string; address: string; rest: string } | null {
  const from = text.indexOf('<');
  const to = text.indexOf('>', from);
  if (from < 0 || to < 0) return null;
  const before = text.slice(0, from).trim();
  const bare = /^"[^"]*"$/.test(before) ? before.slice(1, -1).trim() : before;
  // A cell in quotes with all of it inside is read with the other cells first.
  if (bare.includes('"')) return null;
  const address = text.slice(from + 1, to).trim();
  const name = bare.replace(/^'([^']*)'$/, '$1');
  return {
    address,
    name: name.toLowerCase() === address.toLowerCase() ? '' : name,
    rest: text.slice(to + 1).replace(/^\s*[,;\t]/, ''),
  };
}

/** The parts of a line between tabs, or else semicolons, or else commas; or what is wrong. */
function cellsOf(line: string): readonly string[] | string {
  const bare = line.replace(/"[^"]*"/g, '');
  const delimiter = ['\t', ';'].find((each) => bare.includes(each)) ?? ',';
  try {
    const [cells = []] = parse(line, { delimiter, trim: true, relax_column_count: true });
    const texts = (cells as string[]).map((cell) => cell.trim());
    return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
  } catch (error) {
    if (error instanceof CsvError) return 'a quotation mark stands in the wrong place';
    throw error;
  }
}
