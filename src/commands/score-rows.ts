import { CsvError, parse } from 'csv-parse/sync';

const columns = ['respondent', 'family', 'question', 'answer'] as const;

/** One answer as it stands in the file; `at` is its line in CSV, its place from 1 in JSON. */
export type Row = Record<(typeof columns)[number], string> & { readonly at: number };

/** Something wrong with one line or row of a file, or (at null) with the whole. */
export interface RowProblem {
  readonly at: number | null;
  readonly message: string;
}

interface Rows {
  readonly rows: Row[];
  readonly problems: RowProblem[];
}

/**
 * The rows of a CSV file. A record is one line: no value here has a line break, and one unclosed
 * quote must not swallow the rest of the file and what is wrong there.
 */
export function readCsv(text: string): Rows {
  const problems: RowProblem[] = [];
  const records = text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const at = index + 1;
    if (line.trim() === '') return [];
    try {
      return parse(line, { trim: true }).map((values) => ({ at, values }));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      problems.push({ at, message: 'quotation marks do not match' });
      return [];
    }
  });
  const header = records.shift();
  if (!header) {
    return { rows: [], problems: [...problems, { at: null, message: 'the file is empty' }] };
  }
  const places = columns.map((column) => header.values.indexOf(column));
  if (header.values.length !== columns.length || places.includes(-1)) {
    const message = `the header must be ${columns.join(',')} and is ${header.values.join(',')}`;
    return { rows: [], problems: [...problems, { at: header.at, message }] };
  }
  const rows = records.flatMap(({ at, values }): Row[] => {
    if (values.length !== columns.length) {
      problems.push({ at, message: `has ${values.length} values instead of ${columns.length}` });
      return [];
    }
    const value = (column: number) => values[places[column] ?? 0] ?? '';
    return [{ at, respondent: value(0), family: value(1), question: value(2), answer: value(3) }];
  });
  return { rows, problems };
}

/** The rows of a JSON file: an array of objects with the columns of the CSV as their keys. */
export function readJson(text: string): Rows {
  const whole = (message: string) => ({ rows: [], problems: [{ at: null, message }] });
  if (text.trim() === '') return whole('the file is empty');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return whole(`is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(data)) return whole('the JSON must be an array of rows');
  const problems: RowProblem[] = [];
  const rows = data.flatMap((item: unknown, index): Row[] => {
    const at = index + 1;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      problems.push({ at, message: `must be an object with ${columns.join(', ')}` });
      return [];
    }
    const odd = Object.keys(item).filter((key) => !columns.some((column) => column === key));
    if (odd.length > 0) problems.push({ at, message: `has an unknown key ${odd.join(', ')}` });
    const value = (column: string) => {
      const given = (item as Record<string, unknown>)[column] ?? '';
      // Anything but text and numbers is written out, so that the message can quote it.
      return (typeof given === 'object' ? JSON.stringify(given) : String(given)).trim();
    };
    return [
      {
        at,
        respondent: value('respondent'),
        family: value('family'),
        question: value('question'),
        answer: value('answer'),
      },
    ];
  });
  return { rows, problems };
}
